import { countRequests, listRequests, REQUEST_FILTERS } from '../../../prescriptions/terminal/request-list.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT } from '../command.ts';
import { openAuditedStore } from '../audited-store.ts';
import { choice } from '../input.ts';
import { requestText } from '../request-text.ts';

const MOST = 1000;

/** What was given to the service and what it answered; nothing is looked for. Something that a person must look at: 1. */
export const command: Command = {
  usage: 'prescription requests [--filter all|open|attention|accepted] [--data DIR]',
  options: { filter: { type: 'string' }, data: { type: 'string' } },
  positionals: { min: 0, max: 0 },
  run: async (invocation) => {
    const filter = choice(invocation, 'filter', REQUEST_FILTERS, 'all');
    await using opened = await openAuditedStore(invocation);
    const { requests, total } = await listRequests(opened.store, { filter, issue: null, offset: 0, limit: MOST });
    const { attention } = await countRequests(opened.store);
    const lines = requests.map((request) => requestText(request, invocation));
    const text = lines.length === 0 ? words(invocation.language)('requests.cli.none') : lines.join('\n');
    return { exit: attention > 0 ? EXIT.negative : EXIT.done, json: { requests, total, attention }, text };
  },
};
