import { assessSigningCertificate, type Readiness } from '../../pki/readiness.ts';
import type { SigningReadiness } from '../api/schema/signing.ts';
import { certificateView } from '../cards/certificate-view.ts';
import { toFailure } from '../failure.ts';
import { PkiError } from '../../pki/errors.ts';
import { CardError } from '../../card/errors.ts';
import type { HpkiCard } from '../../card/hpki/card.ts';
import type { Trust } from '../verification/trust.ts';

/** A signing certificate with the issuers that its card stores, DER. */
export interface SigningCertificate {
  readonly certificate: Uint8Array;
  readonly chain: readonly Uint8Array[];
}

/** Judges a signing certificate by what counts now. */
export function assess({ certificate, chain }: SigningCertificate, trust: Trust, at: Date, requiredRoles?: readonly string[]): Readiness {
  return assessSigningCertificate({
    ...trust,
    certificate,
    chain: [...chain, ...trust.chain],
    at,
    use: 'signature',
    ...(requiredRoles && { requiredRoles }),
  });
}

const UNKNOWN: SigningReadiness['revocation'] = { status: 'unknown', asOf: null, ageHours: null };

/** What is known of a card's signing certificate before a PIN is asked. */
export function readinessOf({ reader, applications }: HpkiCard, trust: Trust, at: Date): SigningReadiness {
  const application = applications.find(({ kind }) => kind === 'signature');
  if (!application) {
    return { certificate: null, triesLeft: null, revocation: UNKNOWN, failure: toFailure(new CardError('CARD_APPLICATION_MISSING', { reader })) };
  }
  const { certificate, chain, triesLeft, failure } = application;
  if (!certificate) return { certificate: null, triesLeft, revocation: UNKNOWN, failure: failure && toFailure(failure) };
  const { failure: code, revocation } = assess({ certificate: certificate.der, chain }, trust, at);
  return {
    certificate: certificateView(certificate.der, at),
    triesLeft,
    revocation: { ...revocation, asOf: revocation.asOf?.toISOString() ?? null },
    failure: code && toFailure(new PkiError(code)),
  };
}
