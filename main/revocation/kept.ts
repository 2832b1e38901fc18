import { createHash } from 'node:crypto';
import * as z from 'zod';

const header = z.object({
  address: z.string(),
  kind: z.enum(['crl', 'ocsp']),
  /** SHA-256 of the certificate that an OCSP answer is about; a list is about many. */
  about: z.string().nullable(),
  issuer: z.string(),
  /** Key of the issuer by which it was proved, SubjectPublicKeyInfo in base64. */
  issuerKey: z.string(),
  /** Of an OCSP answer: proved by our nonce to have been made for our question. */
  fresh: z.boolean().nullable(),
  /** CRL number, decimal. */
  number: z.string().nullable(),
  entries: z.number().int().nullable(),
  thisUpdate: z.coerce.date(),
  nextUpdate: z.coerce.date().nullable(),
  fetchedAt: z.coerce.date(),
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
});
type Header = z.infer<typeof header>;

/** One revocation list or OCSP answer, with when and from where it was fetched. */
export interface Kept extends Header {
  readonly der: Uint8Array;
}

/** What an entry of the cache is found by. */
export type KeptKey = Pick<Kept, 'address' | 'about'>;

const sha256 = (...parts: readonly Uint8Array[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

/** The same for every entry of one key. */
export const keyName = ({ address, about }: KeptKey): string => sha256(Buffer.from(JSON.stringify([address, about]))).slice(0, 32);

/** Name of the file: a newer list has another and later one, so that no writer ever puts an older in its place. */
export const fileName = (kept: Kept): string => `${keyName(kept)}-${kept.thisUpdate.toISOString().replaceAll(/[^\d]/g, '')}.${kept.kind}`;

/** Bytes of a file: SHA-256 of the rest, the facts as JSON, the DER, each after a line feed. */
export function encodeKept({ der, ...facts }: Kept): Uint8Array {
  const line = Buffer.from(`${JSON.stringify(facts)}\n`);
  return Buffer.concat([Buffer.from(`${sha256(line, der)}\n`), line, der]);
}

/** What a file holds, `null` when a byte of it is not as it was written, or it is of a version not known here. */
export function decodeKept(file: Uint8Array): Kept | null {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const first = bytes.indexOf(10);
  const second = bytes.indexOf(10, first + 1);
  if (first < 0 || second < 0 || bytes.toString('latin1', 0, first) !== sha256(bytes.subarray(first + 1))) return null;
  try {
    return { ...header.parse(JSON.parse(bytes.toString('utf8', first + 1, second))), der: new Uint8Array(bytes.subarray(second + 1)) };
  } catch {
    return null;
  }
}
