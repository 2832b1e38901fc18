import { type Certificate, verifyIssuedBy } from '../certificate/certificate.ts';
import type { KeyUsage } from '../certificate/extensions/key-usage.ts';
import { sameName } from '../certificate/name.ts';
import type { Crl } from './crl.ts';
import type { RevocationReason } from './reason.ts';
import { isDelta, type OutOfScope, outOfScope } from './scope.ts';

/** Signer of revocation lists: a CA certificate, or an anchor of which only the key is known. */
export interface CrlIssuer {
  readonly subject: string;
  readonly spki: Uint8Array;
  readonly keyUsage?: readonly KeyUsage[] | null;
}

/** Why no list answered; of several lists the newest one's reason. */
export type RevocationUnknown =
  | 'no-list'
  | 'not-yet-issued'
  | OutOfScope
  | 'issuer-may-not-sign-lists'
  | 'signature-wrong'
  | 'out-of-date'
  | 'delta-list'
  | 'some-reasons-only';

/** The list that was believed, when it was made, and how long that was before the time asked for (hours, never negative). */
export interface RevocationEvidence {
  readonly crl: Crl;
  readonly asOf: Date;
  readonly ageHours: number;
}

export type RevocationStatus =
  | ({ readonly status: 'good' } & RevocationEvidence)
  | ({ readonly status: 'revoked'; readonly revocationDate: Date; readonly reason: RevocationReason | null } & RevocationEvidence)
  /** Without evidence, or with an authentic list that was out of date at the time asked for. */
  | ({ readonly status: 'unknown'; readonly why: RevocationUnknown } & Partial<RevocationEvidence>);

/** Reasons that a release ends; every other revocation is for good (RFC 5280 section 5.3.1). */
const HOLD: ReadonlySet<RevocationReason | null> = new Set(['certificateHold', 'removeFromCRL']);

export interface RevocationTimes {
  /** Time for which the status is asked. */
  readonly at: Date;
  /** Time until which lists may have been issued; later than `at` when `at` is proved by a time stamp. Default `at`. */
  readonly until?: Date;
}

/**
 * Status of a certificate by the newest list that the issuer's key signed and that covers the certificate (RFC 5280 section 6.3).
 * An entry means revoked however old the list, unless a newer one releases the certificate from hold. No entry means good only on a
 * complete list that holds at `at`, or on one issued later while the certificate had not expired, since expired ones leave the lists.
 */
export function revocationStatus(
  certificate: Certificate,
  issuer: CrlIssuer,
  crls: readonly Crl[],
  { at, until = at }: RevocationTimes,
): RevocationStatus {
  const lists = crls.filter((crl) => sameName(crl.issuer, certificate.issuer)).sort((a, b) => b.thisUpdate.getTime() - a.thisUpdate.getTime());
  let unknown: RevocationStatus = { status: 'unknown', why: 'no-list' };
  let released = false;
  for (const crl of lists) {
    const objection = objectionTo(crl, certificate, issuer, until);
    const evidence = { crl, asOf: crl.thisUpdate, ageHours: Math.max(0, (at.getTime() - crl.thisUpdate.getTime()) / 3_600_000) };
    const entry = objection ? undefined : crl.revoked.get(certificate.serial);
    released ||= entry?.reason === 'removeFromCRL';
    if (entry && !(released && HOLD.has(entry.reason))) return { status: 'revoked', ...evidence, ...entry };
    const why = objection ?? silenceMeans(crl, certificate, at);
    if (!why) return { status: 'good', ...evidence };
    if (unknown.why === 'no-list') unknown = { status: 'unknown', why, ...(objection ? {} : evidence) };
  }
  return unknown;
}

/** Why the list is not to be believed for this certificate. */
function objectionTo(crl: Crl, certificate: Certificate, issuer: CrlIssuer, until: Date): RevocationUnknown | null {
  if (crl.thisUpdate > until) return 'not-yet-issued';
  const scope = outOfScope(crl, certificate);
  if (scope) return scope;
  if (issuer.keyUsage && !issuer.keyUsage.includes('cRLSign')) return 'issuer-may-not-sign-lists';
  return verifyIssuedBy(crl, issuer) ? null : 'signature-wrong';
}

/** Why a believed list without an entry does not mean good, `null` when it does. */
function silenceMeans(crl: Crl, certificate: Certificate, at: Date): RevocationUnknown | null {
  const holds = crl.thisUpdate <= at && crl.nextUpdate !== null && at <= crl.nextUpdate;
  const issuedLater = crl.thisUpdate > at && crl.thisUpdate <= certificate.notAfter;
  if (!holds && !issuedLater) return 'out-of-date';
  if (isDelta(crl)) return 'delta-list';
  return crl.issuingDistributionPoint?.someReasonsOnly ? 'some-reasons-only' : null;
}
