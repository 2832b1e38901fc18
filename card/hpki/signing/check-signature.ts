import { constants, type KeyObject, publicDecrypt } from 'node:crypto';
import { equal } from '../../bytes.ts';
import { CardError } from '../../errors.ts';
import { encodeMessage } from './encoded-message.ts';

/**
 * Opens the signature with the certificate's own key and compares the whole encoded message (RFC 8017 clause 8.2.2).
 * @throws CardError SIGNATURE_MISMATCH
 */
export function checkSignature(publicKey: KeyObject, modulusBytes: number, digestInfo: Uint8Array, signature: Uint8Array): void {
  const fits = signature.length === modulusBytes && equal(open(publicKey, signature), encodeMessage(digestInfo, modulusBytes));
  if (!fits) throw new CardError('SIGNATURE_MISMATCH', { note: `${signature.length} bytes` });
}

/** @throws TypeError for a key that is not RSA */
export function modulusBytesOf(publicKey: KeyObject): number {
  const bits = publicKey.asymmetricKeyDetails?.modulusLength;
  if (publicKey.asymmetricKeyType !== 'rsa' || bits === undefined) throw new TypeError('HPKI keys are RSA');
  return Math.ceil(bits / 8);
}

function open(publicKey: KeyObject, signature: Uint8Array): Uint8Array {
  try {
    return publicDecrypt({ key: publicKey, padding: constants.RSA_NO_PADDING }, signature);
  } catch {
    return new Uint8Array();
  }
}
