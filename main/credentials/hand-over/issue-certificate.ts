import type { Kysely } from 'kysely';
import { dayInJapan } from '../../day-in-japan.ts';
import { AppError } from '../../errors.ts';
import type { Tables } from '../../store/schema.ts';
import type { AuthorityParts } from '../parts.ts';
import type { CaseFile } from '../registry/case-file.ts';
import { writePaper } from '../registry/evidence-rows.ts';
import { type CredentialRecord, factText } from '../registry/record.ts';
import { requireRole } from '../registry/scope.ts';
import type { Acting } from '../staff/acting.ts';
import { holderFor, recordFor, withCase } from '../work/open-holder.ts';
import type { HandOverParts } from './hand-over.ts';
import { fileFindings, isBound, passedFindings, type ReadCertificate, readCertificate } from './read.ts';

/** A certificate that is bound to its object. */
export interface Issued {
  /** The certificate on record. */
  readonly object: string;
  readonly read: ReadCertificate;
  /** Id of the staff. */
  readonly by: string;
  /** What spoke against it and did not stop, space separated. */
  readonly findings?: string;
  readonly reason?: string;
}

/** `learn`: it is in force already, and is read for the first time. */
async function writeRead(
  parts: AuthorityParts,
  tx: Kysely<Tables>,
  file: CaseFile,
  { object, read, by, findings, reason = '', transition }: Issued & { readonly transition: 'issue' | 'learn' },
): Promise<void> {
  const { der, issuerName, view } = read;
  const { issuer, serial, sha256, notAfter, test } = view;
  const scan = { bytes: der, type: 'application/pkix-cert' };
  const paper = { holder: file.holder, object, item: 'certificate', dated: null, by, note: transition === 'learn' ? reason : '', scan };
  const certificateEvidence = await writePaper(parts, tx, paper);
  const facts = {
    issuer,
    serial,
    sha256,
    test,
    certificateEvidence,
    issuerName: Buffer.from(issuerName).toString('base64'),
    expires: dayInJapan(Date.parse(notAfter)),
    ...(findings && { findings }),
  };
  if (transition === 'issue') file.move({ object, transition, evidence: ['certificate-read'], reason, facts });
  else file.event(object, transition, facts);
}

/** Binds a certificate as it was read: issuer, serial number and dates from its own bytes, which are kept sealed. */
export const writeIssued = (parts: AuthorityParts, tx: Kysely<Tables>, file: CaseFile, issued: Issued): Promise<void> =>
  writeRead(parts, tx, file, { ...issued, transition: 'issue' });

/** DER, or PEM with one certificate. */
function derOf(file: Uint8Array): Uint8Array {
  const text = Buffer.from(file).toString('latin1');
  const body = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/.exec(text)?.[1];
  return body === undefined ? file : Buffer.from(body, 'base64');
}

/** A certificate out of a file. `file`: DER, or PEM with one certificate; `reason`: why what speaks against it is none. */
export interface CertificateFile {
  readonly object: string;
  readonly file: Uint8Array;
  readonly reason: string;
}

/** In force by another system's word, and read by nobody yet. */
const isUnread = (record: CredentialRecord): boolean => ['active', 'on-hold'].includes(record.state) && factText(record, 'sha256') === '';

/** Takes in a certificate out of a file; see `HandOver.issue`. */
export async function takeCertificate(parts: HandOverParts, acting: Acting, { object, file, reason }: CertificateFile): Promise<number> {
  requireRole(acting, 'certificate');
  const record = await recordFor(parts, acting, object);
  const learnt = record.kind === 'certificate' && record.parent !== null;
  if (record.kind !== 'certificate') throw new AppError('CREDENTIAL_UNKNOWN', { object });
  const usage = record.facts['usage'] === 'authentication' ? 'authentication' : 'signature';
  const read = await readCertificate({ parts, watch: parts.watch, trust: await parts.trust() }, { usage, der: derOf(file), chain: [] });
  if (record.facts['sha256'] === read.view.sha256) return record.holder;
  if (learnt && !isUnread(record)) throw new AppError('CREDENTIAL_UNKNOWN', { object });
  const { fields } = await holderFor(parts, acting, record.holder);
  if (!fields) throw new AppError('CREDENTIAL_UNKNOWN', { object });
  if (await isBound(parts, [read], object)) throw new AppError('CARD_ALREADY_BOUND');
  const question = { certificates: [read], record, fields, known: false, now: parts.store.now(), testMode: parts.testMode() };
  const transition = learnt ? 'learn' : 'issue';
  const findings = passedFindings(fileFindings(question), { object, transition, reason });
  const work = { acting, holder: record.holder, nonce: `${transition}/${object}/${read.view.sha256}` };
  await withCase(parts, work, (opened, tx) => writeRead(parts, tx, opened, { object, read, by: acting.id, findings, reason, transition }));
  return record.holder;
}
