import type { KeyObject } from 'node:crypto';
import type { Der } from '../../pki/asn1/encode.ts';
import type { NameTemplate } from '../../pki/certificate/encode-name.ts';
import type { TrustAnchor, VerificationOptions } from '../../pki/trust.ts';
import { anchorFromCertificate } from '../../pki/trust-store/anchor.ts';
import type { SignerEvidence } from '../../pki/validation/evidence.ts';
import {
  basicConstraints,
  certificate,
  type CertificateSpec,
  crl,
  type CrlSpec,
  directoryName,
  distributionPoints,
  healthcareRoles,
  issuingDistributionPoint,
  keyUsage,
  policies,
  type RoleSpec,
  rsaKey,
  uri,
} from './certificates.ts';

/** Made once per test file; `weak` is too short on purpose. */
export const keys = { root: rsaKey(), authority: rsaKey(), holder: rsaKey(), other: rsaKey(), weak: rsaKey(1024) };

export const SIGN_POLICY = '1.2.392.100495.1.5.1.1.3.1';
export const TEST_POLICY = '1.2.392.100495.1.5.1.1.0.1';
export const AUTH_POLICY = '1.2.392.100495.1.5.1.2.3.1';

/** Verification happens now; the certificates began a year before and end years later. */
export const NOW = new Date('2026-06-01T03:00:00Z');
export const hours = (count: number): Date => new Date(NOW.getTime() + count * 3_600_000);
export const days = (count: number): Date => hours(count * 24);

const ROOT: NameTemplate = [
  ['C', 'JP'],
  ['O', 'Example Ministry'],
  ['OU', 'Example HPKI Root CA'],
];
const AUTHORITY: NameTemplate = [
  ['C', 'JP'],
  ['O', 'Example'],
  ['CN', 'Example SignCA-forNonRepudiation'],
];
const HOLDER: NameTemplate = [
  ['C', 'JP'],
  ['CN', 'Hanako Example'],
  ['serialNumber', 'EX000001'],
];

/** What a case changes about an otherwise faultless chain of the healthcare PKI's shape. */
export interface ChainSpec {
  readonly rootName?: NameTemplate;
  readonly authorityName?: NameTemplate;
  readonly holder?: Partial<CertificateSpec>;
  readonly authority?: Partial<CertificateSpec>;
  readonly policy?: string | null;
  readonly authorityPolicy?: string | null;
  readonly roles?: readonly RoleSpec[];
  readonly usage?: Der | null;
  /** Further extensions. */
  readonly holderExtensions?: readonly Der[];
  readonly authorityExtensions?: readonly Der[];
  readonly authorityConstraints?: Der | null;
  readonly authorityUsage?: Der;
  readonly holderKey?: KeyObject;
  readonly testRoot?: boolean;
  readonly holderCrl?: Partial<CrlSpec>;
  readonly authorityCrl?: Partial<CrlSpec>;
}

export interface Chain {
  readonly holder: Uint8Array;
  readonly authority: Uint8Array;
  readonly root: Uint8Array;
  readonly holderCrl: Uint8Array;
  readonly authorityCrl: Uint8Array;
  readonly anchor: TrustAnchor;
}

const present = (...extensions: readonly (Der | null)[]): Der[] => extensions.filter((extension) => extension !== null);

export function hpkiChain(spec: ChainSpec = {}): Chain {
  const { rootName = ROOT, authorityName = AUTHORITY, policy = SIGN_POLICY, authorityPolicy = SIGN_POLICY } = spec;
  const { roles = [{ text: 'Medical Doctor' }], usage = keyUsage('nonRepudiation'), authorityConstraints = basicConstraints(true) } = spec;
  const sarl = directoryName([...rootName, ['CN', 'SARL']]);
  const root = certificate({
    subject: rootName,
    issuer: rootName,
    key: keys.root,
    issuerKey: keys.root,
    serial: 1,
    from: days(-3000),
    to: days(8000),
    extensions: [basicConstraints(true), keyUsage('keyCertSign', 'cRLSign')],
  });
  const authority = certificate({
    subject: authorityName,
    issuer: rootName,
    key: keys.authority,
    issuerKey: keys.root,
    serial: 2,
    from: days(-2000),
    to: days(4000),
    extensions: [
      ...present(authorityConstraints, authorityPolicy === null ? null : policies(authorityPolicy)),
      spec.authorityUsage ?? keyUsage('keyCertSign', 'cRLSign'),
      distributionPoints(sarl, uri('http://pki.example/sarl.crl')),
      ...(spec.authorityExtensions ?? []),
    ],
    ...spec.authority,
  });
  const holder = certificate({
    subject: HOLDER,
    issuer: authorityName,
    key: spec.holderKey ?? keys.holder,
    issuerKey: keys.authority,
    serial: 0x1234,
    from: days(-365),
    to: days(1460),
    extensions: [
      ...present(usage, policy === null ? null : policies(policy), roles.length > 0 ? healthcareRoles(...roles) : null),
      distributionPoints(uri('http://pki.example/sign.crl')),
      ...(spec.holderExtensions ?? []),
    ],
    ...spec.holder,
  });
  const holderCrl = crl({ issuer: authorityName, key: keys.authority, thisUpdate: hours(-10), nextUpdate: hours(86), ...spec.holderCrl });
  const authorityCrl = crl({
    issuer: rootName,
    key: keys.root,
    thisUpdate: hours(-8),
    nextUpdate: hours(88),
    extensions: [issuingDistributionPoint({ name: sarl, flag: 'onlyContainsCACerts' })],
    ...spec.authorityCrl,
  });
  return { holder, authority, root, holderCrl, authorityCrl, anchor: anchorFromCertificate(root, { test: spec.testRoot ?? false }) };
}

/** What a document signed with the chain would bring along. */
export const evidenceOf = (chain: Chain, change: Partial<SignerEvidence> = {}): SignerEvidence => ({
  certificate: chain.holder,
  embedded: { certificates: [chain.authority, chain.root], crls: [chain.holderCrl, chain.authorityCrl], ocspResponses: [] },
  timeStamps: [],
  algorithms: ['rsa-sha256', 'sha256'],
  requiredRoles: ['Medical Doctor', 'Dentist'],
  ...change,
});

/** Options of a verifier that trusts the chain's root. */
export const trusting = (chain: Chain, change: Partial<VerificationOptions> = {}): VerificationOptions => ({
  anchors: [chain.anchor],
  pinned: [],
  chain: [],
  crls: [],
  at: NOW,
  acceptTestCards: false,
  ...change,
});
