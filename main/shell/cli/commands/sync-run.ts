import { AppError } from '../../../errors.ts';
import type { Exchange } from '../../../exchange/exchange.ts';
import { hubAddress } from '../../../exchange/link/http-hub.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT, flag, type Invocation, text } from '../command.ts';
import { EXCHANGE_OPTIONS, type ExchangeDesk, openExchangeDesk } from '../exchange-desk.ts';
import { readNamedFile } from '../input.ts';

/**
 * The exchange of a desk that a hub knows: it is made known where a code says so; otherwise the hub that is named must be the one that knows it.
 * @throws AppError EXCHANGE_NOT_ENROLLED, ENROLMENT_REFUSED
 */
async function enrolled({ running, exchange }: ExchangeDesk, invocation: Invocation): Promise<Exchange> {
  const [url, code] = ['hub', 'code'].map((option) => text(invocation, option));
  if (code !== undefined) {
    if (url === undefined) throw new AppError('USAGE_WRONG', { note: '--hub' });
    await running.enrol({ url, code, name: text(invocation, 'name') ?? (await running.view()).suggestedName });
    return running.exchange();
  }
  const known = exchange.identity.enrolment?.url;
  if (known === undefined || (url !== undefined && hubAddress(url) !== known)) throw new AppError('EXCHANGE_NOT_ENROLLED');
  return exchange;
}

/** Exchanges events with the hub: once, or until the command is stopped. */
export const command: Command = {
  usage: 'sync run [--once] [--hub URL] [--code CODE] [--name NAME] [--status-list FILE] [--again] [--data DIR]',
  options: {
    ...EXCHANGE_OPTIONS,
    once: { type: 'boolean' },
    hub: { type: 'string' },
    code: { type: 'string' },
    name: { type: 'string' },
    'status-list': { type: 'string' },
    again: { type: 'boolean' },
  },
  positionals: { min: 0, max: 0 },
  run: async (invocation) => {
    const list = text(invocation, 'status-list');
    const file = list === undefined ? null : await readNamedFile(list);
    await using desk = await openExchangeDesk(invocation);
    const exchange = await enrolled(desk, invocation);
    const say = words(invocation.language);
    if (file) await exchange.publishStatusList(file);
    if (flag(invocation, 'again')) await exchange.forgive();
    const link = exchange.link();
    if (!flag(invocation, 'once')) {
      invocation.say(say('cli.sync-running', { hub: exchange.identity.enrolment!.url }));
      await link.always(invocation.signal);
    }
    const passed = flag(invocation, 'once') ? await link.once(invocation.signal) : null;
    const view = await exchange.view();
    return {
      exit: view.refused.length > 0 ? EXIT.negative : EXIT.done,
      json: { ...passed, view },
      text: passed ? say('cli.sync-passed', { ...passed }) : say('cli.sync-stopped'),
    };
  },
};
