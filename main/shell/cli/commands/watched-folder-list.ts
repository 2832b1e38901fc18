import { setTimeout as wait } from 'node:timers/promises';
import { asOperationAborted, unlessAborted } from '../../../../card/transports/unless-aborted.ts';
import { SETTLED_MS } from '../../../watched-folder/folder-scan.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT } from '../command.ts';
import { openDesk } from '../desk.ts';
import { outcomeOf } from '../failure.ts';

/** What waits in the watched folder; two looks apart tell what is complete. */
export const command: Command = {
  usage: 'watched-folder list [--data DIR]',
  options: { data: { type: 'string' } },
  positionals: { min: 0, max: 0 },
  run: async (invocation) => {
    await using desk = await openDesk(invocation);
    const { watchedFolder } = desk.application;
    const say = words(invocation.language);
    const given = asOperationAborted(invocation.signal);
    const look = () => unlessAborted(watchedFolder.look(), given);
    const first = await look();
    if (first.folder === null) return { exit: EXIT.done, json: first, text: say('cli.watched-off') };
    await unlessAborted(wait(SETTLED_MS), given);
    const view = await look();
    if (view.failure) return outcomeOf(view.failure, invocation.language);
    const { folder, files, more, unfit, signed, aside } = view;
    const lines = [
      say('cli.watched', { folder: folder ?? '', count: files.length + more, signed, aside }),
      ...files.map(({ name }) => name),
      ...unfit.map(({ name, failure }) => `${name}: ${say(`errors.${failure.code}.heading`)}`),
    ];
    return { exit: EXIT.done, json: view, text: lines.join('\n') };
  },
};
