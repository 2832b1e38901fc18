import { basename, extname } from 'node:path';
import * as z from 'zod';
import { AppError } from '../../../errors.ts';
import { REPORT_FORMATS, REPORTS } from '../../../hub/membership/report-file.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT, type Invocation, text } from '../command.ts';
import { deliverFiles } from '../deliver-files.ts';
import { choice, required } from '../input.ts';
import { MEMBERSHIP_OPTIONS, MEMBERSHIP_USAGE, onMembership } from '../membership-desk.ts';

const ENCODINGS = ['utf-8', 'shift_jis'] as const;

/** By the name of the file. @throws AppError USAGE_WRONG */
function formatOf(out: string): (typeof REPORT_FORMATS)[number] {
  const format = REPORT_FORMATS.find((each) => `.${each}` === extname(out).toLowerCase());
  if (!format) throw new AppError('USAGE_WRONG', { note: `-o FILE.${REPORT_FORMATS.join('|')}` });
  return format;
}

/** @throws AppError USAGE_WRONG */
function dayOf(invocation: Invocation): string | undefined {
  const day = z.iso.date().optional().safeParse(text(invocation, 'day'));
  if (!day.success) throw new AppError('USAGE_WRONG', { note: '--day YYYY-MM-DD' });
  return day.data;
}

export const command: Command = {
  usage: `membership report -o FILE.csv|FILE.pdf [--what ${REPORTS.join('|')}] [--association CODE] [--day DAY] [--profile ID] [--encoding ${ENCODINGS.join('|')}] ${MEMBERSHIP_USAGE}`,
  options: {
    ...MEMBERSHIP_OPTIONS,
    out: { type: 'string', short: 'o' },
    what: { type: 'string' },
    association: { type: 'string' },
    day: { type: 'string' },
    profile: { type: 'string' },
    encoding: { type: 'string' },
  },
  positionals: { min: 0, max: 0 },
  run: async (invocation) => {
    const out = required(invocation, 'out');
    const { language } = invocation;
    const what = choice(invocation, 'what', REPORTS, 'statistics');
    const { file, rows, problems } = await onMembership(invocation, 'report', {
      what,
      format: formatOf(out),
      encoding: choice(invocation, 'encoding', ENCODINGS, 'utf-8'),
      association: text(invocation, 'association'),
      day: dayOf(invocation),
      profile: text(invocation, 'profile'),
      language,
    });
    const files = await deliverFiles(out, [{ name: basename(out), bytes: Buffer.from(file, 'base64') }]);
    const say = words(language);
    const lines = problems.map(({ line, id, value }) =>
      say('cli.import-problem', { line, problem: say(`membership.import.${id}`, { value }), value }),
    );
    return { exit: EXIT.done, json: { what, files, rows, problems }, text: [say('cli.exported', { count: 1, path: out }), ...lines].join('\n') };
  },
};
