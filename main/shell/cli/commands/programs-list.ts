import { openCallers } from '../../../programs/callers.ts';
import { words } from '../../../words/words.ts';
import { openAuditedStore } from '../audited-store.ts';
import { type Command, EXIT } from '../command.ts';

export const command: Command = {
  usage: 'programs list [--data DIR]',
  options: { data: { type: 'string' } },
  positionals: { min: 0, max: 0 },
  run: async (invocation) => {
    await using desk = await openAuditedStore(invocation);
    const callers = (await openCallers(desk.store, desk.audit)).list;
    const lines = callers.map(({ id, name, origin, permissions, usedAt }) => {
      const allowed = Object.entries(permissions).map(([kind, permission]) => `${kind}=${permission}`);
      return [id, name, origin ?? '-', allowed.join(' '), usedAt ?? '-'].join('\t');
    });
    return { exit: EXIT.done, json: { callers }, text: lines.join('\n') || words(invocation.language)('cli.programs-none') };
  },
};
