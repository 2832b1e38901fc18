import { words } from '../../../words/words.ts';
import { type Command, EXIT } from '../command.ts';
import { openDesk } from '../desk.ts';

export const command: Command = {
  usage: 'batch list [--data DIR]',
  options: { data: { type: 'string' } },
  positionals: { min: 0, max: 0 },
  run: async (invocation) => {
    await using desk = await openDesk(invocation);
    const batches = await desk.application.batches.list();
    const say = words(invocation.language);
    const lines = batches.map(({ id, total, done, failed, waiting, stoppedBy, until }) => {
      const stopped = stoppedBy ? `errors.${stoppedBy.code}.heading` : 'cli.batch-cut-off';
      return say('cli.batch', {
        id,
        total,
        done,
        failed,
        waiting,
        reason: say(waiting === 0 && until === 'closed' ? 'sign.batch.bring-out' : stopped),
      });
    });
    return { exit: EXIT.done, json: { batches }, text: lines.length === 0 ? say('cli.batch-none') : lines.join('\n') };
  },
};
