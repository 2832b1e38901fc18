import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Selectable } from 'kysely';
import { deriveKey } from '../store/sealing.ts';
import type { Tables } from '../store/schema.ts';
import { canonicalJson } from './canonical-json.ts';

export type Entry = Selectable<Tables['audit_entry']>;
export type Head = Pick<Entry, 'sequence' | 'hash'>;

/** What the first entry follows. */
export const GENESIS: Head = { sequence: 0, hash: '0'.repeat(64) };

/** SHA-256 over everything an entry says, sealed values as sealed, and over the hash before it. */
export function entryHash(entry: Omit<Entry, 'hash'>): string {
  const text = canonicalJson({ ...entry, sealed: entry.sealed && Buffer.from(entry.sealed).toString('base64') });
  return createHash('sha256').update(text).digest('hex');
}

/** Whether an entry stands where it says, unchanged, right after `before`. */
export function follows(entry: Entry, before: Head): boolean {
  const { hash, ...content } = entry;
  return entry.sequence === before.sequence + 1 && entry.previous === before.hash && entryHash(content) === hash;
}

/** Seals and checks the head of the chain with a key that is not in the database, so that a shortened log shows. */
export function headSeal(master: Uint8Array): { mac(head: Head): Uint8Array; holds(head: Head, mac: Uint8Array): boolean } {
  const key = deriveKey(master, 'audit head');
  const mac = ({ sequence, hash }: Head) => createHmac('sha256', key).update(canonicalJson({ sequence, hash })).digest();
  return {
    mac,
    holds: (head, given) => given.length === 32 && timingSafeEqual(mac(head), given),
  };
}
