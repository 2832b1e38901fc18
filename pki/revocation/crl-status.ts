import type { Certificate } from '../certificate/certificate.ts';
import { ALL_REASONS } from '../certificate/extensions/reason-flags.ts';
import type { Crl } from './crl.ts';
import { holdAt, isHold, sinceHold } from './hold.ts';
import type { RevokedEntry } from './revoked-entries.ts';
import { Scope } from './scope.ts';
import type { RevocationSession } from './session.ts';
import { type CombinedStatement, combine, type Statement } from './statement.ts';
import {
  ageInHours,
  type CrlUnknown,
  type RevocationEvidence,
  type RevocationIssuer,
  type RevocationStatus,
  type RevokedStatus,
  revokedOn,
} from './status.ts';

type Unknown = Extract<RevocationStatus, { status: 'unknown' }>;

/** How near to an answer lists came, least first; of several the nearest one's reason is told. */
const NEARNESS: readonly CrlUnknown[] = [
  'no-list',
  'not-yet-issued',
  'other-distribution-point',
  'other-kind-of-certificate',
  'indirect-list',
  'critical-extension-unknown',
  'issuer-may-not-sign-lists',
  'signature-wrong',
  'issuer-not-trusted',
  'delta-list',
  'out-of-date',
  'some-reasons-only',
  'issuer-out-of-bounds',
  'algorithm-not-trusted',
  'search-exhausted',
];

/**
 * Status of a certificate by revocation lists (RFC 5280 section 6.3). `above` are the issuers in its path, nearest first, the anchor last.
 * An entry means revoked however old the list; a hold lasts until a newer list shows the certificate released. No entry means good on lists that
 * together cover every reason and each hold at the time asked for, or were made later while expired certificates were not yet left out.
 */
export function crlStatus(certificate: Certificate, above: readonly RevocationIssuer[], session: RevocationSession): RevocationStatus {
  const { at } = session.times;
  const { statements, why } = statementsOn(certificate, above, session);
  const final = statements.find(({ entry }) => entry && !isHold(entry.reason));
  const hold = holdAt(statements, at);
  const held = hold && revoked(hold.statement, hold.statement.entry!, at, hold.released);
  if (final) return sinceHold(revoked(final, final.entry!, at, false), held);
  if (held) return held;
  if (session.exhausted) return { status: 'unknown', why: 'search-exhausted' };
  return good(statements, certificate, at) ?? unknown(statements, why, certificate, at);
}

/** What authentic lists in scope say, newest first, and the reason of the list that came nearest when none is. */
function statementsOn(
  certificate: Certificate,
  above: readonly RevocationIssuer[],
  session: RevocationSession,
): { readonly statements: readonly Statement[]; readonly why: CrlUnknown } {
  const scope = new Scope(certificate);
  const issuer = certificate.issuerName.key;
  const statements: Statement[] = [];
  let why: CrlUnknown = 'no-list';
  for (const crl of session.listsOf(scope.listIssuers)) {
    const covered = crl.thisUpdate > session.times.until ? 'not-yet-issued' : scope.covers(crl);
    const believed = typeof covered === 'string' ? covered : session.believe(crl, certificate, above);
    if (typeof believed === 'string') why = nearer(why, believed);
    else statements.push({ crl, reasons: covered as number, entry: crl.entries.find(certificate.serial, issuer), ...believed });
  }
  return { statements, why };
}

const nearer = (a: CrlUnknown, b: CrlUnknown): CrlUnknown => (NEARNESS.indexOf(b) > NEARNESS.indexOf(a) ? b : a);

function revoked(statement: Statement, { revocationDate, invalidityDate, reason }: RevokedEntry, at: Date, released: boolean): RevokedStatus {
  return { status: 'revoked', ...evidenceOf([statement], at), ...revokedOn(revocationDate, invalidityDate, reason, released) };
}

/** Lists in time that do not revoke, newest first, until every reason is covered; the answer is as old as the oldest of them. */
function good(statements: readonly Statement[], certificate: Certificate, at: Date): RevocationStatus | null {
  const used: CombinedStatement[] = [];
  let covered = 0;
  for (const list of combine(statements)) {
    if ((list.reasons & ~covered) === 0 || revokesAt(list, at) || !answersFor(list, certificate, at)) continue;
    used.push(list);
    covered |= list.reasons;
    if (covered === ALL_REASONS) return { status: 'good', ...evidenceOf(used.map(asStatement), at) };
  }
  return null;
}

/** A hold that began after the time asked for says nothing against it. */
const revokesAt = ({ entry }: CombinedStatement, at: Date): boolean =>
  entry !== null && !(entry.reason === 'certificateHold' && entry.revocationDate > at);

/** The list holds at that time, or was made later while it still named expired certificates of that age. */
function answersFor(
  { thisUpdate, nextUpdate, expiredCertsOnCrl }: Pick<Crl, 'thisUpdate' | 'nextUpdate' | 'expiredCertsOnCrl'>,
  { notAfter }: Certificate,
  at: Date,
): boolean {
  if (thisUpdate > at) return thisUpdate <= notAfter || (expiredCertsOnCrl !== null && expiredCertsOnCrl <= notAfter);
  return nextUpdate !== null && at <= nextUpdate;
}

/** The sources of a combination are whole; of a single statement the list itself comes first. */
const asStatement = ({ newest, ...rest }: CombinedStatement): Statement => ({ ...rest, crl: newest });

/** The first list decides; the answer is as old as the oldest. */
function evidenceOf(statements: readonly Statement[], at: Date): RevocationEvidence {
  const [first] = statements as readonly [Statement];
  const asOf = new Date(Math.min(...statements.map(({ crl }) => crl.thisUpdate.getTime())));
  return {
    kind: 'crl',
    sources: [...new Set(statements.flatMap(({ crl, sources }) => [crl.der, ...sources]))],
    vouchers: [...new Set(statements.flatMap(({ vouchers }) => vouchers))],
    number: first.crl.number === null ? null : String(first.crl.number),
    asOf,
    ageHours: ageInHours(asOf, at),
  };
}

/** With the newest authentic list, if there is one. */
function unknown(statements: readonly Statement[], why: CrlUnknown, certificate: Certificate, at: Date): Unknown {
  const [newest] = statements;
  if (!newest) return { status: 'unknown', why };
  const inTime = statements.filter(({ crl }) => answersFor(crl, certificate, at));
  const reason: CrlUnknown =
    inTime.length === 0 ? 'out-of-date' : inTime.every(({ crl }) => crl.baseNumber !== null) ? 'delta-list' : 'some-reasons-only';
  return { status: 'unknown', why: nearer(why, reason), ...evidenceOf([newest], at) };
}
