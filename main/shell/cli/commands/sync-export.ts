import { words } from '../../../words/words.ts';
import { type Command, EXIT, flag } from '../command.ts';
import { deliverFiles } from '../deliver-files.ts';
import { EXCHANGE_OPTIONS, openExchangeDesk } from '../exchange-desk.ts';
import { required } from '../input.ts';

/** Events as one signed file, for whom no network reaches. */
export const command: Command = {
  usage: 'sync export -o FILE --for hub|authority|ASSOCIATION [--again] [--data DIR]',
  options: { ...EXCHANGE_OPTIONS, out: { type: 'string', short: 'o' }, for: { type: 'string' }, again: { type: 'boolean' } },
  positionals: { min: 0, max: 0 },
  run: async (invocation) => {
    const [out, peer] = [required(invocation, 'out'), required(invocation, 'for')];
    await using desk = await openExchangeDesk(invocation);
    const { exchange } = desk;
    const { file, count, delivered } = await exchange.export({ peer, again: flag(invocation, 'again') });
    const [path] = await deliverFiles(out, [{ name: `events-${file.length}.hpki-events`, bytes: file }]);
    await delivered();
    const { kid: thumbprint } = exchange.identity.key;
    return {
      exit: EXIT.done,
      json: { file: path, count, thumbprint },
      text: words(invocation.language)('cli.sync-exported', { count, path: path ?? out, thumbprint }),
    };
  },
};
