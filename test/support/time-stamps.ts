import { TAG } from '../../pki/asn1/der.ts';
import { type Der, generalizedTime, integer, nullValue, objectIdentifier, octetString, sequence } from '../../pki/asn1/encode.ts';
import { EXTENSION, TIME_STAMPING } from '../../pki/certificate/extensions/oids.ts';
import { type Attribute, contentTypeAttribute, messageDigestAttribute, signingCertificateAttribute } from '../../pki/cms/attributes.ts';
import { OID } from '../../pki/cms/object-identifiers.ts';
import { DIGEST_ALGORITHMS, type DigestName, digest } from '../../pki/digest/algorithms.ts';
import type { NameTemplate } from '../../pki/certificate/encode-name.ts';
import { anchorFromCertificate } from '../../pki/trust-store/anchor.ts';
import type { TsaAnchor } from '../../pki/trust.ts';
import { NO_VALIDATION_DATA, type TimeStampEvidence } from '../../pki/validation/evidence.ts';
import { basicConstraints, type CertificateSpec, certificate, type CrlSpec, critical, crl, extension, keyUsage } from './certificates.ts';
import { type CraftedSignedData, craftSignedData } from './cms.ts';
import { days, hours, keys, NOW } from './hpki-chain.ts';

/** A time-stamping authority of which a test makes exactly one thing wrong. */
export interface TsaSpec {
  readonly tsa?: Partial<CertificateSpec>;
  readonly root?: Partial<CertificateSpec>;
  /** Purposes of the extended key usage, `null` for none. */
  readonly purposes?: readonly string[] | null;
  readonly purposeCritical?: boolean;
  readonly usage?: Der | null;
  readonly crl?: Partial<CrlSpec>;
}

export interface Tsa {
  readonly certificate: Uint8Array;
  readonly root: Uint8Array;
  readonly crl: Uint8Array;
  readonly anchor: TsaAnchor;
  readonly issued: { readonly certificate: Uint8Array; readonly chain: readonly Uint8Array[]; readonly privateKey: Uint8Array };
}

const ROOT_NAME: NameTemplate = [
  ['C', 'JP'],
  ['O', 'Example Time'],
  ['CN', 'Example Time Root'],
];
export const TSA_NAME: NameTemplate = [
  ['C', 'JP'],
  ['O', 'Example Time'],
  ['CN', 'Example Time Stamp Server'],
];
export const TSA_SERIAL = 0x77;

export function timeStampAuthority(spec: TsaSpec = {}): Tsa {
  const { purposes = [TIME_STAMPING], purposeCritical = true, usage = keyUsage('digitalSignature') } = spec;
  const purpose = purposes && sequence(...purposes.map(objectIdentifier));
  const rootSpec: CertificateSpec = {
    subject: ROOT_NAME,
    issuer: ROOT_NAME,
    key: keys.root,
    issuerKey: keys.root,
    serial: 1,
    from: days(-3000),
    to: days(8000),
    extensions: [basicConstraints(true), keyUsage('keyCertSign', 'cRLSign')],
    ...spec.root,
  };
  const tsaSpec: CertificateSpec = {
    subject: TSA_NAME,
    issuer: ROOT_NAME,
    key: keys.holder,
    issuerKey: keys.root,
    serial: TSA_SERIAL,
    from: days(-700),
    to: days(700),
    extensions: [...(usage ? [usage] : []), ...(purpose ? [(purposeCritical ? critical : extension)(EXTENSION.EXTENDED_KEY_USAGE, purpose)] : [])],
    ...spec.tsa,
  };
  const root = certificate(rootSpec);
  const own = certificate(tsaSpec);
  return {
    certificate: own,
    root,
    crl: crl({ issuer: ROOT_NAME, key: keys.root, thisUpdate: hours(-5), nextUpdate: days(30), ...spec.crl }),
    anchor: { ...anchorFromCertificate(root, { test: false }), accreditation: null },
    issued: { certificate: own, chain: [root], privateKey: new Uint8Array(tsaSpec.key.export({ format: 'der', type: 'pkcs8' })) },
  };
}

/** What the time stamps of the tests are over. */
export const STAMPED = Buffer.from('signature value');

export interface InfoSpec {
  readonly version?: number;
  readonly policy?: string;
  readonly algorithm?: DigestName;
  /** MessageImprint, DER. */
  readonly imprint?: Uint8Array;
  readonly serial?: bigint;
  readonly time?: Date;
  /** GeneralizedTime as text, in place of `time`. */
  readonly timeText?: string;
  /** What follows genTime, DER. */
  readonly rest?: readonly Uint8Array[];
}

export const POLICY = '1.3.6.1.4.1.99999.1';

export const messageImprint = (algorithm: DigestName = 'sha256', hash: Uint8Array = digest(algorithm, STAMPED)): Der =>
  sequence(sequence(objectIdentifier(DIGEST_ALGORITHMS[algorithm].oid), nullValue()), octetString(hash));

/** TSTInfo, DER (RFC 3161 section 2.4.2). */
export const timeStampInfo = (spec: InfoSpec = {}): Der => {
  const text = spec.timeText === undefined ? null : Buffer.from(spec.timeText);
  return sequence(
    integer(spec.version ?? 1),
    objectIdentifier(spec.policy ?? POLICY),
    spec.imprint ?? messageImprint(spec.algorithm),
    integer(spec.serial ?? 0x0102030405n),
    text ? Buffer.concat([Uint8Array.of(TAG.GENERALIZED_TIME, text.length), text]) : generalizedTime(spec.time ?? hours(-1)),
    ...(spec.rest ?? []),
  );
};

/** Signed attributes of a token; `bound` names its certificate. */
export const tokenAttributes = (content: Uint8Array, bound: readonly Attribute[]): Attribute[] => [
  contentTypeAttribute(OID.timeStampInfo),
  messageDigestAttribute(digest('sha256', content)),
  ...bound,
];

/** ESSCertID of the first version, which identifies by SHA-1 (RFC 2634 section 5.4.1). */
export const essCertIdV1 = (of: Uint8Array): Attribute => ({
  type: OID.signingCertificate,
  values: [sequence(sequence(sequence(octetString(digest('sha1', of)))))],
});

/** A TimeStampToken of an authority; what is not given is right. */
export function timeStampToken(
  tsa: Tsa,
  spec: InfoSpec = {},
  parts: Partial<CraftedSignedData> & { readonly bound?: readonly Attribute[] } = {},
): Uint8Array {
  const { bound = [signingCertificateAttribute(tsa.certificate)], ...rest } = parts;
  const eContent = rest.eContent ?? timeStampInfo(spec);
  const attributes = tokenAttributes(eContent, bound);
  return craftSignedData(tsa.issued, {
    content: eContent,
    version: 3,
    eContentType: OID.timeStampInfo,
    eContent,
    attributes,
    certificates: [tsa.certificate],
    ...rest,
  });
}

/** A time stamp as a format hands it over. */
export const stampOf = (token: Uint8Array, change: Partial<TimeStampEvidence> = {}): TimeStampEvidence => ({
  id: 'stamp',
  kind: 'signature',
  token,
  imprint: (algorithm) => digest(algorithm, STAMPED),
  data: NO_VALIDATION_DATA,
  protects: [],
  ...change,
});

/** Judged now, without any later time stamp. */
export const UNPROVED = { time: NOW, proved: false, provedAt: () => NOW } as const;
