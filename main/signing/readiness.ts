import { parseCertificate } from '../../pki/certificate/certificate.ts';
import { sameName } from '../../pki/certificate/name.ts';
import { isTestCertificate, type PolicyUse } from '../../pki/hpki/policies.ts';
import { anchorFromCertificate } from '../../pki/trust-store/anchor.ts';
import type { TrustAnchor } from '../../pki/trust.ts';
import { assessSigningCertificate, type Readiness } from '../../pki/readiness.ts';
import type { SigningReadiness } from '../api/schema/signing.ts';
import { certificateView } from '../cards/certificate-view.ts';
import { toFailure } from '../failure.ts';
import { PkiError } from '../../pki/errors.ts';
import { CardError } from '../../card/errors.ts';
import type { HpkiApplication } from '../../card/hpki/card.ts';
import type { Trust } from '../verification/trust.ts';

/** A signing certificate with the issuers that its card stores, DER. */
export interface SigningCertificate {
  readonly certificate: Uint8Array;
  readonly chain: readonly Uint8Array[];
}

/**
 * Roots of test authorities that a test card carries. They count in test mode and for that card's own signing only: whoever verifies must be given them.
 */
export function testRoots({ certificate, chain }: SigningCertificate, { acceptTestCards }: Trust): readonly TrustAnchor[] {
  if (!acceptTestCards || !isTestCertificate(parseCertificate(certificate))) return [];
  return chain.map((der) => anchorFromCertificate(der, { test: true })).filter(({ certificate: der }) => isSelfIssued(der));
}

const isSelfIssued = (der: Uint8Array | undefined): boolean => {
  const parsed = der && parseCertificate(der);
  return parsed !== undefined && sameName(parsed.subject, parsed.issuer);
};

export interface Assessing {
  /** `signature` unless given. */
  readonly use?: PolicyUse;
  /** Roles of which one is needed; none when left out. */
  readonly requiredRoles?: readonly string[];
}

/** Judges a certificate of the own card by what counts now. */
export const assess = (signing: SigningCertificate, trust: Trust, at: Date, how: Assessing = {}): Promise<Readiness> =>
  assessOther(signing, { ...trust, anchors: [...trust.anchors, ...testRoots(signing, trust)] }, at, how);

/** Judges a certificate of somebody else's card: no root that it carries counts. @throws PkiError CERTIFICATE_UNREADABLE */
export const assessOther = async (
  { certificate, chain }: SigningCertificate,
  trust: Trust,
  at: Date,
  { use = 'signature', requiredRoles }: Assessing = {},
): Promise<Readiness> =>
  assessSigningCertificate({
    ...trust,
    certificate,
    chain: [...chain, ...trust.chain],
    at,
    use,
    ...(requiredRoles && { requiredRoles }),
  });

const UNKNOWN: SigningReadiness['revocation'] = { status: 'unknown', asOf: null, ageHours: null };

/** What can sign, as far as it is known without a PIN: a card, or a token. */
export interface SigningSource {
  readonly reader: string;
  /** The PIN is typed at the keys of the reader; not, unless given. */
  readonly pinAtReader?: boolean;
  readonly applications: readonly (Pick<HpkiApplication, 'kind' | 'chain' | 'triesLeft'> & {
    readonly failure: Error | null;
    readonly certificate: { readonly der: Uint8Array } | null;
  })[];
}

/** The certificate with which a card signs, `null` when none can be read. */
export function signingCertificateOf({ applications }: SigningSource): SigningCertificate | null {
  const application = applications.find(({ kind }) => kind === 'signature');
  return application?.certificate ? { certificate: application.certificate.der, chain: application.chain } : null;
}

/** What is known of a card's certificate for a use before a PIN is asked. */
export async function readinessOf(
  { reader, applications, pinAtReader = false }: SigningSource,
  trust: Trust,
  at: Date,
  use: PolicyUse = 'signature',
): Promise<SigningReadiness> {
  const application = applications.find(({ kind }) => kind === use);
  if (!application) {
    const failure = toFailure(new CardError('CARD_APPLICATION_MISSING', { reader }));
    return { certificate: null, triesLeft: null, pinAtReader, revocation: UNKNOWN, failure };
  }
  const { certificate, chain, triesLeft, failure } = application;
  if (!certificate) return { certificate: null, triesLeft, pinAtReader, revocation: UNKNOWN, failure: failure && toFailure(failure) };
  const { failure: code, revocation } = await assess({ certificate: certificate.der, chain }, trust, at, { use });
  return {
    certificate: certificateView(certificate.der, at),
    triesLeft,
    pinAtReader,
    revocation: { ...revocation, asOf: revocation.asOf?.toISOString() ?? null },
    failure: code && toFailure(new PkiError(code)),
  };
}
