import type { PaperAnswer } from '../../../attendance/venue/paper.ts';
import { AppError } from '../../../errors.ts';
import { type Language, words } from '../../../words/words.ts';
import { type Command, EXIT, text } from '../command.ts';
import { readNamedFile, required } from '../input.ts';
import { openVenueDesk, VENUE_OPTIONS } from '../venue-desk.ts';

/** Numbers of lines, apart by commas. @throws AppError USAGE_WRONG */
function linesOf(given: string | undefined): readonly number[] {
  if (given !== undefined && !/^\d{1,9}(,\d{1,9})*$/.test(given)) throw new AppError('USAGE_WRONG', { note: '--confirm LINE,LINE' });
  return given === undefined ? [] : given.split(',').map(Number);
}

function textOf({ added, refused }: PaperAnswer, language: Language): string {
  const say = words(language);
  const lines = refused.map(({ line, code, held }) =>
    say('cli.import-problem', { line, problem: say(`members.problem.${code}`), value: held ?? '' }),
  );
  return [say('cli.paper-imported', { added, refused: refused.length }), ...lines].join('\n');
}

export const command: Command = {
  usage: 'attendance import-paper SEMINAR FILE --by NAME [--confirm LINE,LINE,...] [--data DIR]',
  options: { ...VENUE_OPTIONS, by: { type: 'string' }, confirm: { type: 'string' } },
  positionals: { min: 2, max: 2 },
  run: async (invocation) => {
    const [seminar = '', path = ''] = invocation.positionals;
    const by = required(invocation, 'by');
    const confirmed = linesOf(text(invocation, 'confirm'));
    const bytes = await readNamedFile(path);
    await using desk = await openVenueDesk(invocation);
    const answer = await desk.venue.importPaper(seminar, { bytes, by, confirmed });
    return { exit: answer.refused.length === 0 ? EXIT.done : EXIT.negative, json: answer, text: textOf(answer, invocation.language) };
  },
};
