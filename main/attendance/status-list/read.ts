import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, compactVerify, importJWK } from 'jose';
import { canonicalJson } from '../../audit/canonical-json.ts';
import { base64urlBytes } from '../../base64url.ts';
import { AppError } from '../../errors.ts';
import { ALGORITHMS, type ListedStatus, type StatusListClaims, statusListClaims, statusListHeader } from './format.ts';
import { StatusRecords } from './records.ts';
import { type CertificateName, statusTokens } from './token.ts';

/** A list whose signature and content fit; whose key it is signed with is for the reader to know. */
export interface StatusList {
  readonly claims: StatusListClaims;
  /** Of the key that signed it (RFC 7638, SHA-256, base64url). */
  readonly thumbprint: string;
  /** That key as JSON Web Key, canonical JSON. */
  readonly jwk: string;
  statusOf(certificate: CertificateName): ListedStatus | 'unknown';
}

/** Longest first line; a list has well under one thousand characters. */
const MOST_HEADER = 4096;
const NEW_LINE = 0x0a;

/**
 * Reads a list: signature by the key it names, then size, digest, order and every status, before anything of it is used.
 * @throws AppError STATUS_LIST_UNREADABLE
 */
export async function readStatusList(file: Uint8Array): Promise<StatusList> {
  try {
    return await read(Buffer.from(file.buffer, file.byteOffset, file.length));
  } catch (cause) {
    throw new AppError('STATUS_LIST_UNREADABLE', { note: noteOf(cause) }, { cause });
  }
}

const noteOf = (cause: unknown): string => (cause instanceof RangeError ? cause.message : 'it is not signed as a status list');

async function read(file: Buffer): Promise<StatusList> {
  const end = file.subarray(0, MOST_HEADER).indexOf(NEW_LINE);
  if (end < 0) throw new RangeError('it does not begin as a status list');
  const jws = file.subarray(0, end).toString('latin1');
  const { jwk, ...signed } = await verified(jws);
  const claims = statusListClaims.parse(JSON.parse(signed.payload));
  const body = file.subarray(end + 1);
  const digest = createHash('sha256').update(body).digest('base64url');
  if (digest !== claims.sha256) throw new RangeError('the records are not those that were signed');
  const records = new StatusRecords(body);
  if (records.count !== claims.count) throw new RangeError(`${records.count} records instead of ${claims.count}`);
  const tokenOf = statusTokens(Buffer.from(claims.key, 'base64url'));
  return {
    claims,
    thumbprint: await calculateJwkThumbprint(jwk),
    jwk: canonicalJson(jwk),
    statusOf: (certificate) => records.find(tokenOf(certificate)) ?? 'unknown',
  };
}

/** Compact JWS (RFC 7515) of which every character counts. */
async function verified(jws: string) {
  const parts = jws.split('.').map(base64urlBytes);
  const [header] = parts;
  if (parts.length !== 3 || !header || parts.includes(null)) throw new RangeError('it does not begin as a status list');
  const { alg, jwk } = statusListHeader.parse(JSON.parse(header.toString('utf8')));
  const { payload } = await compactVerify(jws, await importJWK(jwk, alg), { algorithms: [...ALGORITHMS] });
  return { jwk, payload: Buffer.from(payload).toString('utf8') };
}
