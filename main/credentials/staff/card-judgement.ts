import type { HpkiCard } from '../../../card/hpki/card.ts';
import { CardError } from '../../../card/errors.ts';
import { type Certificate, parseCertificate } from '../../../pki/certificate/certificate.ts';
import { type Identification, identifyBy } from '../../../pki/identification.ts';
import type { Trust } from '../../verification/trust.ts';

/** Why a card does not sign anybody in. Everything that is not known is among it: login is refused until all of it is proved. */
export type CardDoubt = 'wrong' | 'revoked' | 'expired' | 'test-card' | 'not-provable' | 'revocation-unknown';

export interface JudgedCard {
  /** SHA-256 of the authentication certificate, upper-case hexadecimal. */
  readonly certificate: string;
  /** End of that certificate. */
  readonly until: Date;
  /** The stay of the card in its reader. */
  readonly insertion: string;
  /** `null`: issuers, dates and revocation are all proved. */
  readonly doubt: CardDoubt | null;
}

interface Evidence {
  readonly found: Identification;
  readonly certificate: Certificate;
  readonly trust: Trust;
  readonly at: Date;
}

/** In this order: what speaks against the card comes before what is merely not known. */
const DOUBTS: readonly (readonly [CardDoubt, (evidence: Evidence) => boolean])[] = [
  ['wrong', ({ found }) => found.path === 'wrong'],
  ['revoked', ({ found }) => found.revocation === 'revoked'],
  ['expired', ({ certificate, at }) => at < certificate.notBefore || at > certificate.notAfter],
  ['test-card', ({ found, trust }) => found.test && !trust.acceptTestCards],
  ['not-provable', ({ found }) => found.path !== 'proved'],
  ['revocation-unknown', ({ found }) => found.revocation !== 'good'],
];

/** Doubts with which a card may be registered for later: only time and an import decide them. */
export const UNDECIDED: ReadonlySet<CardDoubt> = new Set(['not-provable', 'revocation-unknown']);

/**
 * Judges the authentication certificate of a card by its own chain, what was imported, and the lists at hand or, where its issuers are proved, fetched.
 * @throws CardError CARD_APPLICATION_MISSING, CARD_CERTIFICATE_UNREADABLE; PkiError CERTIFICATE_UNREADABLE
 */
export async function judgeStaffCard({ reader, insertion, applications }: HpkiCard, trust: Trust, at: Date): Promise<JudgedCard> {
  const application = applications.find(({ kind }) => kind === 'authentication');
  if (!application) throw new CardError('CARD_APPLICATION_MISSING', { reader, note: 'authentication application' });
  const { certificate: held, chain, authorities, failure } = application;
  if (!held) throw failure ?? new CardError('CARD_CERTIFICATE_UNREADABLE', { reader, aid: application.aid });
  const certificate = parseCertificate(held.der);
  const judge = (crls: readonly Uint8Array[]) => identifyBy({ ...trust, crls, at })(held.der, [...chain, ...authorities]);

  let found = judge(trust.crls);
  if (found.path === 'proved' && found.revocation === 'unknown' && trust.revocationSource) {
    const path = [certificate, ...found.issuers.map(parseCertificate)];
    const { crls } = await trust.revocationSource.dataFor(path, at);
    found = judge([...trust.crls, ...crls]);
  }
  const evidence = { found, certificate, trust, at };
  const { sha256, notAfter } = certificate;
  return { certificate: sha256, until: notAfter, insertion, doubt: DOUBTS.find(([, applies]) => applies(evidence))?.[0] ?? null };
}
