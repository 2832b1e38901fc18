import type { Kysely } from 'kysely';
import type { Persons } from '../../store/persons.ts';
import type { Tables } from '../../store/schema.ts';
import { factHash } from './chain.ts';
import type { FactBody, FactPayload, KnownFact } from './fact.ts';
import { commits } from './travel.ts';

/** A fact as it rests, with the wrapped key of its person. */
export interface FactRow {
  readonly hash: string;
  readonly body: string;
  readonly person: string | null;
  readonly sealed: Uint8Array | null;
  readonly wrapped_key: Uint8Array | null;
}

/** Facts as they rest; the caller says which. */
export const factRows = (db: Kysely<Tables>) =>
  db
    .selectFrom('attendance_fact as fact')
    .leftJoin('person', 'person.id', 'fact.person')
    .select(['fact.hash', 'fact.body', 'fact.person', 'fact.sealed', 'person.wrapped_key']);

/** Binds a sealed payload to its fact, so that it cannot be moved to another. */
const place = (hash: string): string => `attendance fact ${hash}`;

export const sealPayload = (persons: Persons, db: Kysely<Tables>, person: string, hash: string, payload: FactPayload): Promise<Uint8Array> =>
  persons.seal(db, person, payload, place(hash));

/** The payload; `null` where none rests or the key of its person was destroyed. @throws Error when the sealed bytes were changed */
export function openPayload(persons: Persons, { hash, person, sealed, wrapped_key }: FactRow): FactPayload | null {
  return person === null || sealed === null ? null : (persons.openWith(wrapped_key, person, sealed, place(hash)) as FactPayload | null);
}

/**
 * A fact out of its row. Damage of one row must not close reception: a payload that does not open, or is not the one of the body, counts as destroyed, and a
 * body that is not what its hash says as no fact (`null`); `verifyFacts` tells of both.
 */
export function openRow(persons: Persons, row: FactRow): KnownFact | null {
  if (factHash(row.body) !== row.hash) return null;
  try {
    const body = JSON.parse(row.body) as FactBody;
    return { hash: row.hash, body, payload: readable(persons, row, body), person: row.person };
  } catch {
    return null;
  }
}

function readable(persons: Persons, row: FactRow, body: FactBody): FactPayload | null {
  try {
    const payload = openPayload(persons, row);
    return payload && commits(body, payload) ? payload : null;
  } catch {
    return null;
  }
}
