import { nullValue, objectIdentifier, octetString, sequence } from '../asn1/encode.ts';
import { DIGEST_ALGORITHMS, type DigestName } from './algorithms.ts';

/**
 * DER DigestInfo, what RSASSA-PKCS1-v1_5 pads and a card signs (RFC 8017 section 9.2; parameters are NULL).
 * @throws TypeError when the hash has not the length of its algorithm
 * @example
 * await signer.sign(digestInfo('sha256', digest('sha256', bytes)));
 */
export function digestInfo(name: DigestName, hash: Uint8Array): Uint8Array {
  const { oid, length } = DIGEST_ALGORITHMS[name];
  if (hash.length !== length) throw new TypeError(`a ${name} digest has ${length} bytes, not ${hash.length}`);
  return sequence(sequence(objectIdentifier(oid), nullValue()), octetString(hash));
}
