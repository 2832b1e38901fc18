import { createHash } from 'node:crypto';
import { CompactSign } from 'jose';
import type { ExchangeIdentity } from '../link/identity.ts';
import { type BatchClaims, FORMAT, TYPE } from './format.ts';

/** Writes signed events, one on each line, under one signature over all of them. */
export async function writeBatch(
  { key, jwk }: Pick<ExchangeIdentity, 'key' | 'jwk'>,
  order: Omit<BatchClaims, 'format' | 'count' | 'sha256'>,
  tokens: readonly string[],
): Promise<Uint8Array> {
  const body = Buffer.from(tokens.map((token) => `${token}\n`).join(''), 'latin1');
  const sha256 = createHash('sha256').update(body).digest('base64url');
  const claims: BatchClaims = { format: FORMAT, ...order, count: tokens.length, sha256 };
  const head = await new CompactSign(Buffer.from(JSON.stringify(claims))).setProtectedHeader({ alg: 'EdDSA', typ: TYPE, jwk }).sign(key.privateKey);
  return Buffer.concat([Buffer.from(`${head}\n`), body]);
}
