import type { VerificationAnswer, VerificationReportView } from '../api/schema/verification.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Intake } from '../documents/intake.ts';
import type { Register } from '../documents/register.ts';
import { type KeptReports, keptReports } from '../report/kept-reports.ts';
import { reportedFile } from '../report/report-view.ts';
import type { Trust } from './trust.ts';
import type { NamedBytes } from '../named-bytes.ts';
import { verify } from './verify.ts';

export interface Verifier {
  /** What was verified since the program started. */
  readonly reports: KeptReports;
  /** Verifies a file by what counts now and records the answer. */
  verify(file: NamedBytes, content: NamedBytes | null): Promise<VerificationAnswer>;
  /** Verifies a file of the register; a detached signature with the document it was made for, while that is open. */
  verifySigned(id: string): Promise<VerificationAnswer>;
}

export interface VerifierOptions {
  readonly audit: AuditLog;
  readonly intake: Intake;
  readonly register: Register;
  readonly trust: () => Promise<Trust>;
  readonly now: () => Date;
}

export function openVerifier({ audit, intake, register, trust, now }: VerifierOptions): Verifier {
  const reports = keptReports();

  async function verifyFile(file: NamedBytes, content: NamedBytes | null): Promise<VerificationAnswer> {
    const report = await verify(file, content, { ...(await trust()), at: now() });
    const { format, conclusion, subIndication } = report;
    const reported = reportedFile(report, file, content);
    await audit.record({ action: 'signature.verified', facts: { sha256: reported.sha256, format, conclusion, subIndication } });
    return { ...(structuredClone(report) as VerificationReportView), id: reports.keep(reported) };
  }

  return {
    reports,
    verify: verifyFile,
    async verifySigned(id) {
      const { entry, bytes } = await register.read(id);
      const source = entry.format === 'cades' ? intake.withContent(entry.sourceSha256) : null;
      const content = source && { name: source.opened.name, bytes: await source.read() };
      return verifyFile({ name: entry.outputName, bytes }, content);
    },
  };
}
