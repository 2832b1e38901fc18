import { createHash } from 'node:crypto';

/** Of bytes already hashed: long lists are asked about again and again in one verification. */
const known = new WeakMap<Uint8Array, string>();

/** By which equal bytes are found among others: SHA-256 in base64. */
export function fingerprint(bytes: Uint8Array): string {
  const found = known.get(bytes) ?? createHash('sha256').update(bytes).digest('base64');
  known.set(bytes, found);
  return found;
}

/** Each piece once, in the order of its first appearance. */
export const distinct = (pieces: readonly Uint8Array[]): Uint8Array[] => {
  const found = new Map<string, Uint8Array>();
  for (const piece of pieces) if (!found.has(fingerprint(piece))) found.set(fingerprint(piece), piece);
  return [...found.values()];
};
