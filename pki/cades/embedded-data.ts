import { OID } from '../cms/object-identifiers.ts';
import type { SignedData } from '../cms/parse.ts';
import { certificateValues, revocationValues } from '../cms/revocation-values.ts';
import type { SignerVerification } from '../cms/verify.ts';
import type { ValidationData } from '../validation/evidence.ts';
import { type UnsignedValue, unsignedValues } from './unsigned-values.ts';

/**
 * Certificates and revocation data that a CMS signature brings along: in SignedData, in certificate-values and revocation-values
 * (ETSI EN 319 122-1 annex A.1), and in adbe-revocationInfoArchival. References without values are of no use and are not looked at.
 */
export function embeddedData({ info, crls }: SignerVerification, signedData: SignedData): ValidationData {
  const values = valuesAmong(unsignedValues(info));
  return {
    certificates: [...signedData.certificates, ...values.certificates],
    crls: [...crls, ...values.crls],
    ocspResponses: [...signedData.ocspResponses, ...values.ocspResponses],
  };
}

/** Contents of certificate-values and revocation-values attributes. */
export function valuesAmong(values: readonly UnsignedValue[]): ValidationData {
  const of = (wanted: string): Uint8Array[] => values.filter(({ type }) => type === wanted).map(({ value }) => value);
  const revocation = of(OID.revocationValues).map(revocationValues);
  return {
    certificates: of(OID.certificateValues).flatMap(certificateValues),
    crls: revocation.flatMap(({ crls }) => crls),
    ocspResponses: revocation.flatMap(({ ocspResponses }) => ocspResponses),
  };
}
