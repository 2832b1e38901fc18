import { randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { MergeAnswer } from '../../api/schema/attendance.ts';
import type { People } from '../../membership/people.ts';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import { bodyText, commitmentOf, factHash } from './chain.ts';
import { happeningKey } from './effective.ts';
import type { FactBody, FactDraft, FactPayload, Have, KnownFact, TravellingFact } from './fact.ts';
import { haveOf, lacking } from './have.ts';
import { holders } from './holder.ts';
import { FactMemory } from './memory.ts';
import { mergeFacts } from './merge.ts';
import { byPlace, inChainOrder, type Place, placeOf } from './order.ts';
import { factRows, openRow, sealPayload } from './rows.ts';
import { FACT_LIMITS, factBody, factPayload, isoDay, tellableOffset, tellableTime } from './schema.ts';
import { travelling } from './travel.ts';

/** What happened at reception, of this desk and of others: only ever added to. README.md in this folder says what it proves and what not. */
export interface FactLog {
  readonly device: string;
  /**
   * Committed to disk when it resolves. The same nonce in the same seminar gives the fact that is there already, and writes nothing; one of another
   * station only where it says the same. `also` runs in the same transaction (audit entry, notice); what it throws undoes the fact.
   * @throws ZodError when the draft is not of the form that other stations take; never for what a clock shows
   */
  append(draft: FactDraft, also?: (transaction: Kysely<Tables>, fact: KnownFact) => Promise<void>): Promise<KnownFact>;
  /** Every fact of a seminar, in no order; opened once, then kept in memory. */
  of(seminar: string): Promise<readonly KnownFact[]>;
  one(hash: string): Promise<KnownFact | null>;
  /** Clock's time of the fact this desk wrote last, of a seminar asked for before; `null`: none. */
  lastOwnAt(seminar: string): Date | null;
  have(seminar: string): Promise<Have>;
  /** What somebody with `have` lacks, in chain order. */
  missing(seminar: string, have: Have): Promise<readonly TravellingFact[]>;
  /**
   * Takes facts of others: the union of both sets, whatever came in which order and how often. Each is taken whole or refused.
   * @param seminar facts of other seminars are refused; not given: of any
   * @param from device of the station that brings them, as its certificate says; facts of its own find a place when others have told of many devices
   */
  merge(facts: readonly TravellingFact[], seminar?: string, from?: string): Promise<MergeAnswer>;
  /** Each fact that was added, ours or merged, once it is committed; once more when its payload came later. Listeners do not throw. */
  watch(listener: (fact: KnownFact) => void): Disposable;
}

/** Nobody is turned away for what a list says: values beyond the limit are cut, a day of birth that is none is left out. */
function takenFrom(told: FactDraft['payload']): FactDraft['payload'] {
  const cut = (value: string): string => value.slice(0, FACT_LIMITS.value).toWellFormed();
  const values = Object.entries(told).map(([name, value]) => [name, value === null ? null : cut(value)] as const);
  return { ...(Object.fromEntries(values) as typeof told), birthDate: isoDay.safeParse(told.birthDate).success ? told.birthDate : '' };
}

/** Opened facts between two looks at other work. */
const OPENED_AT_ONCE = 500;

export function openFactLog({ store, device, people }: { store: Store; device: string; people: Pick<People, 'ensure'> }): FactLog {
  const { db, persons } = store;
  const listeners = new Set<(fact: KnownFact) => void>();
  const lastOwn = new Map<string, KnownFact>();
  /** Per seminar a sequence up to which our own chain is known to be whole; where the search for its end begins. */
  const wholeUpTo = new Map<string, number>();

  function noteOwn(fact: KnownFact): void {
    if (fact.body.device !== device || fact.body.stated) return;
    const last = lastOwn.get(fact.body.seminar);
    if (!last || byPlace(placeOf(last), placeOf(fact)) < 0) lastOwn.set(fact.body.seminar, fact);
  }

  const memory = new FactMemory(async (seminar) => {
    const rows = await factRows(db).where('fact.seminar', '=', seminar).execute();
    const facts: KnownFact[] = [];
    for (let start = 0; start < rows.length; start += OPENED_AT_ONCE) {
      if (start > 0) await new Promise(setImmediate);
      for (const row of rows.slice(start, start + OPENED_AT_ONCE)) {
        const fact = openRow(persons, row);
        if (fact) facts.push(fact);
      }
    }
    for (const fact of facts) noteOwn(fact);
    return facts;
  });

  function publish(fact: KnownFact): void {
    memory.add(fact);
    noteOwn(fact);
    for (const listener of listeners) listener(fact);
  }

  /** Facts with the nonce of a draft, in chain order. */
  async function ofNonce(transaction: Kysely<Tables>, { seminar, nonce }: FactDraft): Promise<KnownFact[]> {
    // The plus keeps SQLite from walking through the whole seminar by its own index: a nonce is found by that of the nonces.
    const rows = await factRows(transaction).where('fact.nonce', '=', nonce).where(sql`+fact.seminar`, '=', seminar).execute();
    return inChainOrder(rows.flatMap((row) => openRow(persons, row) ?? []));
  }

  /** End of our own chain: what others told of us beyond a gap is not followed, so nobody can push our numbers up. */
  async function headOf(transaction: Kysely<Tables>, seminar: string): Promise<Pick<Place, 'sequence' | 'hash'>> {
    const start = wholeUpTo.get(seminar) ?? 0;
    const { rows } = await sql<{ sequence: number; hash: string | null }>`
      WITH RECURSIVE whole (sequence) AS (
        SELECT ${start} UNION ALL
        SELECT sequence + 1 FROM whole WHERE EXISTS (
          SELECT 1 FROM attendance_fact AS fact WHERE fact.seminar = ${seminar} AND fact.device = ${device} AND fact.sequence = whole.sequence + 1)
      ), head (sequence) AS (SELECT max(sequence) FROM whole)
      SELECT head.sequence, min(fact.hash) AS hash FROM head
      LEFT JOIN attendance_fact AS fact ON fact.seminar = ${seminar} AND fact.device = ${device} AND fact.sequence = head.sequence`.execute(
      transaction,
    );
    const { sequence, hash } = rows[0]!;
    wholeUpTo.set(seminar, sequence);
    return { sequence, hash: hash ?? '' };
  }

  async function write(transaction: Kysely<Tables>, draft: FactDraft, person: string): Promise<KnownFact> {
    const { person: _person, payload: told, ...rest } = draft;
    const payload: FactPayload = factPayload.parse({ ...takenFrom(told), origin: person, salt: randomBytes(32).toString('hex') });
    const head = await headOf(transaction, draft.seminar);
    const body: FactBody = factBody.parse({
      stated: false,
      ...rest,
      at: tellableTime(rest.at),
      offsetMs: tellableOffset(rest.offsetMs),
      format: 'hpki-desk-fact/1',
      device,
      sequence: head.sequence + 1,
      previous: head.hash,
      commitment: commitmentOf(payload),
    });
    const text = bodyText(body);
    const hash = factHash(text);
    const { sequence, seminar, nonce } = body;
    const sealed = await sealPayload(persons, transaction, person, hash, payload);
    const received_at = store.now().toISOString();
    await transaction
      .insertInto('attendance_fact')
      .values({ hash, device, sequence, seminar, nonce, body: text, person, sealed, received_at })
      .execute();
    return { hash, body, payload, person };
  }

  async function append(draft: FactDraft, also?: (transaction: Kysely<Tables>, fact: KnownFact) => Promise<void>): Promise<KnownFact> {
    const who = holders(persons, people, device);
    if (draft.person === null) await who.prepare(draft.payload);
    const { fact, written } = await db.transaction().execute(async (transaction) => {
      const known = await ofNonce(transaction, draft);
      const ours = known.find(({ body }) => body.device === device);
      if (ours) return { fact: ours, written: false };
      const person = draft.person ?? (await who.find(transaction, draft.payload, null));
      const theirs = known.find((fact) => happeningKey(fact) === happeningKey({ body: draft, person }));
      if (theirs) return { fact: theirs, written: false };
      const fact = await write(transaction, draft, person);
      await also?.(transaction, fact);
      return { fact, written: true };
    });
    if (written) publish(fact);
    return fact;
  }

  const placesOf = (seminar: string): Promise<Place[]> =>
    db.selectFrom('attendance_fact').select(['device', 'sequence', 'hash']).where('seminar', '=', seminar).execute();

  return {
    device,
    append,
    of: (seminar) => memory.of(seminar),
    async one(hash) {
      const row = await factRows(db).where('fact.hash', '=', hash).executeTakeFirst();
      return row ? openRow(persons, row) : null;
    },
    lastOwnAt: (seminar) => {
      const last = lastOwn.get(seminar);
      return last ? new Date(last.body.at) : null;
    },
    have: async (seminar) => haveOf(await placesOf(seminar)),
    async missing(seminar, have) {
      const lacks = lacking(await placesOf(seminar), have);
      if (lacks.length === 0) return [];
      const facts = new Map((await memory.of(seminar)).map((fact) => [fact.hash, fact]));
      return lacks.flatMap(({ hash }) => {
        const fact = facts.get(hash);
        return fact ? [travelling(fact)] : [];
      });
    },
    merge: (facts, seminar, from) => mergeFacts({ store, device, people, publish }, facts, seminar, from),
    watch(listener) {
      listeners.add(listener);
      return { [Symbol.dispose]: () => void listeners.delete(listener) };
    },
  };
}
