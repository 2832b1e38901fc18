import { basename, extname } from 'node:path';
import packageFile from '../../package.json' with { type: 'json' };
import type { VerificationReport } from '../../pki/report.ts';
import type { ReportRow, ReportView } from '../api/schema/report.ts';
import type { Language } from '../words/words.ts';
import { sha256 } from '../documents/sha256.ts';
import { answerWords } from './answer.ts';
import { answerOf, hasForgedIssuer } from './face.ts';
import { grouped, row, type Sayer, sayer } from './sayer.ts';
import { signatureView } from './signature.ts';
import type { NamedBytes } from '../named-bytes.ts';

/** A report with what the file itself and the program add to it. */
export interface ReportedFile {
  readonly report: VerificationReport;
  /** SHA-256 of the file, hexadecimal. */
  readonly sha256: string;
  /** Of the program that verified. */
  readonly version: string;
  /** The document that a detached signature was verified with. */
  readonly content: { readonly name: string; readonly sha256: string } | null;
}

/** What was verified, by its digests. */
export const reportedFile = (report: VerificationReport, { bytes }: NamedBytes, content: NamedBytes | null): ReportedFile => ({
  report,
  sha256: sha256(bytes),
  version: packageFile.version,
  content: content && { name: content.name, sha256: sha256(content.bytes) },
});

/**
 * A verification report in words. Screen, print, PDF and command line draw this and add nothing.
 * @example reportView({ report, sha256, version: '0.1.0', content: null }, 'ja').word // '有効'
 */
export function reportView(file: ReportedFile, language: Language): ReportView {
  const words = sayer(language);
  const { say } = words;
  const { signatures, format, testCardsAccepted } = file.report;
  const test = signatures.some((signature) => signature.test);
  return {
    ...answerWords(answerOf(file.report), test, words),
    language,
    title: say('report.title'),
    warnings: [
      ...(signatures.some(hasForgedIssuer) ? [say('report.forged-issuer')] : []),
      ...(testCardsAccepted ? [say('report.test-accepted')] : []),
    ],
    test: test || testCardsAccepted,
    testMark: say('frame.test.mark'),
    grounds: say('report.grounds.title'),
    facts: facts(file, words),
    signatures: signatures.map((signature, index) => signatureView(signature, { format, index, total: signatures.length }, words)),
  };
}

function facts({ report, sha256, version, content }: ReportedFile, { say, time }: Sayer): ReportRow[] {
  return [
    row(say('report.file.name'), report.file),
    row(say('report.file.sha256'), grouped(sha256), { code: true }),
    ...(content ? [row(say('report.file.content'), [content.name, grouped(content.sha256)], { code: true })] : []),
    row(say('report.file.format'), say(`report.format.${report.format}`)),
    row(say('report.file.signatures'), say('report.signature.count', { count: report.signatures.length })),
    row(say('report.file.verified-at'), time(report.verifiedAt)),
    row(say('report.file.program'), say('report.file.program-name', { version })),
  ];
}

/** Name of the PDF of a report, beside the file it is about. */
export const reportName = ({ report }: ReportedFile, language: Language): string =>
  sayer(language).say('report.pdf-name', { name: basename(report.file, extname(report.file)) });
