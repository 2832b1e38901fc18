import { verifyAudit } from '../../../audit/verify.ts';
import { defaultDataFolder } from '../../../store/data-folder.ts';
import { openStoreForReading } from '../../../store/store.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT, text } from '../command.ts';

export const command: Command = {
  usage: 'audit verify [--data DIR]',
  options: { data: { type: 'string' } },
  positionals: { min: 0, max: 0 },
  run: async (invocation) => {
    await using store = await openStoreForReading({ folder: text(invocation, 'data') ?? defaultDataFolder() });
    const result = await verifyAudit(store);
    const say = words(invocation.language);
    return {
      exit: result.intact ? EXIT.done : EXIT.negative,
      json: result,
      text: result.intact ? say('cli.audit-intact', result) : say('cli.audit-broken', result),
    };
  },
};
