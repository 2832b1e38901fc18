import { words } from '../../../words/words.ts';
import { type Command, EXIT } from '../command.ts';
import { readNamedFile } from '../input.ts';
import { readPassphrase } from '../passphrase.ts';
import { openVenueDesk, VENUE_OPTIONS } from '../venue-desk.ts';

export const command: Command = {
  usage: 'attendance merge FILE --passphrase-stdin [--data DIR]',
  options: { ...VENUE_OPTIONS, 'passphrase-stdin': { type: 'boolean' } },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    const bytes = await readNamedFile(invocation.positionals[0] ?? '');
    const passphrase = await readPassphrase(invocation);
    await using desk = await openVenueDesk(invocation);
    const answer = await desk.venue.merge(bytes, passphrase);
    const { added, known, refused, forks } = answer;
    const sound = refused === 0 && forks.length === 0;
    return {
      exit: sound ? EXIT.done : EXIT.negative,
      json: answer,
      text: words(invocation.language)('cli.merged', { added, known, refused, forks: forks.length }),
    };
  },
};
