import type { Command } from '../command.ts';
import { openDesk } from '../desk.ts';
import { FILTER_OPTIONS, FILTER_USAGE, filtersOf, firstDocuments, limitOf, listOutcome } from '../documents.ts';

export const command: Command = {
  usage: `documents search WORDS ${FILTER_USAGE} [--limit N] [--data DIR]`,
  options: { ...FILTER_OPTIONS, limit: { type: 'string' }, data: { type: 'string' } },
  positionals: { min: 1, max: 10 },
  run: async (invocation) => {
    const [filters, limit] = [filtersOf(invocation), limitOf(invocation)];
    await using desk = await openDesk(invocation);
    return listOutcome(await firstDocuments(desk.application.library, { text: invocation.positionals.join(' '), filters }, limit), invocation);
  },
};
