import { words } from '../../../words/words.ts';
import { type Command, EXIT } from '../command.ts';
import { openDesk } from '../desk.ts';

export const command: Command = {
  usage: 'batch close BATCH [--data DIR]',
  options: { data: { type: 'string' } },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    await using desk = await openDesk(invocation);
    const batch = invocation.positionals[0]!;
    const items = await desk.application.batches.items(batch);
    await desk.application.jobs.close(batch);
    const unsigned = items.filter(({ state }) => state !== 'done').map(({ name }) => name);
    const say = words(invocation.language);
    return { exit: EXIT.done, json: { batch, unsigned }, text: [say('cli.batch-closed', { count: unsigned.length }), ...unsigned].join('\n') };
  },
};
