import { AppError } from '../../../errors.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT, flag, text } from '../command.ts';
import { openDesk } from '../desk.ts';
import { FILTER_OPTIONS, FILTER_USAGE, filtersOf } from '../documents.ts';
import { choice, required } from '../input.ts';

export const command: Command = {
  usage: `documents export -o DIR [--search WORDS] ${FILTER_USAGE} [--index csv|xlsx] [--reports] [--data DIR]`,
  options: {
    ...FILTER_OPTIONS,
    out: { type: 'string', short: 'o' },
    search: { type: 'string' },
    index: { type: 'string' },
    reports: { type: 'boolean' },
    data: { type: 'string' },
  },
  positionals: { min: 0, max: 0 },
  run: async (invocation) => {
    const out = required(invocation, 'out');
    const format = choice(invocation, 'index', ['csv', 'xlsx'], 'xlsx');
    const selection = { text: text(invocation, 'search') ?? '', filters: filtersOf(invocation) };
    await using desk = await openDesk(invocation);
    const order = { selection, format, reports: flag(invocation, 'reports'), language: invocation.language };
    for await (const { result } of desk.application.library.export(order, out, invocation.signal)) {
      if (!result) continue;
      const missing = result.missing.length;
      return {
        // Documents that should have come along and did not are told by the status too.
        exit: missing === 0 ? EXIT.done : EXIT.negative,
        json: result,
        text: words(invocation.language)('cli.documents-exported', { ...result, missing }),
      };
    }
    throw new AppError('FILE_UNWRITABLE', { path: out });
  },
};
