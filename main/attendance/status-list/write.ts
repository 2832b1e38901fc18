import { createHash, createPublicKey, type KeyObject, randomBytes } from 'node:crypto';
import { CompactSign, exportJWK } from 'jose';
import { type Algorithm, FORMAT, type ListedStatus, RECORD_LENGTH, STATUS_BYTES, type StatusListClaims, TOKEN_LENGTH, TYPE } from './format.ts';
import { type CertificateName, statusTokens } from './token.ts';

export interface StatusEntry extends CertificateName {
  readonly status: ListedStatus;
}

export interface StatusListOrder extends Pick<StatusListClaims, 'version' | 'authority'> {
  readonly issuedAt: Date;
  /** Key of the hashes, 32 bytes; a new one unless given. */
  readonly key?: Uint8Array;
}

const ALGORITHM_OF: Readonly<Record<string, Algorithm>> = { Ed25519: 'EdDSA', 'P-256': 'ES256' };

/**
 * Writes the list of an authority: every card that it ever issued and answers for, also those that are good.
 * @param signingKey private key, Ed25519 or P-256
 * @throws TypeError for another key, RangeError for two entries of one certificate
 * @example
 * await writeStatusList(entries, privateKey, { version: 12, issuedAt: new Date(), authority: '日本医師会 電子認証センター' })
 */
export async function writeStatusList(entries: Iterable<StatusEntry>, signingKey: KeyObject, order: StatusListOrder): Promise<Uint8Array> {
  const { key = randomBytes(32), version, authority, issuedAt } = order;
  const jwk = await exportJWK(createPublicKey(signingKey));
  const alg = ALGORITHM_OF[jwk.crv ?? ''];
  if (!alg) throw new TypeError('a status list is signed with a key of Ed25519 or P-256');
  const body = bodyOf(entries, key);
  const claims: StatusListClaims = {
    format: FORMAT,
    version,
    issuedAt: issuedAt.toISOString(),
    authority,
    key: Buffer.from(key).toString('base64url'),
    count: body.length / RECORD_LENGTH,
    sha256: createHash('sha256').update(body).digest('base64url'),
  };
  const header = await new CompactSign(Buffer.from(JSON.stringify(claims))).setProtectedHeader({ alg, typ: TYPE, jwk }).sign(signingKey);
  return Buffer.concat([Buffer.from(`${header}\n`), body]);
}

function bodyOf(entries: Iterable<StatusEntry>, key: Uint8Array): Buffer {
  const tokenOf = statusTokens(key);
  const records = Array.from(entries, (entry) => Buffer.concat([tokenOf(entry), Uint8Array.of(STATUS_BYTES[entry.status])])).sort(Buffer.compare);
  const repeated = records.findIndex((record, index) => index > 0 && record.compare(records[index - 1]!, 0, TOKEN_LENGTH, 0, TOKEN_LENGTH) === 0);
  if (repeated >= 0) throw new RangeError('two entries of one certificate');
  return Buffer.concat(records);
}
