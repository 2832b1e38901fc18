import { createHash } from 'node:crypto';
import type { Insertable, Selectable } from 'kysely';
import { canonicalJson } from '../../audit/canonical-json.ts';
import type { Tables } from '../../store/schema.ts';

/** An event as it is kept. */
export type EventRow = Selectable<Tables['credential_event']>;
/** An event before its hash is made. */
export type NewEvent = Omit<Insertable<Tables['credential_event']>, 'hash' | 'sequence'>;

/** SHA-256 over everything that an event says, sealed values as sealed. The audit log, which is chained, names it. */
export function eventHash({ sealed, ...event }: NewEvent): string {
  return createHash('sha256')
    .update(canonicalJson({ ...event, sealed: sealed ? Buffer.from(sealed).toString('base64') : null }))
    .digest('hex');
}

/** Whether an event is as it was written. */
export function isUnaltered({ hash, sequence: _, ...event }: EventRow): boolean {
  return eventHash(event) === hash;
}

/** SHA-256 over the hashes of events that belong together, in their order. */
export const hashOfAll = (hashes: readonly string[]): string => createHash('sha256').update(hashes.join('\n')).digest('hex');
