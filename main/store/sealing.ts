import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, KeyObject, randomFillSync } from 'node:crypto';

const FORMAT = 1;
const NONCE = 12;
const TAG = 16;
export const KEY_LENGTH = 32;

/** A key for one purpose out of the master key (HKDF-SHA-256, RFC 5869). */
export function deriveKey(master: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', master, new Uint8Array(), `hpki-desk ${purpose}`, KEY_LENGTH));
}

/** Random bytes got ahead: asking for them singly costs more than sealing does. Each is given once, and none is left here after that. */
const pool = Buffer.alloc(16_384);
let given = pool.length;

/** Fresh random bytes, at most 16 KiB. */
export function freshBytes(length: number): Uint8Array {
  if (given + length > pool.length) {
    randomFillSync(pool);
    given = 0;
  }
  const bytes = Uint8Array.prototype.slice.call(pool, given, given + length);
  pool.fill(0, given, given + length);
  given += length;
  return bytes;
}

/** A key object is taken in less than half the time of bytes, which counts when thousands of values are sealed or opened. */
const keyObject = (key: Uint8Array | KeyObject): KeyObject => (key instanceof KeyObject ? key : createSecretKey(key));

/** AES-256-GCM with a random nonce: format byte, nonce, tag, ciphertext. `place` binds the value to where it rests, so that it cannot be moved. */
export function seal(key: Uint8Array | KeyObject, plain: Uint8Array, place: string): Uint8Array {
  const nonce = freshBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', keyObject(key), nonce).setAAD(Buffer.from(place));
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Uint8Array.of(FORMAT), nonce, cipher.getAuthTag(), text]);
}

/** Opens what `seal` made. @throws Error when key, place or bytes are not those of sealing */
export function unseal(key: Uint8Array | KeyObject, sealed: Uint8Array, place: string): Uint8Array {
  if (sealed[0] !== FORMAT || sealed.length < 1 + NONCE + TAG) throw new Error('sealed value of an unknown format');
  const decipher = createDecipheriv('aes-256-gcm', keyObject(key), sealed.subarray(1, 1 + NONCE)).setAAD(Buffer.from(place));
  decipher.setAuthTag(sealed.subarray(1 + NONCE, 1 + NONCE + TAG));
  return Buffer.concat([decipher.update(sealed.subarray(1 + NONCE + TAG)), decipher.final()]);
}

/** Keyed hash by which a sealed value can be found again (exact match only). */
export function searchToken(key: Uint8Array, kind: string, value: string): Uint8Array {
  return createHmac('sha256', key).update(kind).update('\0').update(value.normalize('NFKC')).digest();
}
