import { createHash, type KeyObject } from 'node:crypto';
import { loadPublicKey } from '../algorithms/signature-value.ts';
import { contextConstructed, contextPrimitive, DerError, expectTag, parseDer, TAG } from '../asn1/der.ts';
import { Fields } from '../asn1/fields.ts';
import { readTime } from '../asn1/time.ts';
import { readIntegerHex, smallInteger, toHex } from '../asn1/values.ts';
import { PkiError } from '../errors.ts';
import { type BasicConstraints, readBasicConstraints } from './extensions/basic-constraints.ts';
import { type DistributionPoint, readDistributionPoints } from './extensions/distribution-points.ts';
import { type Extension, readExtension, readExtensions } from './extensions/extension.ts';
import { type AuthorityKeyIdentifier, readAuthorityKeyIdentifier, readSubjectKeyIdentifier } from './extensions/key-identifiers.ts';
import { type KeyUsage, readKeyUsage } from './extensions/key-usage.ts';
import { type NameConstraints, readNameConstraints } from './extensions/name-constraints.ts';
import { readCertificatePolicies, readExtendedKeyUsage } from './extensions/oid-lists.ts';
import { EXTENSION } from './extensions/oids.ts';
import {
  type PolicyConstraints,
  type PolicyMapping,
  readInhibitAnyPolicy,
  readPolicyConstraints,
  readPolicyMappings,
} from './extensions/policy-rules.ts';
import { type GeneralName, readGeneralNames } from './general-name.ts';
import { inheritsParameters } from './inherited-parameters.ts';
import { type Name, readName } from './name.ts';
import { reusing } from './reuse.ts';
import { expectSameAlgorithm, readSignedObject, type SignedObject, verifySignedObject } from './signed-object.ts';

/** An X.509 certificate, read once and never changed (RFC 5280 section 4.1). */
export interface Certificate extends SignedObject {
  readonly der: Uint8Array;
  /** SHA-256 of the whole certificate, upper-case hexadecimal. */
  readonly sha256: string;
  /** 1 to 3. */
  readonly version: number;
  /** Upper-case hexadecimal, even number of digits. */
  readonly serial: string;
  /** RFC 4514 strings, most specific first. */
  readonly subject: string;
  readonly issuer: string;
  readonly subjectName: Name;
  readonly issuerName: Name;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
  /** `null` for a DSA key whose parameters are those of the issuer's key. */
  readonly publicKey: KeyObject | null;
  readonly extensions: readonly Extension[];
  /** `null` where the extension is absent, which allows every use. */
  readonly keyUsage: readonly KeyUsage[] | null;
  readonly extendedKeyUsage: readonly string[] | null;
  readonly basicConstraints: BasicConstraints | null;
  /** Policy identifiers; empty where the extension is absent. */
  readonly policies: readonly string[];
  readonly policyMappings: readonly PolicyMapping[];
  readonly policyConstraints: PolicyConstraints | null;
  /** Number of further certificates for which anyPolicy counts, `null` for all. */
  readonly inhibitAnyPolicy: number | null;
  readonly nameConstraints: NameConstraints | null;
  /** Upper-case hexadecimal. */
  readonly subjectKeyIdentifier: string | null;
  readonly authorityKeyIdentifier: AuthorityKeyIdentifier | null;
  readonly subjectAltNames: readonly GeneralName[];
  readonly crlDistributionPoints: readonly DistributionPoint[];
}

/** Far above any certificate in use; keeps a hostile one from costing time. */
const MAX_BYTES = 256 * 1024;

/** Bytes of certificates kept read, beside those in use. */
const KEPT_BYTES = 8 * 1024 * 1024;

/**
 * Reads a certificate. Strict DER, nothing after its end; a malformed known extension is refused. Equal bytes are read once.
 * @throws {PkiError} CERTIFICATE_UNREADABLE
 */
export const parseCertificate: (der: Uint8Array) => Certificate = reusing(parse, KEPT_BYTES);

function parse(der: Uint8Array): Certificate {
  try {
    if (der.length > MAX_BYTES) throw new DerError('too large');
    return read(new Uint8Array(der));
  } catch (cause) {
    throw new PkiError('CERTIFICATE_UNREADABLE', { note: cause instanceof DerError ? cause.message : 'public key is not usable' }, { cause });
  }
}

/** Whether the issuer's key signed the certificate; names are not looked at. */
export const verifyIssuedBy = (certificate: SignedObject, issuer: { readonly spki: Uint8Array }): boolean =>
  verifySignedObject(certificate, issuer.spki);

function read(der: Uint8Array): Certificate {
  const { tbs, algorithm, signed } = readSignedObject(der);
  const fields = new Fields(tbs);
  const versionNode = fields.optionalExplicit(contextConstructed(0));
  const serial = readIntegerHex(fields.takeAny());
  expectSameAlgorithm(fields.take(TAG.SEQUENCE), algorithm);
  const issuerName = readName(fields.takeAny());
  const validity = new Fields(fields.take(TAG.SEQUENCE));
  const notBefore = readTime(validity.takeAny());
  const notAfter = readTime(validity.takeAny());
  validity.end();
  const subjectName = readName(fields.takeAny());
  const spki = fields.take(TAG.SEQUENCE).bytes;
  fields.optional(contextPrimitive(1));
  fields.optional(contextPrimitive(2));
  const extensionsNode = fields.optionalExplicit(contextConstructed(3));
  fields.end();

  if (versionNode) expectTag(versionNode, TAG.INTEGER);
  const version = versionNode ? smallInteger(versionNode.content) + 1 : 1;
  if (version > 3 || (extensionsNode && version !== 3)) throw new DerError('version does not fit the content');
  const extensions = extensionsNode ? readExtensions(extensionsNode) : [];
  return {
    ...signed,
    der,
    sha256: toHex(createHash('sha256').update(der).digest()),
    version,
    serial,
    subject: subjectName.text,
    issuer: issuerName.text,
    subjectName,
    issuerName,
    notBefore,
    notAfter,
    spki,
    publicKey: inheritsParameters(spki) ? null : loadPublicKey(spki),
    extensions,
    keyUsage: readExtension(extensions, EXTENSION.KEY_USAGE, readKeyUsage),
    extendedKeyUsage: readExtension(extensions, EXTENSION.EXTENDED_KEY_USAGE, readExtendedKeyUsage),
    basicConstraints: readExtension(extensions, EXTENSION.BASIC_CONSTRAINTS, readBasicConstraints),
    policies: readExtension(extensions, EXTENSION.CERTIFICATE_POLICIES, readCertificatePolicies) ?? [],
    policyMappings: readExtension(extensions, EXTENSION.POLICY_MAPPINGS, readPolicyMappings) ?? [],
    policyConstraints: readExtension(extensions, EXTENSION.POLICY_CONSTRAINTS, readPolicyConstraints),
    inhibitAnyPolicy: readExtension(extensions, EXTENSION.INHIBIT_ANY_POLICY, readInhibitAnyPolicy),
    nameConstraints: readExtension(extensions, EXTENSION.NAME_CONSTRAINTS, readNameConstraints),
    subjectKeyIdentifier: readExtension(extensions, EXTENSION.SUBJECT_KEY_IDENTIFIER, readSubjectKeyIdentifier),
    authorityKeyIdentifier: readExtension(extensions, EXTENSION.AUTHORITY_KEY_IDENTIFIER, readAuthorityKeyIdentifier),
    subjectAltNames: readExtension(extensions, EXTENSION.SUBJECT_ALT_NAME, (value) => readGeneralNames(parseDer(value, TAG.SEQUENCE))) ?? [],
    crlDistributionPoints: readExtension(extensions, EXTENSION.CRL_DISTRIBUTION_POINTS, (value) => readDistributionPoints(value, issuerName)) ?? [],
  };
}
