import { createHash } from 'node:crypto';
import { contextConstructed, contextPrimitive, parseDer, TAG } from '../asn1/der.ts';
import {
  boolean,
  type Der,
  element,
  enumerated,
  explicit,
  ia5String,
  implicit,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  utf8String,
} from '../asn1/encode.ts';
import { Fields } from '../asn1/fields.ts';
import { readBitOctets } from '../asn1/values.ts';
import { critical, extension } from '../certificate/extensions/encode.ts';
import { EXTENSION, TIME_STAMPING } from '../certificate/extensions/oids.ts';
import { HEALTHCARE_ACTOR } from '../hpki/hc-role.ts';
import { HPKI_CODING_SCHEME } from '../hpki/policies.ts';
import { type RevocationReason, reasonNumber } from '../revocation/reason.ts';

/** Extensions of certificates and revocation lists in the forms that HPKI publishes (RFC 5280 sections 4.2 and 5.2). */
export const isAuthority = (): Der => critical(EXTENSION.BASIC_CONSTRAINTS, sequence(boolean(true)));

/** Time-stamping alone and critical, as RFC 3161 section 2.3 demands. */
export const timeStampingOnly = (): Der => critical(EXTENSION.EXTENDED_KEY_USAGE, sequence(objectIdentifier(TIME_STAMPING)));

const CPS_QUALIFIER = '1.3.6.1.5.5.7.2.1';

export const certificatePolicy = (oid: string, cps: string): Der =>
  critical(
    EXTENSION.CERTIFICATE_POLICIES,
    sequence(sequence(objectIdentifier(oid), sequence(sequence(objectIdentifier(CPS_QUALIFIER), ia5String(cps))))),
  );

/** SHA-1 of the key bits (RFC 5280 section 4.2.1.2, method 1). */
function keyIdentifier(spki: Uint8Array): Uint8Array {
  const fields = new Fields(parseDer(spki, TAG.SEQUENCE));
  fields.take(TAG.SEQUENCE);
  return createHash('sha1').update(readBitOctets(fields.takeAny())).digest();
}

export const subjectKeyIdentifier = (spki: Uint8Array): Der => extension(EXTENSION.SUBJECT_KEY_IDENTIFIER, octetString(keyIdentifier(spki)));

const directoryName = (name: Uint8Array): Der => explicit(4, name);
const uri = (address: string): Der => implicit(6, ia5String(address));

/** The issuer by key, and by its own issuer and serial number where given. */
export function authorityKeyIdentifier(spki: Uint8Array, certificate?: { readonly issuer: Uint8Array; readonly serial: Uint8Array }): Der {
  const named = certificate ? [element(contextConstructed(1), directoryName(certificate.issuer)), implicit(2, certificate.serial)] : [];
  return extension(EXTENSION.AUTHORITY_KEY_IDENTIFIER, sequence(implicit(0, octetString(keyIdentifier(spki))), ...named));
}

/** Where the list is: each way in a distribution point of its own. */
export interface CrlPlace {
  readonly uri: string;
  /** Name, DER, of a directory entry. */
  readonly directory?: Uint8Array;
}

const fullNames = (place: CrlPlace): Der[] => [...(place.directory ? [directoryName(place.directory)] : []), uri(place.uri)];
const distributionPointName = (name: Uint8Array): Der => explicit(0, element(contextConstructed(0), name));

export const crlDistributionPoints = (place: CrlPlace): Der =>
  extension(EXTENSION.CRL_DISTRIBUTION_POINTS, sequence(...fullNames(place).map((name) => sequence(distributionPointName(name)))));

/** Partition of an issuer's certificates: context tag of the flag that limits a list to it. */
const ONLY_CONTAINS = { userCertificates: 1, authorityCertificates: 2 } as const;
export type CrlScope = keyof typeof ONLY_CONTAINS;

export const issuingDistributionPoint = (place: CrlPlace, scope: CrlScope): Der =>
  critical(
    EXTENSION.ISSUING_DISTRIBUTION_POINT,
    sequence(distributionPointName(fullNames(place)[0]!), element(contextPrimitive(ONLY_CONTAINS[scope]), Uint8Array.of(0xff))),
  );

export const crlNumber = (number: number): Der => extension(EXTENSION.CRL_NUMBER, integer(number));
export const reasonCode = (reason: RevocationReason): Der => extension(EXTENSION.REASON_CODE, enumerated(reasonNumber(reason)));

/** Kanji identity beside the romaji subject. */
export const alternativeName = (name: Uint8Array): Der => extension(EXTENSION.SUBJECT_ALT_NAME, sequence(directoryName(name)));

/** subjectDirectoryAttributes with one hcRole (ISO 17090-3). */
export function healthcareRole(role: string): Der {
  const codedData = element(TAG.SET, explicit(0, objectIdentifier(HPKI_CODING_SCHEME)), explicit(2, utf8String(role)));
  const actors = setOf([sequence(explicit(0, codedData))]);
  return extension(EXTENSION.SUBJECT_DIRECTORY_ATTRIBUTES, sequence(sequence(objectIdentifier(HEALTHCARE_ACTOR), setOf([actors]))));
}
