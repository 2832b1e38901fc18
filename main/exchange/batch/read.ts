import { createHash, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, compactVerify } from 'jose';
import { base64urlBytes } from '../../base64url.ts';
import { AppError } from '../../errors.ts';
import { keyOfJwk } from '../events/keys.ts';
import { type BatchClaims, batchClaims, batchHeader } from './format.ts';

/** A file whose signature and content fit; whose key it is signed with is for the reader to know. */
export interface Batch {
  readonly claims: BatchClaims;
  /** Of the key that signed it (RFC 7638, SHA-256, base64url). */
  readonly thumbprint: string;
  readonly key: KeyObject;
  /** Signed events as they stand in the file; nothing of them is proved yet. */
  readonly tokens: readonly string[];
}

/** Longest first line; it has well under two thousand characters. */
const MOST_HEADER = 8_192;
const NEW_LINE = 0x0a;

/**
 * Reads a file of events: signature by the key that it names, then digest and count, before anything of its body is looked at.
 * @throws AppError EXCHANGE_FILE_UNREADABLE
 */
export async function readBatch(file: Uint8Array): Promise<Batch> {
  try {
    return await read(Buffer.from(file.buffer, file.byteOffset, file.length));
  } catch (cause) {
    throw new AppError('EXCHANGE_FILE_UNREADABLE', { note: cause instanceof RangeError ? cause.message : 'not signed as such a file' }, { cause });
  }
}

async function read(file: Buffer): Promise<Batch> {
  const end = file.subarray(0, MOST_HEADER).indexOf(NEW_LINE);
  if (end < 0) throw new RangeError('another kind of file');
  const jws = file.subarray(0, end).toString('latin1');
  const parts = jws.split('.').map(base64urlBytes);
  const [header] = parts;
  if (parts.length !== 3 || !header || parts.includes(null)) throw new RangeError('another kind of file');
  const { jwk } = batchHeader.parse(JSON.parse(header.toString('utf8')));
  const key = keyOfJwk(jwk);
  const { payload } = await compactVerify(jws, key, { algorithms: ['EdDSA'] });
  const claims = batchClaims.parse(JSON.parse(Buffer.from(payload).toString('utf8')));
  const body = file.subarray(end + 1);
  if (createHash('sha256').update(body).digest('base64url') !== claims.sha256) throw new RangeError('not the events that were signed');
  const tokens = body.toString('latin1').split('\n');
  if (tokens.pop() !== '' || tokens.length !== claims.count) throw new RangeError(`not ${claims.count} events`);
  return { claims, thumbprint: await calculateJwkThumbprint(jwk), key, tokens };
}
