import { basename } from 'node:path';
import { PkiError } from '../../../../pki/errors.ts';
import { reportPdf } from '../../../report/pdf/report-pdf.ts';
import { reportedFile, reportView } from '../../../report/report-view.ts';
import { reportText } from '../../../report/text.ts';
import { dataFolderAt, defaultDataFolder } from '../../../store/data-folder.ts';
import { verify } from '../../../verification/verify.ts';
import type { Language } from '../../../words/words.ts';
import { type Command, EXIT, text } from '../command.ts';
import { type FailureOutcome, failureOutcome } from '../failure.ts';
import { readNamedFile, timeOption } from '../input.ts';
import { EXIT_OF_CONCLUSION, saveReport } from '../report.ts';
import { TRUST_OPTIONS, TRUST_USAGE, trustOf } from '../trust-options.ts';

/** A document that nothing can be said of is no negative answer. */
function unreadable(error: unknown, language: Language): FailureOutcome {
  if (!(error instanceof PkiError)) throw error;
  return { ...failureOutcome(error, language), exit: EXIT.usage };
}

export const command: Command = {
  usage: `verify FILE [--content FILE] ${TRUST_USAGE} [--at ISO8601] [--role ROLE] [--report OUT.pdf] [--data DIR]`,
  options: {
    content: { type: 'string' },
    ...TRUST_OPTIONS,
    at: { type: 'string' },
    role: { type: 'string' },
    report: { type: 'string' },
    data: { type: 'string' },
  },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    const path = invocation.positionals[0] ?? '';
    const named = async (place: string) => ({ name: basename(place), bytes: await readNamedFile(place) });
    const content = text(invocation, 'content');
    const role = text(invocation, 'role');
    await using believed = await trustOf(invocation, dataFolderAt(text(invocation, 'data') ?? defaultDataFolder()));
    const options = { ...believed.trust, at: timeOption(invocation), ...(role === undefined ? {} : { role }) };
    const files = [await named(path), content === undefined ? null : await named(content)] as const;
    const report = await verify(...files, options).catch((error: unknown) => unreadable(error, invocation.language));
    if ('failure' in report) return report;
    const reported = reportedFile(report, ...files);
    const out = text(invocation, 'report');
    if (out !== undefined) await saveReport(out, await reportPdf(reported, invocation.language), [path, ...(content === undefined ? [] : [content])]);
    return {
      exit: EXIT_OF_CONCLUSION[report.conclusion],
      json: { ...report, file: path },
      text: reportText(reportView(reported, invocation.language)),
    };
  },
};
