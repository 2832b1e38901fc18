import { dayInJapan } from '../../../day-in-japan.ts';
import { searchDrugs, searchUsages } from '../../../prescriptions/masters/search.ts';
import { words } from '../../../words/words.ts';
import { openAuditedStore } from '../audited-store.ts';
import { type Command, EXIT } from '../command.ts';
import { choice } from '../input.ts';

const KINDS = { drug: searchDrugs, usage: searchUsages } as const;

export const command: Command = {
  usage: 'prescription masters search TEXT [--kind drug|usage] [--data DIR]',
  options: { kind: { type: 'string' }, data: { type: 'string' } },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    const kind = choice(invocation, 'kind', ['drug', 'usage'], 'drug');
    await using desk = await openAuditedStore(invocation);
    const found = await KINDS[kind](desk.store.db, invocation.positionals[0]!, dayInJapan(Date.now()));
    const say = words(invocation.language);
    const lines = found.map(
      ({ code, name, demonstration }) => `${code}  ${name}${demonstration ? `  ${say('prescription.masters.demonstration')}` : ''}`,
    );
    return { exit: found.length > 0 ? EXIT.done : EXIT.negative, json: { found }, text: lines.join('\n') || say('prescription.masters.nothing') };
  },
};
