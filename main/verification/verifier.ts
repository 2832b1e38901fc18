import type { VerificationAnswer, VerificationReportView } from '../api/schema/verification.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Library } from '../library/library.ts';
import type { NamedBytes } from '../named-bytes.ts';
import type { KeptReports } from '../report/kept-reports.ts';
import { reportedFile } from '../report/report-view.ts';
import type { Trust } from './trust.ts';
import { verify } from './verify.ts';

export interface Verifier {
  /** What was verified since the program started. */
  readonly reports: KeptReports;
  /** Verifies a file by what counts now and records the answer; keeps the file in the library where that is set. */
  verify(file: NamedBytes, content: NamedBytes | null): Promise<VerificationAnswer>;
  /** Verifies a file for somebody else: the answer is recorded, but neither file nor report is kept, whatever is set. */
  verifyUnkept(file: NamedBytes, content: NamedBytes | null): Promise<VerificationReportView>;
  /** Verifies a file of the library; a detached signature made here with the document it was made for, while that is open. */
  verifySigned(id: string): Promise<VerificationAnswer>;
}

export interface VerifierOptions {
  readonly audit: AuditLog;
  readonly library: Library;
  readonly keepVerified: () => boolean;
  readonly reports: KeptReports;
  readonly trust: () => Promise<Trust>;
  readonly now: () => Date;
}

export function openVerifier({ audit, library, keepVerified, reports, trust, now }: VerifierOptions): Verifier {
  async function judge(file: NamedBytes, content: NamedBytes | null) {
    const report = await verify(file, content, { ...(await trust()), at: now() });
    const { format, conclusion, subIndication } = report;
    const reported = reportedFile(report, file, content);
    await audit.record({ action: 'signature.verified', facts: { sha256: reported.sha256, format, conclusion, subIndication } });
    return { view: structuredClone(report) as VerificationReportView, reported };
  }

  async function verifyFile(file: NamedBytes, content: NamedBytes | null): Promise<VerificationAnswer> {
    const { view, reported } = await judge(file, content);
    return { ...view, id: reports.keep(reported) };
  }

  return {
    reports,
    async verify(file, content) {
      const answer = await verifyFile(file, content);
      if (keepVerified()) await library.keep({ file, content, report: answer.id });
      return answer;
    },
    verifyUnkept: async (file, content) => (await judge(file, content)).view,
    async verifySigned(id) {
      const { file, content } = await library.read(id);
      const answer = await verifyFile(file, content);
      await library.note(id, file.bytes, answer);
      return answer;
    },
  };
}
