import { openRemoteServices } from '../../../remote-signing/services.ts';
import { words } from '../../../words/words.ts';
import { openAuditedStore } from '../audited-store.ts';
import { type Command, EXIT } from '../command.ts';

export const command: Command = {
  usage: 'remote list [--data DIR]',
  options: { data: { type: 'string' } },
  positionals: { min: 0, max: 0 },
  run: async (invocation) => {
    await using desk = await openAuditedStore(invocation);
    const services = (await openRemoteServices(desk.store, desk.audit)).list;
    const lines = services.map(({ name, base, clientId, signInHost }) => [name, base, clientId, signInHost ?? ''].join('\t').trimEnd());
    return { exit: EXIT.done, json: { services }, text: lines.join('\n') || words(invocation.language)('cli.remote-none') };
  },
};
