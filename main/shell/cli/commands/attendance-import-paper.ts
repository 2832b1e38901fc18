import { words } from '../../../words/words.ts';
import { type Command, EXIT } from '../command.ts';
import { readNamedFile, required } from '../input.ts';
import { openVenueDesk, VENUE_OPTIONS } from '../venue-desk.ts';

export const command: Command = {
  usage: 'attendance import-paper SEMINAR FILE --by NAME [--data DIR]',
  options: { ...VENUE_OPTIONS, by: { type: 'string' } },
  positionals: { min: 2, max: 2 },
  run: async (invocation) => {
    const [seminar = '', path = ''] = invocation.positionals;
    const by = required(invocation, 'by');
    const bytes = await readNamedFile(path);
    await using desk = await openVenueDesk(invocation);
    const answer = await desk.venue.importPaper(seminar, bytes, by);
    const { added, refused } = answer;
    return {
      exit: refused.length === 0 ? EXIT.done : EXIT.negative,
      json: answer,
      text: words(invocation.language)('cli.paper-imported', { added, refused: refused.length }),
    };
  },
};
