import type { HpkiCard } from '../../../card/hpki/card.ts';
import { parseCertificate } from '../../../pki/certificate/certificate.ts';
import { signerIdentity } from '../../../pki/hpki/signer-identity.ts';
import { identifyBy } from '../../../pki/identification.ts';
import type { HolderFields } from '../../api/schema/credentials.ts';
import type { HandOverCard } from '../../api/schema/issuing.ts';
import { certificateFacts } from '../../attendance/cards/certificate-facts.ts';
import { writtenKey } from '../../membership/search/written-name.ts';
import { AppError } from '../../errors.ts';
import type { Trust } from '../../verification/trust.ts';
import type { AuthorityParts } from '../parts.ts';
import { type CredentialRecord, factText, recordOf } from '../registry/record.ts';
import type { RevocationWatch } from '../revocation/track.ts';

/** A certificate as it was read from the card, with what the desk keeps of it. */
export interface ReadCertificate {
  readonly view: HandOverCard['certificates'][number];
  readonly der: Uint8Array;
  /** Name of the issuer, DER. */
  readonly issuerName: Uint8Array;
}

/** By what certificates are judged. */
export interface ReadBy {
  readonly parts: AuthorityParts;
  readonly watch: RevocationWatch;
  readonly trust: Trust;
}

const USAGES = ['signature', 'authentication'] as const;

/** A certificate judged by what counts now. Nothing is written. @throws PkiError CERTIFICATE_UNREADABLE */
export async function readCertificate(
  { parts, watch, trust }: ReadBy,
  { usage, der, chain }: { readonly usage: (typeof USAGES)[number]; readonly der: Uint8Array; readonly chain: readonly Uint8Array[] },
): Promise<ReadCertificate> {
  const { issuer, serial, subject, notAfter, certificate, issuerName } = certificateFacts(der);
  const { path, test } = identifyBy({ ...trust, at: parts.store.now() })(der, chain);
  const status = await watch.statusOf(der, chain);
  const { nameKanji } = signerIdentity(parseCertificate(der));
  const revoked = status === 'unknown' ? null : status === 'revoked';
  const view = { usage, issuer, serial, subject, nameKanji, path, notAfter: notAfter.toISOString(), sha256: certificate, test, revoked };
  return { der, issuerName, view };
}

/** Both certificates of a card. */
export async function readCertificates({ card, ...by }: ReadBy & { readonly card: HpkiCard }): Promise<readonly ReadCertificate[]> {
  const found: ReadCertificate[] = [];
  for (const usage of USAGES) {
    const application = card.applications.find(({ kind }) => kind === usage);
    if (!application?.certificate) continue;
    const chain = [...application.chain, ...application.authorities];
    found.push(await readCertificate(by, { usage, der: application.certificate.der, chain }));
  }
  return found;
}

/** Certificates, and what speaks for or against them. */
export interface CertificateQuestion {
  readonly certificates: readonly ReadCertificate[];
  readonly testMode: boolean;
  readonly now: Date;
  /** One of them is known already. */
  readonly known: boolean;
  readonly fields: HolderFields;
}

/** A card, and the order for which it is to be handed over. */
export interface FindingQuestion extends CertificateQuestion {
  readonly order: CredentialRecord;
  readonly staffReader: boolean;
  /** The holder died, or lost the licence, since it was applied for. */
  readonly ended: boolean;
}

interface Finding<Question> {
  readonly id: string;
  /** It must not be handed over. */
  readonly stops: boolean;
  readonly holds: (question: Question) => boolean;
}

const some =
  <Question extends CertificateQuestion>(test: (view: ReadCertificate['view'], question: Question) => boolean) =>
  (question: Question) =>
    question.certificates.some(({ view }) => test(view, question));
const READY = new Set(['notified', 'overdue']);

/** What may speak against a certificate, on a card or on none. */
const OF_CERTIFICATES: readonly Finding<CertificateQuestion>[] = [
  { id: 'bound-already', stops: true, holds: ({ known }) => known },
  { id: 'path-wrong', stops: true, holds: some(({ path }) => path === 'wrong') },
  { id: 'revoked', stops: true, holds: some(({ revoked }) => revoked === true) },
  { id: 'expired', stops: true, holds: some(({ notAfter }, { now }) => Date.parse(notAfter) < now.getTime()) },
  { id: 'test-card', stops: true, holds: some(({ test }, { testMode }) => test && !testMode) },
  { id: 'path-not-provable', stops: false, holds: some(({ path }) => path === 'not-provable') },
  { id: 'revocation-unknown', stops: false, holds: some(({ revoked }) => revoked === null) },
  { id: 'test-mode', stops: false, holds: some(({ test }, { testMode }) => test && testMode) },
  // Old kanji and former names differ without being wrong: whoever binds it says why.
  {
    id: 'name-differs',
    stops: false,
    holds: some(({ nameKanji }, { fields }) => nameKanji !== null && writtenKey(nameKanji) !== writtenKey(fields.name)),
  },
];

/** What may speak against handing a card over besides. */
const OF_CARDS: readonly Finding<FindingQuestion>[] = [
  { id: 'order-not-ready', stops: true, holds: ({ order }) => !READY.has(order.state) },
  { id: 'staff-reader', stops: true, holds: ({ staffReader }) => staffReader },
  { id: 'holder-ended', stops: true, holds: ({ ended }) => ended },
  { id: 'certificate-missing', stops: true, holds: ({ certificates }) => certificates.length < USAGES.length },
  { id: 'two-holders', stops: true, holds: ({ certificates }) => new Set(certificates.map(({ view }) => view.subject)).size > 1 },
];

const found = <Question>(findings: readonly Finding<Question>[], question: Question): HandOverCard['findings'] =>
  findings.filter(({ holds }) => holds(question)).map(({ id, stops }) => ({ id, stops }));

/** What each usage of a key says of its certificate (RFC 5280 section 4.2.1.3): one that signs documents does nothing else. */
const FITS: Readonly<Record<string, (keyUsage: readonly string[]) => boolean>> = {
  signature: (keyUsage) => keyUsage.includes('nonRepudiation'),
  authentication: (keyUsage) => keyUsage.includes('digitalSignature') && !keyUsage.includes('nonRepudiation'),
  second: (keyUsage) => keyUsage.includes('nonRepudiation') || keyUsage.includes('digitalSignature'),
};
const letters = (text: string): string => text.normalize('NFKC').replaceAll(/[\s:]/g, '').replace(/^0+/, '').toLowerCase();
const agrees = (known: string, read: string): boolean => known === '' || letters(known) === letters(read);
/** A card's certificates come from two authorities of one issuer, whose common names differ by the use alone; other systems tell one of them for both. */
const issuerOf = (name: string): string => letters(name.replaceAll(/(^|,)\s*CN=[^,]*/gi, ''));
const sameIssuer = (known: string, read: string): boolean => agrees(known, read) || (issuerOf(known) !== '' && issuerOf(known) === issuerOf(read));

/** A certificate out of a file, and the one on record that it is said to be. */
export interface FileQuestion extends CertificateQuestion {
  readonly record: CredentialRecord;
}

/** What may speak against a certificate out of a file besides: nothing but its issuer says whose it is. */
const OF_FILES: readonly Finding<FileQuestion>[] = [
  {
    id: 'usage-differs',
    stops: true,
    holds: ({ certificates, record }) => certificates.some(({ der }) => !FITS[factText(record, 'usage')]?.(parseCertificate(der).keyUsage ?? [])),
  },
  {
    id: 'number-differs',
    stops: true,
    holds: some(
      ({ issuer, serial }, { record }: FileQuestion) =>
        !sameIssuer(factText(record, 'issuer'), issuer) || !agrees(factText(record, 'serial'), serial),
    ),
  },
];

/** What speaks against a certificate out of a file, whose path must be proved. Words: `credentials.hand-over.finding.<id>`. */
export const fileFindings = (question: FileQuestion): HandOverCard['findings'] =>
  [...found(OF_FILES, question), ...found(OF_CERTIFICATES, question)].map((finding) =>
    finding.id === 'path-not-provable' ? { ...finding, stops: true } : finding,
  );
/** What speaks against handing a card over, also what only is to be looked at. Words: `credentials.hand-over.finding.<id>`. */
export const findingsOf = (question: FindingQuestion): HandOverCard['findings'] => [
  ...found(OF_CARDS, question),
  ...found(OF_CERTIFICATES, question),
];

/** What does not stop, and is not passed over without saying why. */
const REASONED = new Set(['name-differs', 'path-not-provable', 'revocation-unknown']);

const reasonedOf = (findings: HandOverCard['findings']): readonly string[] => findings.filter(({ id }) => REASONED.has(id)).map(({ id }) => id);

/** Whether what was found is passed over only by saying why. */
export const asksReason = (findings: HandOverCard['findings']): boolean => reasonedOf(findings).length > 0;

/**
 * What was found, to be kept with what is done all the same.
 * @throws AppError HAND_OVER_STOPPED with what stops; TRANSITION_REFUSED (`reason`) where a reason is needed and none is given
 */
export function passedFindings(
  findings: HandOverCard['findings'],
  { object, transition, reason }: { readonly object: string; readonly transition: string; readonly reason: string },
): string {
  const stopping = findings.filter(({ stops }) => stops);
  if (stopping.length > 0) throw new AppError('HAND_OVER_STOPPED', { findings: stopping.map(({ id }) => id).join(' ') });
  const reasoned = reasonedOf(findings);
  if (reasoned.length > 0 && reason.trim() === '')
    throw new AppError('TRANSITION_REFUSED', { object, transition, because: 'reason', lacking: '', findings: reasoned.join(' ') });
  return findings.map(({ id }) => id).join(' ');
}

/**
 * Whether one of these certificates is bound already, by its bytes or, where it was taken over unread, by issuer and serial number.
 * @param but the certificate on record that is to be learnt
 */
export async function isBound({ store, tokens }: AuthorityParts, certificates: readonly ReadCertificate[], but = ''): Promise<boolean> {
  for (const { view } of certificates) {
    const holders = await store.db.selectFrom('credential_token').select('holder').where('token', '=', tokens.serial(view.serial)).execute();
    if (holders.length === 0) continue;
    const rows = await store.db
      .selectFrom('credential_object')
      .selectAll()
      .where('kind', '=', 'certificate')
      .where(
        'holder',
        'in',
        holders.map(({ holder }) => holder),
      )
      .execute();
    const same = (record: CredentialRecord): boolean =>
      factText(record, 'sha256') === view.sha256 ||
      (letters(factText(record, 'serial')) === letters(view.serial) && sameIssuer(factText(record, 'issuer'), view.issuer));
    if (rows.map(recordOf).some((record) => record.id !== but && same(record))) return true;
  }
  return false;
}
