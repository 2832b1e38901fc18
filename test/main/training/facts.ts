import { createHash } from 'node:crypto';
import type { HeldPerson } from '../../../main/api/schema/membership.ts';
import type { FactBody, FactPayload, KnownFact } from '../../../main/attendance/facts/fact.ts';
import { at } from './plans.ts';

export const SEMINAR = 'seminar-1';

let made = 0;

type Change = Partial<Omit<FactBody, 'at'>> & { readonly at?: string; readonly payload?: Partial<FactPayload> | null };

/** A fact of a person (`null`: of nobody): `fact('p1', 'in 09:55')`, `fact('p1', 'void 12:00', { about })`. */
export function fact(person: string | null, text: string, { payload, ...change }: Change = {}): KnownFact {
  const [kind, time] = text.split(' ') as [FactBody['kind'], string];
  made += 1;
  const body: FactBody = {
    format: 'hpki-desk-fact/1',
    device: 'desk-1',
    sequence: made,
    previous: '',
    nonce: `nonce-${made}`,
    seminar: SEMINAR,
    session: null,
    kind,
    direction: kind === 'in' || kind === 'out' ? kind : kind === 'manual' || kind === 'override' ? 'in' : null,
    at: at(time),
    stated: false,
    offsetMs: null,
    lane: 'lane 1',
    room: null,
    verdict: 'ok',
    notes: [],
    about: null,
    clock: null,
    test: false,
    rules: 'r',
    revision: 1,
    status: null,
    commitment: '',
    ...change,
  };
  const told: FactPayload = {
    salt: '',
    origin: person ?? '',
    registration: null,
    name: '',
    kana: '',
    affiliation: '',
    birthDate: '',
    card: null,
    reason: null,
    by: null,
    evidence: null,
    ...payload,
  };
  const hash = createHash('sha256').update(JSON.stringify(body)).digest('hex');
  return { hash, body, payload: payload === null ? null : told, person };
}

/** Somebody on the booked list, of whom everything is known. */
export const held = (person: string, change: Partial<HeldPerson> = {}): HeldPerson => ({
  person,
  registration: '123456',
  name: '髙橋　桜子',
  kana: 'たかはし　さくらこ',
  affiliation: '神楽坂クリニック',
  birthDate: '1970-04-05',
  myPage: true,
  booked: [SEMINAR],
  member: false,
  ...change,
});
