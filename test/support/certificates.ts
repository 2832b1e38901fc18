import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { children, contextConstructed, contextPrimitive, parseDer, TAG } from '../../pki/asn1/der.ts';
import {
  bitString,
  boolean,
  type Der,
  element,
  enumerated,
  explicit,
  generalizedTime,
  ia5String,
  implicit,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  time,
  utf8String,
} from '../../pki/asn1/encode.ts';
import { EXTENSION } from '../../pki/certificate/extensions/oids.ts';
import { HEALTHCARE_ACTOR } from '../../pki/hpki/hc-role.ts';
import { HPKI_CODING_SCHEME } from '../../pki/hpki/policies.ts';
import { type RevocationReason, reasonNumber } from '../../pki/revocation/reason.ts';
import { encodeName, type NameTemplate } from '../../pki/certificate/encode-name.ts';

/** Certificates and revocation lists with any fault, which the product's own test authority would not make. */
export const rsaKey = (modulusLength = 2048): KeyObject => generateKeyPairSync('rsa', { modulusLength }).privateKey;
export const spkiOf = (key: KeyObject): Uint8Array => new Uint8Array(createPublicKey(key).export({ type: 'spki', format: 'der' }));

export type HashName = 'sha1' | 'sha256';
const RSA_OID: Readonly<Record<HashName, string>> = { sha1: '1.2.840.113549.1.1.5', sha256: '1.2.840.113549.1.1.11' };

function signed(key: KeyObject, hash: HashName, tbs: (algorithm: Der) => Der): Der {
  const algorithm = sequence(objectIdentifier(RSA_OID[hash]), nullValue());
  const body = tbs(algorithm);
  return sequence(body, algorithm, bitString(sign(hash, body, key)));
}

export interface CertificateSpec {
  readonly subject: NameTemplate;
  readonly issuer: NameTemplate;
  readonly key: KeyObject;
  readonly issuerKey: KeyObject;
  readonly serial: number;
  readonly from: Date;
  readonly to: Date;
  readonly extensions: readonly Der[];
  readonly hash?: HashName;
}

export const certificate = (spec: CertificateSpec): Der =>
  signed(spec.issuerKey, spec.hash ?? 'sha256', (algorithm) =>
    sequence(
      explicit(0, integer(2)),
      integer(spec.serial),
      algorithm,
      encodeName(spec.issuer),
      sequence(time(spec.from), time(spec.to)),
      encodeName(spec.subject),
      spkiOf(spec.key),
      ...(spec.extensions.length > 0 ? [explicit(3, sequence(...spec.extensions))] : []),
    ),
  );

export interface Entry {
  readonly serial: number;
  readonly date: Date;
  readonly reason?: RevocationReason;
  readonly extensions?: readonly Der[];
}

export interface CrlSpec {
  readonly issuer: NameTemplate;
  readonly key: KeyObject;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | null;
  readonly entries?: readonly Entry[];
  readonly extensions?: readonly Der[];
  readonly hash?: HashName;
}

export const crl = ({ issuer, key, thisUpdate, nextUpdate, entries = [], extensions = [], hash = 'sha256' }: CrlSpec): Der =>
  signed(key, hash, (algorithm) =>
    sequence(
      integer(1),
      algorithm,
      encodeName(issuer),
      time(thisUpdate),
      ...(nextUpdate ? [time(nextUpdate)] : []),
      ...(entries.length > 0 ? [sequence(Buffer.concat(entries.map(entry)))] : []),
      ...(extensions.length > 0 ? [explicit(0, sequence(...extensions))] : []),
    ),
  );

function entry({ serial, date, reason, extensions = [] }: Entry): Der {
  const all = [...(reason ? [extension(EXTENSION.REASON_CODE, enumerated(reasonNumber(reason)))] : []), ...extensions];
  return sequence(integer(serial), time(date), ...(all.length > 0 ? [sequence(...all)] : []));
}

export const extension = (oid: string, value: Uint8Array): Der => sequence(objectIdentifier(oid), octetString(value));
export const critical = (oid: string, value: Uint8Array): Der => sequence(objectIdentifier(oid), boolean(true), octetString(value));

/** Named bits of KeyUsage in the first octet. */
const USAGE_BITS = { digitalSignature: 0x80, nonRepudiation: 0x40, keyCertSign: 0x04, cRLSign: 0x02 } as const;

export function keyUsage(...usages: readonly (keyof typeof USAGE_BITS)[]): Der {
  const octet = usages.reduce((bits, usage) => bits | USAGE_BITS[usage], 0);
  return critical(EXTENSION.KEY_USAGE, bitString(Uint8Array.of(octet), Math.log2(octet & -octet)));
}

export const basicConstraints = (ca: boolean, pathLength?: number): Der =>
  critical(EXTENSION.BASIC_CONSTRAINTS, sequence(...(ca ? [boolean(true)] : []), ...(pathLength === undefined ? [] : [integer(pathLength)])));

export const policies = (...oids: readonly string[]): Der =>
  critical(EXTENSION.CERTIFICATE_POLICIES, sequence(...oids.map((oid) => sequence(objectIdentifier(oid)))));

export const directoryName = (name: NameTemplate): Der => explicit(4, encodeName(name));
export const uri = (address: string): Der => implicit(6, ia5String(address));
const pointName = (name: Der): Der => explicit(0, element(contextConstructed(0), name));

export const distributionPoints = (...names: readonly Der[]): Der => distributionPointList(...names.map((name) => ({ name })));

/** What one distribution point of a certificate says; `reasons` as the two octets of ReasonFlags. */
export interface DistributionPointSpec {
  readonly name?: Der;
  /** Attributes below the name of the CRL issuer, in place of `name`. */
  readonly relativeName?: NameTemplate;
  readonly reasons?: number;
  readonly crlIssuer?: NameTemplate;
}

/** Two octets of named bits, the first bit the highest; DER leaves zeros at the end out. */
const reasonFlags = (number: number, bits: number): Der => {
  const octets = (bits & 0xff) === 0 ? [bits >> 8] : [bits >> 8, bits & 0xff];
  const last = octets.at(-1)!;
  return implicit(number, bitString(Uint8Array.from(octets), Math.log2(last & -last)));
};

const relativePointName = (name: NameTemplate): Der => explicit(0, element(contextConstructed(1), ...relativeAttributes(name)));
const relativeAttributes = (name: NameTemplate): Der[] => children(parseDer(encodeName(name))).map(({ content }) => new Uint8Array(content));

export const distributionPointList = (...points: readonly DistributionPointSpec[]): Der =>
  extension(
    EXTENSION.CRL_DISTRIBUTION_POINTS,
    sequence(
      ...points.map(({ name, relativeName, reasons, crlIssuer }) =>
        sequence(
          ...(name ? [pointName(name)] : []),
          ...(relativeName ? [relativePointName(relativeName)] : []),
          ...(reasons === undefined ? [] : [reasonFlags(1, reasons)]),
          ...(crlIssuer ? [element(contextConstructed(2), directoryName(crlIssuer))] : []),
        ),
      ),
    ),
  );

export interface PointSpec {
  readonly name?: Der;
  readonly relativeName?: NameTemplate;
  readonly flag?: keyof typeof FLAG_TAGS;
  /** The two octets of ReasonFlags. */
  readonly reasons?: number;
}

const FLAG_TAGS = { onlyContainsUserCerts: 1, onlyContainsCACerts: 2, indirectCRL: 4, onlyContainsAttributeCerts: 5 } as const;

export const issuingDistributionPoint = ({ name, relativeName, flag, reasons }: PointSpec): Der =>
  critical(
    EXTENSION.ISSUING_DISTRIBUTION_POINT,
    sequence(
      ...(name ? [pointName(name)] : []),
      ...(relativeName ? [relativePointName(relativeName)] : []),
      ...(flag && FLAG_TAGS[flag] < 3 ? [element(contextPrimitive(FLAG_TAGS[flag]), Uint8Array.of(0xff))] : []),
      ...(reasons === undefined ? [] : [reasonFlags(3, reasons)]),
      ...(flag && FLAG_TAGS[flag] > 3 ? [element(contextPrimitive(FLAG_TAGS[flag]), Uint8Array.of(0xff))] : []),
    ),
  );

export const crlNumber = (number: number): Der => extension(EXTENSION.CRL_NUMBER, integer(number));
export const deltaIndicator = (baseNumber: number): Der => critical(EXTENSION.DELTA_CRL_INDICATOR, integer(baseNumber));
export const invalidityDate = (date: Date): Der => extension(EXTENSION.INVALIDITY_DATE, generalizedTime(date));
export const certificateIssuer = (name: NameTemplate): Der => critical(EXTENSION.CERTIFICATE_ISSUER, sequence(directoryName(name)));

export interface RoleSpec {
  readonly text: string;
  readonly scheme?: string;
}

/** HCActor of ISO 17090-3. */
export const healthcareActor = ({ text, scheme = HPKI_CODING_SCHEME }: RoleSpec): Der =>
  sequence(explicit(0, element(TAG.SET, explicit(0, objectIdentifier(scheme)), explicit(2, utf8String(text)))));

export const healthcareRoles = (...roles: readonly RoleSpec[]): Der =>
  extension(
    EXTENSION.SUBJECT_DIRECTORY_ATTRIBUTES,
    sequence(sequence(objectIdentifier(HEALTHCARE_ACTOR), setOf([setOf(roles.map(healthcareActor))]))),
  );
