import { AppError } from '../../../errors.ts';
import { openCallers } from '../../../programs/callers.ts';
import { words } from '../../../words/words.ts';
import { openAuditedStore } from '../audited-store.ts';
import { type Command, EXIT } from '../command.ts';

export const command: Command = {
  usage: 'programs remove ID [--data DIR]',
  options: { data: { type: 'string' } },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    const id = invocation.positionals[0] ?? '';
    await using desk = await openAuditedStore(invocation);
    const callers = await openCallers(desk.store, desk.audit);
    const caller = callers.list.find((known) => known.id === id);
    if (!caller) throw new AppError('PROGRAM_UNKNOWN', { id });
    await callers.remove(id);
    return { exit: EXIT.done, json: { removed: id }, text: words(invocation.language)('cli.programs-removed', { name: caller.name }) };
  },
};
