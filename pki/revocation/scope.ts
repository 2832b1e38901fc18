import type { Certificate } from '../certificate/certificate.ts';
import { EXTENSION } from '../certificate/extensions/oids.ts';
import { sameGeneralName } from '../certificate/general-name.ts';
import type { Crl } from './crl.ts';

/** Why a list cannot answer for a certificate. */
export type OutOfScope = 'indirect-list' | 'critical-extension-unknown' | 'other-kind-of-certificate' | 'other-distribution-point';

const UNDERSTOOD_OF_LIST: ReadonlySet<string> = new Set([
  EXTENSION.CRL_NUMBER,
  EXTENSION.DELTA_CRL_INDICATOR,
  EXTENSION.AUTHORITY_KEY_IDENTIFIER,
  EXTENSION.ISSUING_DISTRIBUTION_POINT,
]);
const UNDERSTOOD_OF_ENTRY: ReadonlySet<string> = new Set([EXTENSION.REASON_CODE, EXTENSION.INVALIDITY_DATE]);

/** Reason why the list does not cover the certificate, `null` when it does (RFC 5280 sections 5.2 and 6.3.3 (b)). */
export function outOfScope(crl: Crl, certificate: Certificate): OutOfScope | null {
  const point = crl.issuingDistributionPoint;
  if (point?.indirectCrl) return 'indirect-list';
  if (crl.extensions.some(({ oid, critical }) => critical && !UNDERSTOOD_OF_LIST.has(oid))) return 'critical-extension-unknown';
  if ([...crl.criticalEntryExtensions].some((oid) => !UNDERSTOOD_OF_ENTRY.has(oid))) return 'critical-extension-unknown';
  if (!point) return null;
  const isAuthority = certificate.basicConstraints?.ca ?? false;
  if (point.onlyContainsAttributeCerts || (isAuthority ? point.onlyContainsUserCerts : point.onlyContainsCACerts)) return 'other-kind-of-certificate';
  const named = certificate.crlDistributionPoints.flatMap(({ names }) => names);
  const matched = point.names.length === 0 || point.names.some((name) => named.some((other) => sameGeneralName(name, other)));
  return matched ? null : 'other-distribution-point';
}

/** Whether the list tells only what changed since another (RFC 5280 section 5.2.4). */
export const isDelta = (crl: Crl): boolean => crl.extensions.some(({ oid }) => oid === EXTENSION.DELTA_CRL_INDICATOR);
