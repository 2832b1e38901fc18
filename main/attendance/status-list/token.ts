import { createHmac, createSecretKey } from 'node:crypto';
import { integerOctets } from '../../../pki/asn1/values.ts';
import { TOKEN_LENGTH } from './format.ts';

/** A certificate as its issuer names it. */
export interface CertificateName {
  /** Issuer name as it lies in the certificate, DER. */
  readonly issuerName: Uint8Array;
  /** Upper-case hexadecimal, as `Certificate.serial`. */
  readonly serial: string;
}

/** Under which a certificate stands on a list: HMAC-SHA-256 over issuer name (DER) and content octets of the serial number, cut to 16 bytes. */
export function statusTokens(key: Uint8Array): (certificate: CertificateName) => Buffer {
  const secret = createSecretKey(key);
  return ({ issuerName, serial }) => createHmac('sha256', secret).update(issuerName).update(integerOctets(serial)).digest().subarray(0, TOKEN_LENGTH);
}
