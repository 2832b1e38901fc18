import { contextConstructed, DerError, type DerNode, parseDer, TAG } from '../asn1/der.ts';
import { boolean, integer, objectIdentifier, sequence } from '../asn1/encode.ts';
import { Fields } from '../asn1/fields.ts';
import { readBoolean, readOid, smallInteger } from '../asn1/values.ts';
import type { DigestName } from '../digest/algorithms.ts';
import { digestInfo } from '../digest/digest-info.ts';
import { Refusal } from './refusal.ts';
import { readMessageImprint } from './tst-info.ts';

export interface RequestOrder {
  readonly digestAlgorithm: DigestName;
  /** Made with `digestAlgorithm`. */
  readonly hash: Uint8Array;
  readonly policy: string | null;
  /** INTEGER with its header. */
  readonly nonce: Uint8Array;
}

/** TimeStampReq, DER, that asks for the authority's certificate too (RFC 3161 section 2.4.1). */
export const encodeTimeStampRequest = ({ digestAlgorithm, hash, policy, nonce }: RequestOrder): Uint8Array =>
  sequence(integer(1), digestInfo(digestAlgorithm, hash), ...(policy === null ? [] : [objectIdentifier(policy)]), nonce, boolean(true));

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
function checkImprint(node: DerNode): void {
  const { algorithm } = readMessageImprint(node);
  if (!algorithm || algorithm === 'sha1') throw new Refusal('badAlg', 'the digest algorithm is not accepted');
}
