import { parseDer, TAG } from '../asn1/der.ts';
import { Fields } from '../asn1/fields.ts';
import { plainAlgorithm, rsaIdentifier } from '../algorithms/signature-algorithms.ts';
import { type DigestName, digestByOid } from '../digest/algorithms.ts';
import { PkiError } from '../errors.ts';
import type { HashOrder, RemoteCredential } from './service.ts';

/** rsaEncryption, which names no digest (RFC 8017 appendix C); the hash algorithm is then named beside it. */
const RSA = '1.2.840.113549.1.1.1';

/** Takes a DER DigestInfo apart (RFC 8017 section 9.2). @throws TypeError for anything else, and for SHA-1 */
function hashOf(digestInfo: Uint8Array): { readonly digest: DigestName; readonly hash: Uint8Array } {
  const members = new Fields(parseDer(digestInfo, TAG.SEQUENCE));
  const algorithm = digestByOid(plainAlgorithm(members.take(TAG.SEQUENCE)));
  const hash = members.take(TAG.OCTET_STRING).content;
  members.end();
  if (!algorithm || algorithm.name === 'sha1' || hash.length !== algorithm.length) throw new TypeError('no DigestInfo that is signed here');
  return { digest: algorithm.name, hash };
}

/**
 * What to ask a service for, so that it makes RSASSA-PKCS1-v1_5 over a DigestInfo.
 * @throws PkiError REMOTE_CREDENTIAL_UNFIT where the key does not sign so; TypeError for what is no DigestInfo
 */
export function hashOrder(credential: RemoteCredential, digestInfo: Uint8Array): HashOrder {
  const { digest, hash } = hashOf(digestInfo);
  const algorithm = [rsaIdentifier(digest), RSA].find((wanted) => credential.algorithms.includes(wanted));
  if (algorithm === undefined) throw new PkiError('REMOTE_CREDENTIAL_UNFIT', { note: `signature algorithms: ${credential.algorithms.join(' ')}` });
  return { credential, digest, hashes: [hash], algorithm };
}
