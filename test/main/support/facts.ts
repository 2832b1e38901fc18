import { createHash } from 'node:crypto';
import { bodyText, commitmentOf, factHash } from '../../../main/attendance/facts/chain.ts';
import type { FactBody, FactDraft, FactPayload, KnownFact, TravellingFact } from '../../../main/attendance/facts/fact.ts';
import { type FactLog, openFactLog } from '../../../main/attendance/facts/log.ts';
import type { HeldPerson } from '../../../main/api/schema/membership.ts';
import { openStore, type Store } from '../../../main/store/store.ts';

export const SEMINAR = 'seminar-1';
export const NOON = '2026-11-22T03:00:00.000Z';

/** Minutes after `NOON`. */
export const at = (minutes: number): string => new Date(new Date(NOON).getTime() + minutes * 60_000).toISOString();

const NAMED: FactDraft['payload'] = {
  registration: '123456',
  name: '山田 太郎',
  kana: 'やまだ たろう',
  affiliation: '山田医院',
  birthDate: '1970-01-31',
  card: null,
  reason: null,
  by: null,
  evidence: null,
};

type Said = Partial<Omit<FactDraft, 'payload'>> & { readonly payload?: Partial<FactDraft['payload']> };

let nonces = 0;

/** A tap on the way in, but for what is said otherwise. */
export function draft({ payload, ...said }: Said = {}): FactDraft {
  nonces += 1;
  return {
    nonce: `nonce-${nonces}`,
    seminar: SEMINAR,
    session: null,
    kind: 'in',
    direction: 'in',
    at: NOON,
    offsetMs: null,
    lane: 'lane 1',
    room: null,
    verdict: 'ok',
    notes: [],
    about: null,
    clock: null,
    test: false,
    rules: 'rules-1',
    revision: 1,
    status: null,
    person: null,
    ...said,
    payload: { ...NAMED, ...payload },
  };
}

/** People as far as the log of facts needs them: a person per registration number. */
export const peopleOf = (store: Store) => ({
  ensure: async ({
    registration,
    ...fields
  }: {
    registration: string | null;
    name: string;
    kana: string;
    affiliation: string;
    birthDate: string;
  }): Promise<HeldPerson> => {
    const person = await store.db.transaction().execute((db) => store.persons.identify(db, `registration ${registration}`));
    return { ...fields, registration, person, myPage: null, booked: [], member: false };
  },
});

export interface Station extends AsyncDisposable {
  readonly store: Store;
  readonly log: FactLog;
}

/** The desk of a folder, with its log of facts. */
export async function stationIn(folder: string, device: string): Promise<Station> {
  const store = await openStore({ folder });
  return { store, log: openFactLog({ store, device, people: peopleOf(store) }), [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
}

type Place = Pick<FactBody, 'device' | 'sequence' | 'previous'>;

/** A fact as a station at this place would have written it; its salt follows from what it says. */
export function written({ device, sequence, previous }: Place, said: FactDraft): KnownFact & { readonly payload: FactPayload } {
  const { payload: told, person, ...rest } = said;
  const salt = createHash('sha256')
    .update(JSON.stringify([device, sequence, said]))
    .digest('hex');
  const payload: FactPayload = { ...told, salt, origin: person ?? 'nobody' };
  const body: FactBody = { stated: false, ...rest, format: 'hpki-desk-fact/1', device, sequence, previous, commitment: commitmentOf(payload) };
  return { hash: factHash(bodyText(body)), body, payload, person };
}

/** Facts of one device one after the other, as they travel. */
export function chain(device: string, drafts: readonly FactDraft[]): TravellingFact[] {
  let previous = '';
  return drafts.map((said, index) => {
    const { hash, body, payload } = written({ device, sequence: index + 1, previous }, said);
    previous = hash;
    return { hash, body: bodyText(body), payload };
  });
}

/** Facts as a desk knows them, of several devices. */
export const known = (facts: readonly TravellingFact[]): KnownFact[] =>
  facts.map(({ hash, body, payload }) => ({
    hash,
    body: JSON.parse(body) as FactBody,
    payload,
    person: payload?.registration ?? payload?.card ?? null,
  }));
