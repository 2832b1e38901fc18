import { openMasters } from '../../../prescriptions/masters/masters.ts';
import { words } from '../../../words/words.ts';
import { openAuditedStore } from '../audited-store.ts';
import { type Command, EXIT } from '../command.ts';
import { masterText } from '../master-text.ts';

export const command: Command = {
  usage: 'prescription masters list [--data DIR]',
  options: { data: { type: 'string' } },
  positionals: { min: 0, max: 0 },
  run: async (invocation) => {
    await using desk = await openAuditedStore(invocation);
    const masters = await openMasters(desk).list();
    const lines = masters.map((master) => masterText(master, invocation.language));
    return { exit: EXIT.done, json: { masters }, text: lines.join('\n') || words(invocation.language)('prescription.masters.none') };
  },
};
