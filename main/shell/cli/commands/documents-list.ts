import { EXIT, type Command } from '../command.ts';
import { openDesk } from '../desk.ts';
import { FILTER_OPTIONS, FILTER_USAGE, filtersOf, firstDocuments, limitOf, listOutcome } from '../documents.ts';

export const command: Command = {
  usage: `documents list ${FILTER_USAGE} [--limit N] [--data DIR]`,
  options: { ...FILTER_OPTIONS, limit: { type: 'string' }, data: { type: 'string' } },
  positionals: { min: 0, max: 0 },
  run: async (invocation) => {
    const [filters, limit] = [filtersOf(invocation), limitOf(invocation)];
    await using desk = await openDesk(invocation);
    // An empty list is an answer like any other.
    return { ...listOutcome(await firstDocuments(desk.application.library, { text: '', filters }, limit), invocation), exit: EXIT.done };
  },
};
