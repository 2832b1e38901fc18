import { basename } from 'node:path';
import type { ImportAnswer } from '../../../api/schema/membership.ts';
import { type Language, words } from '../../../words/words.ts';
import { type Command, EXIT, flag, text } from '../command.ts';
import { readNamedFile } from '../input.ts';
import { openVenueDesk, VENUE_OPTIONS } from '../venue-desk.ts';

function textOf({ applied, added, changed, unchanged, gone, problems }: ImportAnswer, language: Language): string {
  const say = words(language);
  const lines = problems.map(({ line, id, value }) => say('cli.import-problem', { line, problem: say(`members.problem.${id}`), value }));
  return [say(applied ? 'cli.imported' : 'cli.import-preview', { added, changed, unchanged, gone, problems: problems.length }), ...lines].join('\n');
}

export const command: Command = {
  usage: 'attendance import-members FILE [--association NAME | --booking SEMINAR] [--profile ID] [--preview] [--data DIR]',
  options: {
    ...VENUE_OPTIONS,
    association: { type: 'string' },
    booking: { type: 'string' },
    profile: { type: 'string' },
    preview: { type: 'boolean' },
  },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    const [path = ''] = invocation.positionals;
    const bytes = await readNamedFile(path);
    const [association, seminar, profile] = ['association', 'booking', 'profile'].map((name) => text(invocation, name));
    await using desk = await openVenueDesk(invocation);
    const answer = await desk.venue.people.import({
      bytes,
      fileName: basename(path),
      kind: seminar === undefined ? 'members' : 'booking',
      ...(association !== undefined && { association }),
      ...(seminar !== undefined && { seminar }),
      ...(profile !== undefined && { profile }),
      apply: !flag(invocation, 'preview'),
    });
    return { exit: EXIT.done, json: answer, text: textOf(answer, invocation.language) };
  },
};
