import { createCipheriv, createDecipheriv, createHash, randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { canonicalJson, type Json } from '../../audit/canonical-json.ts';
import { AppError } from '../../errors.ts';

/**
 * What the key costs (scrypt, RFC 7914): 128 MiB and about half a second per guess. A file may ask for less, never for more: memory while reading is
 * bounded by 128 · n · r.
 */
export const SCRYPT_COSTS = [16_384, 32_768, 65_536, 131_072] as const;
export type ScryptCost = (typeof SCRYPT_COSTS)[number];
const BLOCKS = { r: 8, p: 1 } as const;

const HEADER_BYTES = 1_000;
const SALT = 16;
const NONCE = 12;
const TAG = 16;
const CHECK = 16;
const DIGEST = 32;
const KEY = 32;
const NEW_LINE = 0x0a;

const hex = (bytes: number) => z.string().regex(new RegExp(`^[\\da-f]{${bytes * 2}}$`));
const headerOf = (format: string) =>
  z.strictObject({
    format: z.literal(format),
    kdf: z.strictObject({ name: z.literal('scrypt'), n: z.literal(SCRYPT_COSTS), r: z.literal(BLOCKS.r), p: z.literal(BLOCKS.p) }),
    salt: hex(SALT),
    nonce: hex(NONCE),
    /** Tells a wrong passphrase from a damaged file. */
    check: hex(CHECK),
  });

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** Key of the cipher, and what the header shows of the passphrase. Full-width and half-width letters are the same passphrase. */
async function keys(passphrase: string, salt: Uint8Array, n: ScryptCost): Promise<{ readonly key: Buffer; readonly check: Buffer }> {
  const options: ScryptOptions = { N: n, ...BLOCKS, maxmem: 128 * BLOCKS.r * n + 1024 * 1024 };
  const derived = await new Promise<Buffer>((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, 2 * KEY, options, (error, made) => (error ? reject(error) : resolve(made)));
  });
  return { key: derived.subarray(0, KEY), check: sha256(derived.subarray(KEY)).subarray(0, CHECK) };
}

/**
 * Seals bytes under a passphrase: one line of header, AES-256-GCM that covers the header too, its tag, and SHA-256 of all before. README.md in this
 * folder has the format.
 * @param format named in the header
 */
export async function sealUnderPassphrase(
  plain: Uint8Array,
  passphrase: string,
  format: string,
  n: ScryptCost = SCRYPT_COSTS[SCRYPT_COSTS.length - 1]!,
): Promise<Uint8Array> {
  const [salt, nonce] = [randomBytes(SALT), randomBytes(NONCE)];
  const { key, check } = await keys(passphrase, salt, n);
  const told = {
    format,
    kdf: { name: 'scrypt', n, ...BLOCKS },
    salt: salt.toString('hex'),
    nonce: nonce.toString('hex'),
    check: check.toString('hex'),
  };
  const header = Buffer.from(`${canonicalJson(told)}\n`);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(header);
  const sealed = Buffer.concat([header, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return Buffer.concat([sealed, sha256(sealed)]);
}

const unreadable = (note: string, cause?: unknown) => new AppError('BUNDLE_UNREADABLE', { note }, { cause });

function readHeader(line: Uint8Array, format: string): z.infer<ReturnType<typeof headerOf>> {
  const text = Buffer.from(line).toString('utf8');
  try {
    const header = headerOf(format).parse(JSON.parse(text));
    if (`${canonicalJson(header as Json)}\n` === text) return header;
  } catch (error) {
    throw unreadable('header', error);
  }
  throw unreadable('header');
}

/**
 * Opens what `sealUnderPassphrase` made.
 * @throws AppError BUNDLE_PASSPHRASE_WRONG; BUNDLE_UNREADABLE for every other file
 */
export async function openUnderPassphrase(bytes: Uint8Array, passphrase: string, format: string): Promise<Uint8Array> {
  const end = bytes.subarray(0, HEADER_BYTES).indexOf(NEW_LINE) + 1;
  if (end === 0 || bytes.length < end + TAG + DIGEST) throw unreadable('no header');
  const sealed = bytes.subarray(0, bytes.length - DIGEST);
  const header = readHeader(bytes.subarray(0, end), format);
  if (!timingSafeEqual(sha256(sealed), bytes.subarray(sealed.length))) throw unreadable('digest');
  const { key, check } = await keys(passphrase, Buffer.from(header.salt, 'hex'), header.kdf.n);
  if (!timingSafeEqual(check, Buffer.from(header.check, 'hex'))) throw new AppError('BUNDLE_PASSPHRASE_WRONG');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(header.nonce, 'hex'), { authTagLength: TAG }).setAAD(bytes.subarray(0, end));
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
    return Buffer.concat([decipher.update(sealed.subarray(end, sealed.length - TAG)), decipher.final()]);
  } catch (error) {
    throw unreadable('authentication', error);
  }
}
