import type { Certificate } from '../../../pki/certificate/certificate.ts';
import { ATTRIBUTE, attributeValue, type Name } from '../../../pki/certificate/name.ts';

const OF_ISSUER: readonly string[] = [ATTRIBUTE.ORGANIZATION];
const OF_SUBJECT: readonly string[] = [ATTRIBUTE.COMMON_NAME, ATTRIBUTE.SERIAL_NUMBER];

/**
 * Key under which the certificates of one holder's cards lie together over renewals: organisation of the issuer, common name and serialNumber of the
 * subject, compared as names are (RFC 5280 section 7.1). It finds a candidate and decides nothing: what the serialNumber means is not published.
 * @returns `null` where one of the three is missing, since a name in Roman letters alone is shared by many
 */
export function holderKey({ issuerName, subjectName }: Pick<Certificate, 'issuerName' | 'subjectName'>): string | null {
  const complete = OF_ISSUER.every((type) => attributeValue(issuerName, type)) && OF_SUBJECT.every((type) => attributeValue(subjectName, type));
  return complete ? JSON.stringify([...keysOf(issuerName, OF_ISSUER), ...keysOf(subjectName, OF_SUBJECT)]) : null;
}

/** Keys of the relative names with one of these attributes. */
const keysOf = ({ relativeNames, relativeKeys }: Name, types: readonly string[]): readonly string[] =>
  relativeKeys.filter((_key, index) => relativeNames[index]!.some(({ type }) => types.includes(type))).sort();
