import { plainAlgorithm } from '../algorithms/signature-algorithms.ts';
import { contextConstructed, DerError, type DerNode, parseDer, TAG } from '../asn1/der.ts';
import { Fields } from '../asn1/fields.ts';
import { readBoolean, readOid, smallInteger } from '../asn1/values.ts';
import { digestByOid } from '../digest/algorithms.ts';
import { Refusal } from './refusal.ts';

/** A TimeStampReq (RFC 3161 section 2.4.1). DER parts are kept as received, to be repeated in the answer. */
export interface TimeStampRequest {
  readonly messageImprint: Uint8Array;
  readonly policy: string | null;
  readonly nonce: Uint8Array | null;
  readonly certificateRequested: boolean;
}

/** @throws Refusal with the failure that the requester is told */
export function readTimeStampRequest(der: Uint8Array): TimeStampRequest {
  try {
    return read(parseDer(der, TAG.SEQUENCE));
  } catch (error) {
    if (error instanceof DerError) throw new Refusal('badDataFormat', error.message);
    throw error;
  }
}

function read(request: DerNode): TimeStampRequest {
  const members = new Fields(request);
  if (smallInteger(members.take(TAG.INTEGER).content) !== 1) throw new Refusal('badRequest', 'only version 1 is known');
  const messageImprint = members.take(TAG.SEQUENCE);
  checkImprint(messageImprint);
  const policy = members.optional(TAG.OID);
  const nonce = members.optional(TAG.INTEGER);
  const certificateRequested = members.optional(TAG.BOOLEAN);
  if (members.optional(contextConstructed(0))) throw new Refusal('unacceptedExtension', 'no extension is known');
  members.end();
  return {
    messageImprint: messageImprint.bytes,
    policy: policy && readOid(policy),
    nonce: nonce?.bytes ?? null,
    certificateRequested: certificateRequested !== null && readBoolean(certificateRequested),
  };
}

/** SHA-1 is refused: a new time stamp over it would prove little. */
function checkImprint(messageImprint: DerNode): void {
  const members = new Fields(messageImprint);
  const algorithm = digestByOid(plainAlgorithm(members.take(TAG.SEQUENCE)));
  const hash = members.take(TAG.OCTET_STRING).content;
  members.end();
  if (!algorithm || algorithm.name === 'sha1') throw new Refusal('badAlg', 'the digest algorithm is not accepted');
  if (hash.length !== algorithm.length) throw new Refusal('badDataFormat', 'the digest has not the length of its algorithm');
}
