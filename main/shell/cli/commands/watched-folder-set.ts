import { resolve } from 'node:path';
import { words } from '../../../words/words.ts';
import { type Command, EXIT } from '../command.ts';
import { openDesk } from '../desk.ts';

/** `off` watches nothing; a folder of that name is `./off`. */
export const command: Command = {
  usage: 'watched-folder set DIR|off [--data DIR]',
  options: { data: { type: 'string' } },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    await using desk = await openDesk(invocation);
    const wanted = invocation.positionals[0]!;
    const { folder } = await desk.application.watchedFolder.set(wanted === 'off' ? null : { folder: resolve(wanted) });
    const say = words(invocation.language);
    return { exit: EXIT.done, json: { folder }, text: folder === null ? say('cli.watched-off') : say('cli.watched-set', { folder }) };
  },
};
