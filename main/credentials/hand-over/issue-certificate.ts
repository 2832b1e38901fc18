import type { Kysely } from 'kysely';
import { dayInJapan } from '../../day-in-japan.ts';
import { AppError } from '../../errors.ts';
import type { Tables } from '../../store/schema.ts';
import type { AuthorityParts } from '../parts.ts';
import type { CaseFile } from '../registry/case-file.ts';
import { writePaper } from '../registry/evidence-rows.ts';
import type { Acting } from '../staff/acting.ts';
import { recordFor, withCase } from '../work/open-holder.ts';
import type { HandOverParts } from './hand-over.ts';
import { certificateFindings, isBound, type ReadCertificate, readCertificate } from './read.ts';

/** A certificate that is bound to its object. */
export interface Issued {
  /** The certificate on record. */
  readonly object: string;
  readonly read: ReadCertificate;
  /** Id of the staff. */
  readonly by: string;
}

/** Binds a certificate as it was read: issuer, serial number and dates from its own bytes, which are kept sealed. */
export async function writeIssued(parts: AuthorityParts, tx: Kysely<Tables>, file: CaseFile, { object, read, by }: Issued): Promise<void> {
  const { der, issuerName, view } = read;
  const { issuer, serial, sha256, notAfter, test } = view;
  const scan = { bytes: der, type: 'application/pkix-cert' };
  const certificateEvidence = await writePaper(parts, tx, { holder: file.holder, object, item: 'certificate', dated: null, by, note: '', scan });
  const facts = {
    issuer,
    serial,
    sha256,
    test,
    certificateEvidence,
    issuerName: Buffer.from(issuerName).toString('base64'),
    expires: dayInJapan(Date.parse(notAfter)),
  };
  file.move({ object, transition: 'issue', evidence: ['certificate-read'], facts });
}

/** DER, or PEM with one certificate. */
function derOf(file: Uint8Array): Uint8Array {
  const text = Buffer.from(file).toString('latin1');
  const body = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/.exec(text)?.[1];
  return body === undefined ? file : Buffer.from(body, 'base64');
}

/** Takes in a certificate that is on no card; see `HandOver.issue`. */
export async function takeCertificate(parts: HandOverParts, acting: Acting, object: string, file: Uint8Array): Promise<number> {
  const record = await recordFor(parts, acting, object);
  if (record.kind !== 'certificate' || record.parent !== null) throw new AppError('CREDENTIAL_UNKNOWN', { object });
  const read = await readCertificate({ parts, watch: parts.watch, trust: await parts.trust() }, { usage: 'signature', der: derOf(file), chain: [] });
  if (record.facts['sha256'] === read.view.sha256) return record.holder;
  if (await isBound(parts, [read])) throw new AppError('CARD_ALREADY_BOUND');
  const findings = certificateFindings({ certificates: [read], known: false, now: parts.store.now(), testMode: parts.testMode() });
  const stopping = findings.filter(({ stops }) => stops).map(({ id }) => id);
  if (stopping.length > 0)
    throw new AppError('TRANSITION_REFUSED', {
      object,
      transition: 'issue',
      because: 'evidence',
      lacking: 'certificate-read',
      findings: stopping.join(' '),
    });
  const work = { acting, holder: record.holder, nonce: `issue/${object}/${read.view.sha256}` };
  await withCase(parts, work, (opened, tx) => writeIssued(parts, tx, opened, { object, read, by: acting.id }));
  return record.holder;
}
