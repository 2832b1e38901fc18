import { verifyAudit } from '../../../audit/verify.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT } from '../command.ts';
import { openDesk } from '../desk.ts';

export const command: Command = {
  usage: 'audit verify [--data DIR]',
  options: { data: { type: 'string' } },
  positionals: { min: 0, max: 0 },
  run: async (invocation) => {
    await using desk = await openDesk(invocation);
    const result = await verifyAudit(desk.application.store);
    const say = words(invocation.language);
    return {
      exit: result.intact ? EXIT.done : EXIT.negative,
      json: result,
      text: result.intact ? say('cli.audit-intact', result) : say('cli.audit-broken', result),
    };
  },
};
