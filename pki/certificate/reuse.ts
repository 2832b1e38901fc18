import { createHash } from 'node:crypto';
import { sameBytes } from '../asn1/values.ts';
import { BoundedCache } from '../bounded-cache.ts';

/**
 * A parser that reads equal bytes once and hands out the same object again: for the array it came from, else by its SHA-256.
 * What is kept beyond the arrays in use weighs at most `keptBytes` of DER. Bytes changed in place are other bytes.
 */
export function reusing<T extends { readonly der: Uint8Array }>(parse: (der: Uint8Array) => T, keptBytes: number): (der: Uint8Array) => T {
  const ofArray = new WeakMap<Uint8Array, T>();
  const ofContent = new BoundedCache<string, T>(keptBytes);
  return (der) => {
    const known = ofArray.get(der);
    if (known && sameBytes(known.der, der)) return known;
    const read = ofContent.reuse(
      createHash('sha256').update(der).digest('base64'),
      () => parse(der),
      (result) => result.der.length,
    );
    ofArray.set(der, read);
    return read;
  };
}
