import type { Certificate } from '../../certificate/certificate.ts';
import { EXTENSION, TIME_STAMPING } from '../../certificate/extensions/oids.ts';
import type { Check } from '../../report.ts';
import { failed, passed } from '../../validation/signer-context.ts';

/** Uses that a time-stamping key may have beside each other (ETSI EN 319 422 section 8). */
const SIGNING = new Set<string>(['digitalSignature', 'nonRepudiation']);

/** The certificate is for time stamping alone, and says so critically (RFC 3161 section 2.3). */
export function purposeCheck({ extendedKeyUsage, keyUsage, extensions }: Certificate): Check {
  const id = 'time-stamp-purpose';
  const refuse = (detail: string, fault: string): Check => failed(id, 'CHAIN_CONSTRAINTS_FAILURE', detail, { fault });
  const purposes = extendedKeyUsage?.join(', ') ?? 'none';
  if (extendedKeyUsage?.length !== 1 || extendedKeyUsage[0] !== TIME_STAMPING)
    return refuse(`The certificate is not for time stamping alone (purposes: ${purposes}).`, 'purposes');
  if (!extensions.some(({ oid, critical }) => oid === EXTENSION.EXTENDED_KEY_USAGE && critical))
    return refuse('The purpose of the certificate is not critical.', 'not-critical');
  if (keyUsage && (keyUsage.length === 0 || !keyUsage.every((use) => SIGNING.has(use))))
    return refuse(`Key usage is not signing alone (found: ${keyUsage.join(', ') || 'none'}).`, 'key-usage');
  return passed(id, 'The certificate is for time stamping and for nothing else.');
}
