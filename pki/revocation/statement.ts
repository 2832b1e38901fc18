import { sameBytes } from '../asn1/values.ts';
import type { Certificate } from '../certificate/certificate.ts';
import type { Extension } from '../certificate/extensions/extension.ts';
import type { ReasonMask } from '../certificate/extensions/reason-flags.ts';
import { EXTENSION } from '../certificate/extensions/oids.ts';
import type { Crl } from './crl.ts';
import type { RevokedEntry } from './revoked-entries.ts';

/** What an authentic list in scope says of a certificate. */
export interface Statement {
  readonly crl: Crl;
  readonly reasons: ReasonMask;
  /** `null` where the list does not name the certificate. */
  readonly entry: RevokedEntry | null;
  /** Certificates outside the path that vouch for the list, and the evidence that vouches for them. */
  readonly vouchers: readonly Certificate[];
  readonly sources: readonly Uint8Array[];
}

/** A complete list with the newest delta list that fits it, read as one (RFC 5280 section 5.2.4). */
export interface CombinedStatement extends Omit<Statement, 'crl'> {
  /** The delta list where there is one. */
  readonly newest: Crl;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | null;
  readonly expiredCertsOnCrl: Date | null;
}

/** Complete lists, each also with what changed since; newest first. `statements` are newest first. */
export function combine(statements: readonly Statement[]): CombinedStatement[] {
  const deltas = statements.filter(({ crl }) => crl.baseNumber !== null);
  const complete = statements.filter(({ crl }) => crl.baseNumber === null);
  return complete
    .flatMap((base) => {
      const delta = deltas.find((candidate) => updates(candidate.crl, base.crl));
      return delta ? [updated(base, delta), combined(base)] : [combined(base)];
    })
    .sort((a, b) => b.thisUpdate.getTime() - a.thisUpdate.getTime());
}

const combined = ({ crl, ...rest }: Statement): CombinedStatement => ({
  ...rest,
  newest: crl,
  thisUpdate: crl.thisUpdate,
  nextUpdate: crl.nextUpdate,
  expiredCertsOnCrl: crl.expiredCertsOnCrl,
  sources: [crl.der, ...rest.sources],
});

function updated(base: Statement, delta: Statement): CombinedStatement {
  const change = delta.entry ?? base.entry;
  return {
    ...combined(delta),
    reasons: base.reasons,
    entry: change?.reason === 'removeFromCRL' ? null : change,
    expiredCertsOnCrl: base.crl.expiredCertsOnCrl,
    vouchers: [...delta.vouchers, ...base.vouchers],
    sources: [delta.crl.der, base.crl.der, ...delta.sources, ...base.sources],
  };
}

/** The delta list was made for this complete list or an earlier one, of the same issuer, key and scope (RFC 5280 section 6.3.3 (c)). */
function updates(delta: Crl, base: Crl): boolean {
  if (delta.baseNumber === null || delta.number === null || base.number === null) return false;
  return (
    delta.issuerName.key === base.issuerName.key &&
    base.number >= delta.baseNumber &&
    base.number < delta.number &&
    delta.thisUpdate >= base.thisUpdate &&
    sameExtension(delta, base, EXTENSION.ISSUING_DISTRIBUTION_POINT) &&
    sameExtension(delta, base, EXTENSION.AUTHORITY_KEY_IDENTIFIER)
  );
}

function sameExtension(a: Crl, b: Crl, oid: string): boolean {
  const [ofA, ofB] = [a, b].map(({ extensions }) => extensions.find((extension: Extension) => extension.oid === oid)?.value);
  return ofA && ofB ? sameBytes(ofA, ofB) : ofA === ofB;
}
