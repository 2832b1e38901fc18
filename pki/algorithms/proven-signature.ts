import { certificateKey } from '../cms/certificate-identifiers.ts';
import { type DigestName, digest } from '../digest/algorithms.ts';
import { digestInfo } from '../digest/digest-info.ts';
import { PkiError } from '../errors.ts';
import type { Signer } from '../signer.ts';
import { signatureFits } from './signature-value.ts';

/**
 * The signer's RSASSA-PKCS1-v1_5 signature over a message, proved against its certificate before anybody uses it.
 * @throws PkiError SIGNATURE_VALUE_WRONG; whatever the signer throws
 */
export async function provenSignature(signer: Signer, algorithm: DigestName, message: Uint8Array): Promise<Uint8Array> {
  const value = await signer.sign(digestInfo(algorithm, digest(algorithm, message)));
  const key = certificateKey(signer.certificate);
  if (!key || !signatureFits({ scheme: 'rsa', digest: algorithm }, key, message, value)) throw new PkiError('SIGNATURE_VALUE_WRONG');
  return value;
}
