import { children, DerError, expectTag, parseDer, TAG } from '../../asn1/der.ts';
import { Fields } from '../../asn1/fields.ts';
import { readOid } from '../../asn1/values.ts';

/** Identifiers in one extension; authorities have dozens at most. */
const MAX_IDENTIFIERS = 1_024;

/** Purposes of ExtendedKeyUsage (RFC 5280 section 4.2.1.12). */
export const readExtendedKeyUsage = (value: Uint8Array): string[] => children(parseDer(value, TAG.SEQUENCE), MAX_IDENTIFIERS).map(readOid);

/** Identifiers of CertificatePolicies without qualifiers; one policy twice is refused (RFC 5280 section 4.2.1.4). */
export function readCertificatePolicies(value: Uint8Array): string[] {
  const policies = children(parseDer(value, TAG.SEQUENCE), MAX_IDENTIFIERS).map((information) =>
    readOid(new Fields(expectTag(information, TAG.SEQUENCE)).takeAny()),
  );
  if (policies.length === 0 || new Set(policies).size < policies.length) throw new DerError('certificate policies are empty or repeated');
  return policies;
}
