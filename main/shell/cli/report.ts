import type { Check, SignatureReport, VerificationReport } from '../../../pki/report.ts';
import { type Language, words } from '../../words/words.ts';
import { EXIT, type ExitStatus } from './command.ts';

/** Exit status by conclusion (contract of the command line). */
export const EXIT_OF_CONCLUSION: Readonly<Record<VerificationReport['conclusion'], ExitStatus>> = {
  'TOTAL-PASSED': EXIT.done,
  'TOTAL-FAILED': EXIT.negative,
  INDETERMINATE: EXIT.indeterminate,
};

type Answer = { readonly conclusion: VerificationReport['conclusion']; readonly subIndication: string | null };

/** The face that a report shows, by its sub-indication where the conclusion alone does not say it. */
function faceOf({ conclusion, subIndication }: Answer): string {
  if (conclusion !== 'INDETERMINATE') return conclusion === 'TOTAL-PASSED' ? 'valid' : 'invalid';
  const faces: Partial<Record<string, string>> = { NO_SIGNATURE: 'unsigned', TRY_LATER: 'undecided' };
  return faces[subIndication ?? ''] ?? 'refuse';
}

/** First line of a report: the face, then the indications. */
export function answerLine(report: Answer, language: Language): string {
  const say = words(language);
  const { conclusion, subIndication } = report;
  return say('cli.report-line', { face: say(`verify.face.${faceOf(report)}`), conclusion, sub: subIndication ?? 'none' });
}

/** A whole report for a terminal: the answer, each signature, its checks. */
export function reportText(report: VerificationReport, language: Language): string {
  const say = words(language);
  const check = ({ id, status, detail }: Check) => say('cli.report-check', { status, heading: say(`checks.${id}.heading`), detail });
  const signature = ({ id, signer, bestSignatureTime, coversWholeDocument, notCovered, checks }: SignatureReport) => [
    say('cli.report-signature', {
      id,
      signer: signer ? (signer.nameKanji ?? signer.commonName) : '?',
      roles: signer?.hcRoles.join(', ') ?? '',
      time: bestSignatureTime,
      whole: coversWholeDocument ? 'yes' : 'no',
      notCovered: notCovered.join(', '),
    }),
    ...checks.map(check),
  ];
  const test = report.testCardsAccepted && report.signatures.some((each) => each.test) ? [say('cli.report-test')] : [];
  return [answerLine(report, language), ...test, ...report.signatures.flatMap(signature)].join('\n');
}
