import { children, contextConstructed, DerError, type DerNode, parseDer, TAG } from '../asn1/der.ts';
import { enumerated, explicit, implicit, objectIdentifier, octetString, sequence } from '../asn1/encode.ts';
import { Fields } from '../asn1/fields.ts';
import { readOid } from '../asn1/values.ts';
import type { ValidationData } from '../validation/evidence.ts';
import { OID } from './object-identifiers.ts';

/** No signature has nearly as many; keeps a hostile file from costing time. */
const MAX_VALUES = 256;

/** An OCSP response among the revocation data of SignedData (OtherRevocationInfoFormat, RFC 5940 section 2). */
export const ocspRevocationInfo = (response: Uint8Array): Uint8Array => implicit(1, sequence(objectIdentifier(OID.ocspResponse), response));

/** OCSPResponse of a RevocationInfoChoice, none when it is of another kind. */
export function otherRevocationInfo(choice: DerNode): Uint8Array[] {
  if (choice.tag !== contextConstructed(1)) return [];
  return orNothing(() => {
    const members = new Fields(choice);
    const format = readOid(members.take(TAG.OID));
    const { bytes } = members.take(TAG.SEQUENCE);
    members.end();
    if (format === OID.ocspResponse) return [bytes];
    return format === OID.basicOcspResponse ? [ofBasicResponse(bytes)] : [];
  });
}

/** Values of a certificate-values attribute (ETSI EN 319 122-1 annex A.1.1.2); what is malformed helps nobody. */
export const certificateValues = (value: Uint8Array): Uint8Array[] =>
  orNothing(() => children(parseDer(value, TAG.SEQUENCE), MAX_VALUES).map(({ bytes }) => bytes));

/** Values of a revocation-values attribute (ETSI EN 319 122-1 annex A.1.2.2), OCSP responses in their whole form. */
export function revocationValues(value: Uint8Array): Pick<ValidationData, 'crls' | 'ocspResponses'> {
  const [read] = orNothing(() => {
    const members = new Fields(parseDer(value, TAG.SEQUENCE));
    const crls = valuesOf(members.optionalExplicit(contextConstructed(0)));
    const ocspResponses = valuesOf(members.optionalExplicit(contextConstructed(1))).map(ofBasicResponse);
    return [{ crls, ocspResponses }];
  });
  return read ?? { crls: [], ocspResponses: [] };
}

const valuesOf = (list: DerNode | null): Uint8Array[] => (list ? children(list, MAX_VALUES).map(({ bytes }) => bytes) : []);

/** OCSPResponse, successful, around a BasicOCSPResponse (RFC 6960 section 4.2.1). */
const ofBasicResponse = (basic: Uint8Array): Uint8Array =>
  sequence(enumerated(0), explicit(0, sequence(objectIdentifier(OID.basicOcspResponse), octetString(basic))));

function orNothing<T>(read: () => T[]): T[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof DerError) return [];
    throw error;
  }
}
