import { openRemoteServices } from '../../../remote-signing/services.ts';
import { words } from '../../../words/words.ts';
import { openAuditedStore } from '../audited-store.ts';
import { type Command, EXIT } from '../command.ts';

export const command: Command = {
  usage: 'remote remove NAME [--data DIR]',
  options: { data: { type: 'string' } },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    await using desk = await openAuditedStore(invocation);
    const { name } = await (await openRemoteServices(desk.store, desk.audit)).remove(invocation.positionals[0] ?? '');
    return { exit: EXIT.done, json: { removed: name }, text: words(invocation.language)('cli.remote-removed', { name }) };
  },
};
