import type { RevocationReason } from './reason.ts';
import type { RevokedStatus } from './status.ts';
import type { Statement } from './statement.ts';

/** CertificateHold's bit in ReasonFlags: a list without it cannot show a release. */
const HOLD_BIT = 1 << 6;

/** Reasons that a release ends; every other revocation is for good (RFC 5280 section 5.3.1). */
export const isHold = (reason: RevocationReason | null): boolean => reason === 'certificateHold' || reason === 'removeFromCRL';

/** Whoever was on hold at the time asked for and was revoked later was revoked when the hold began, which nobody ended (ITU-T X.509 section 9.5.3). */
export function sinceHold(final: RevokedStatus, hold: RevokedStatus | null): RevokedStatus {
  if (!hold || final.effectiveDate <= hold.effectiveDate) return final;
  const { revocationDate, effectiveDate } = hold;
  return { ...final, revocationDate, effectiveDate };
}

export interface Hold {
  readonly statement: Statement;
  /** A later list shows the certificate released. */
  readonly released: boolean;
}

/**
 * The hold in which the certificate was at a time, by the newest list that tells of it; `null` for none. A hold lasts from its date to the
 * making of the first later list that releases the certificate: a delta list by removeFromCRL, a complete one by silence. `statements` are newest first.
 */
export function holdAt(statements: readonly Statement[], at: Date): Hold | null {
  let release: Date | null = null;
  for (const statement of statements) {
    const { entry, crl } = statement;
    if (isRelease(statement)) release = crl.thisUpdate;
    else if (entry?.reason === 'certificateHold' && entry.revocationDate <= at && (release === null || at < release)) {
      return { statement, released: release !== null };
    }
  }
  return null;
}

const isRelease = ({ crl, entry, reasons }: Statement): boolean =>
  entry ? entry.reason === 'removeFromCRL' : crl.baseNumber === null && (reasons & HOLD_BIT) !== 0;
