import { stat } from 'node:fs/promises';
import type { VerificationReport } from '../../../pki/report.ts';
import { AppError } from '../../errors.ts';
import { answerWords } from '../../report/answer.ts';
import { answerOf } from '../../report/face.ts';
import { sayer } from '../../report/sayer.ts';
import { answerLine } from '../../report/text.ts';
import { OTHER_PLACE } from '../../store/name-file.ts';
import { replaceFile } from '../../store/write-new-file.ts';
import type { Language } from '../../words/words.ts';
import { EXIT, type ExitStatus } from './command.ts';

/** Exit status by conclusion (contract of the command line). */
export const EXIT_OF_CONCLUSION: Readonly<Record<VerificationReport['conclusion'], ExitStatus>> = {
  'TOTAL-PASSED': EXIT.done,
  'TOTAL-FAILED': EXIT.negative,
  INDETERMINATE: EXIT.indeterminate,
};

/** The answer alone: the face, then the indications. */
export const answerOfReport = (report: Parameters<typeof answerOf>[0], language: Language): string =>
  answerLine({ ...answerWords(answerOf(report), false, sayer(language)), language });

/**
 * Writes the printable report, in place of what was there, but never of a file that it is about.
 * @throws AppError USAGE_WRONG, FILE_UNWRITABLE
 */
export async function saveReport(path: string, pdf: Uint8Array, about: readonly string[]): Promise<void> {
  const place = await stat(path).catch(() => null);
  for (const file of about) {
    const { dev, ino } = await stat(file);
    if (place?.dev === dev && place.ino === ino) throw new AppError('USAGE_WRONG', { note: `--report ${path}` });
  }
  await replaceFile(path, pdf, OTHER_PLACE);
}
