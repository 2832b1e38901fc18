import { words } from '../../../words/words.ts';
import { type Command, EXIT, text } from '../command.ts';
import { readNamedFile } from '../input.ts';
import { openVenueDesk, VENUE_OPTIONS } from '../venue-desk.ts';

export const command: Command = {
  usage: 'attendance import-status FILE [--fingerprint THUMBPRINT] [--data DIR]',
  options: { ...VENUE_OPTIONS, fingerprint: { type: 'string' } },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    const bytes = await readNamedFile(invocation.positionals[0] ?? '');
    await using desk = await openVenueDesk(invocation);
    const view = await desk.venue.status.import(bytes, text(invocation, 'fingerprint'));
    const { version, issuedAt, entries } = view;
    return { exit: EXIT.done, json: view, text: words(invocation.language)('cli.status-imported', { version, issuedAt, entries }) };
  },
};
