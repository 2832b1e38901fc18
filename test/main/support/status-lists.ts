import { createHash, createHmac, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, CompactSign, exportJWK, type JWK } from 'jose';
import { type StatusEntry, type StatusListOrder, writeStatusList } from '../../../main/attendance/status-list/write.ts';

export const ED25519: KeyObject = generateKeyPairSync('ed25519').privateKey;
export const P256: KeyObject = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
export const OTHER: KeyObject = generateKeyPairSync('ed25519').privateKey;

export const thumbprintOf = async (key: KeyObject): Promise<string> => calculateJwkThumbprint(await exportJWK(createPublicKey(key)));

const ISSUER = Uint8Array.of(0x30, 3, 1, 2, 3);

/** A certificate of one issuer by its serial number. */
export const named = (serial: number) => ({ issuerName: ISSUER, serial: (0x100000 + serial).toString(16).toUpperCase() });

export const ORDER: StatusListOrder = { version: 7, issuedAt: new Date('2026-05-30T00:00:00Z'), authority: '検証 電子認証センター' };
export const ENTRIES: readonly StatusEntry[] = (['good', 'held', 'lost', 'revoked', 'superseded', 'expired'] as const).map((status, index) => ({
  ...named(index),
  status,
}));

export const statusList = (change: Partial<StatusListOrder> = {}, key = ED25519, entries: Iterable<StatusEntry> = ENTRIES): Promise<Uint8Array> =>
  writeStatusList(entries, key, { ...ORDER, ...change });

/** Records of these tokens (first byte) and statuses. */
export const recordsOf = (...records: readonly (readonly [token: number, status: number])[]): Buffer =>
  Buffer.concat(records.map(([token, status]) => Uint8Array.of(token, ...new Array<number>(15).fill(0), status)));

export interface Forgery {
  readonly body?: Uint8Array;
  readonly claims?: object;
  readonly header?: object;
  readonly jwk?: JWK;
  readonly key?: KeyObject;
}

/** A list with any fault, rightly signed over it unless `key` says otherwise. */
export async function forgedList({ body = recordsOf([1, 0], [2, 1]), claims, header, jwk, key = ED25519 }: Forgery): Promise<Uint8Array> {
  const all = {
    format: 'hpki-desk-status-list/1',
    version: 1,
    issuedAt: '2026-05-30T00:00:00.000Z',
    authority: 'A',
    key: Buffer.alloc(32).toString('base64url'),
    count: body.length / 17,
    sha256: createHash('sha256').update(body).digest('base64url'),
    ...claims,
  };
  const alg = key.asymmetricKeyType === 'ed25519' ? 'EdDSA' : 'ES256';
  const protectedHeader = { alg, typ: 'hpki-status-list', jwk: jwk ?? (await exportJWK(createPublicKey(key))), ...header };
  const jws = await new CompactSign(Buffer.from(JSON.stringify(all))).setProtectedHeader(protectedHeader).sign(key);
  return Buffer.concat([Buffer.from(`${jws}\n`), body]);
}

const segment = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A list of which header and signature are replaced: no signature, or one that a public key is the secret of. */
export function resigned(file: Uint8Array, header: object, sign: 'nothing' | 'hmac', secret: Uint8Array = new Uint8Array()): Uint8Array {
  const end = Buffer.from(file).indexOf(0x0a);
  const [, payload] = Buffer.from(file.subarray(0, end)).toString().split('.');
  const input = `${segment(header)}.${payload}`;
  const signature = sign === 'nothing' ? '' : createHmac('sha256', secret).update(input).digest('base64url');
  return Buffer.concat([Buffer.from(`${input}.${signature}`), file.subarray(end)]);
}
