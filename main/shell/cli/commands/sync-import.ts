import { words } from '../../../words/words.ts';
import { type Command, EXIT, text } from '../command.ts';
import { EXCHANGE_OPTIONS, openExchangeDesk } from '../exchange-desk.ts';
import { readNamedFile } from '../input.ts';

/** Takes a signed file of events as if they had come over the network. */
export const command: Command = {
  usage: 'sync import FILE [--fingerprint THUMBPRINT] [--data DIR]',
  options: { ...EXCHANGE_OPTIONS, fingerprint: { type: 'string' } },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    const bytes = await readNamedFile(invocation.positionals[0] ?? '');
    await using desk = await openExchangeDesk(invocation);
    const answer = await desk.exchange.import(bytes, text(invocation, 'fingerprint'));
    const { count, fresh, waiting, from } = answer;
    return { exit: EXIT.done, json: answer, text: words(invocation.language)('cli.sync-imported', { count, fresh, waiting, from }) };
  },
};
