import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import type { Subject } from '../events/claims.ts';
import { eventType } from '../events/table.ts';

/** What an event says and of whom; at rest it is sealed under the key of the person. */
export interface Told {
  readonly subject: Subject;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** A fact that is told onwards. */
export interface OutgoingFact extends Told {
  /** Such as `card.held` (`resources/exchange/events.json`). */
  readonly event: string;
  /** ISO 8601. */
  readonly happenedAt: string;
}

/** Whose facts they are, with the key that a query brought along. */
export interface Concerned {
  readonly person: string;
  readonly wrappedKey: Uint8Array;
  /** Code of the association at home. */
  readonly association: string | null;
}

const placeOf = (jti: string): string => `outgoing event ${jti}`;

/**
 * Puts facts into the outbox, in this order and within the caller's transaction: they are told if and only if they are kept.
 * @throws RangeError for an event that the table does not have
 */
export async function queueFacts(
  { persons, now }: Pick<Store, 'persons' | 'now'>,
  tx: Kysely<Tables>,
  { person, wrappedKey, association }: Concerned,
  facts: readonly OutgoingFact[],
): Promise<void> {
  const created_at = now().toISOString();
  for (const { event, happenedAt: happened_at, subject, payload } of facts) {
    const jti = randomUUID();
    const sealed = persons.sealWith(wrappedKey, person, { subject, payload } satisfies Told, placeOf(jti));
    const row = { feed: eventType(event).feed, jti, event, person, association, sealed, issuer: null, happened_at, created_at, sent_at: null };
    await tx
      .insertInto('exchange_outbox')
      .values({ ...row, refused: null })
      .execute();
  }
}

/** What a row says; `null` once its person was deleted. */
export const toldOf = (
  { persons }: Pick<Store, 'persons'>,
  row: Pick<Tables['exchange_outbox'], 'jti' | 'person' | 'sealed'>,
  wrappedKey: Uint8Array | null,
) => persons.openWith(wrappedKey, row.person, row.sealed, placeOf(row.jti)) as Told | null;
