import { createHash } from 'node:crypto';
import * as z from 'zod';
import { seal, unseal } from '../../../store/sealing.ts';
import { HttpError } from '../../http/http-error.ts';

/** Seconds for which a cursor is taken. */
export const CURSOR_SECONDS = 3_600;

/** Where the last page ended. */
export interface Place {
  readonly key: string | number | null;
  readonly id: string;
  /** How many there were at the first page. */
  readonly total: number;
}

const held = z.object({ query: z.string(), until: z.number(), key: z.union([z.string(), z.number(), z.null()]), id: z.string(), total: z.int() });

/** Sealed cursors (RFC 9865): nobody reads in one whom the list had come to, and none is taken from another client or for another query. */
export interface Cursors {
  /** `query`: everything that makes the list what it is, the client included. */
  make(query: readonly unknown[], place: Place): string;
  /** @throws HttpError 400 invalidCursor, expiredCursor */
  read(query: readonly unknown[], cursor: string): Place;
}

const digest = (query: readonly unknown[]): string => createHash('sha256').update(JSON.stringify(query)).digest('base64url');
const PLACE = 'scim cursor';

/** @param key 32 bytes that all processes of a hub share */
export const openCursors = (key: Uint8Array, now: () => Date): Cursors => ({
  make: (query, place) => {
    const content = { query: digest(query), until: now().getTime() + CURSOR_SECONDS * 1_000, ...place };
    return Buffer.from(seal(key, Buffer.from(JSON.stringify(content)), PLACE)).toString('base64url');
  },
  read(query, cursor) {
    const refused = new HttpError(400, 'invalidCursor', 'not a cursor of this query');
    let content: z.infer<typeof held>;
    try {
      content = held.parse(JSON.parse(Buffer.from(unseal(key, Buffer.from(cursor, 'base64url'), PLACE)).toString('utf8')));
    } catch {
      throw refused;
    }
    if (content.query !== digest(query)) throw refused;
    if (content.until <= now().getTime()) throw new HttpError(400, 'expiredCursor', 'the cursor is too old');
    return { key: content.key, id: content.id, total: content.total };
  },
});
