import type { Certificate } from '../certificate/certificate.ts';
import type { SignedObject } from '../certificate/signed-object.ts';
import type { KeyUsage } from '../certificate/extensions/key-usage.ts';
import type { RevocationReason } from './reason.ts';
import type { OutOfScope } from './scope.ts';

/** Who answers for a certificate: a CA certificate, or an anchor of which only the key is known and which has no validity. */
export interface RevocationIssuer {
  readonly subject: string;
  readonly spki: Uint8Array;
  readonly keyUsage?: readonly KeyUsage[] | null;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

/** Why no list answered; of several lists the reason of the one that came nearest to an answer. */
export type CrlUnknown =
  | 'no-list'
  | 'not-yet-issued'
  | OutOfScope
  | 'issuer-may-not-sign-lists'
  | 'issuer-not-trusted'
  | 'issuer-out-of-bounds'
  | 'signature-wrong'
  | 'out-of-date'
  | 'delta-list'
  | 'some-reasons-only'
  | 'algorithm-not-trusted'
  | 'search-exhausted';

/** Why no OCSP response answered (RFC 6960). */
export type OcspUnknown =
  | 'no-response'
  | 'response-for-another'
  | 'response-not-yet-issued'
  | 'response-out-of-date'
  | 'response-signature-wrong'
  | 'responder-not-trusted'
  | 'issuer-out-of-bounds'
  | 'algorithm-not-trusted'
  | 'response-unknown';

export type RevocationUnknown = CrlUnknown | OcspUnknown;

/** What was believed, when it was made, and how long that was before the time asked for (hours, never negative). */
export interface RevocationEvidence {
  readonly kind: 'crl' | 'ocsp';
  /** DER of every list or response that the answer rests on, the decisive one first. */
  readonly sources: readonly Uint8Array[];
  /** Certificates outside the path that vouch for them: CRL issuers, OCSP responders, and what leads from them to the anchor. */
  readonly vouchers: readonly Certificate[];
  /** Number of the decisive list, decimal; `null` where there is none. */
  readonly number: string | null;
  readonly asOf: Date;
  readonly ageHours: number;
}

export interface Revoked {
  readonly revocationDate: Date;
  /** When the key is said to have been no longer good (RFC 5280 section 5.3.2), `null` where that is not said. */
  readonly invalidityDate: Date | null;
  /** The earlier of both: what was proved to exist before stays valid. */
  readonly effectiveDate: Date;
  /** `null` where none is given. */
  readonly reason: RevocationReason | null;
  /** On hold at the time asked for, and since released. */
  readonly released: boolean;
}

export type RevocationStatus =
  | ({ readonly status: 'good' } & RevocationEvidence)
  | ({ readonly status: 'revoked' } & Revoked & RevocationEvidence)
  /** Without evidence, or with an authentic list that was out of date at the time asked for. */
  | ({ readonly status: 'unknown'; readonly why: RevocationUnknown } & Partial<RevocationEvidence>);

export type RevokedStatus = Extract<RevocationStatus, { status: 'revoked' }>;

export interface RevocationTimes {
  /** Time for which the status is asked. */
  readonly at: Date;
  /** Time of verification, until which evidence may have been made; later than `at` when `at` is proved by a time stamp. Default `at`. */
  readonly until?: Date;
  /** When a piece of evidence (DER) is proved to have existed (ETSI EN 319 102-1 section 5.6.2); default the time of verification. */
  readonly provedAt?: (der: Uint8Array) => Date;
  /** Whether the algorithm that signed a piece of evidence, or the certificate of its signer, may still be trusted; default any, as RFC 5280 has no say. */
  readonly trusts?: (signed: SignedObject & { readonly der: Uint8Array }) => boolean;
}

/** Hours from `asOf` to `at`, 0 when it is not before. */
export const ageInHours = (asOf: Date, at: Date): number => Math.max(0, (at.getTime() - asOf.getTime()) / 3_600_000);

/** What a revocation by these dates means, whatever told it. */
export const revokedOn = (revocationDate: Date, invalidityDate: Date | null, reason: RevocationReason | null, released = false): Revoked => ({
  revocationDate,
  invalidityDate,
  effectiveDate: invalidityDate && invalidityDate < revocationDate ? invalidityDate : revocationDate,
  reason,
  released,
});
