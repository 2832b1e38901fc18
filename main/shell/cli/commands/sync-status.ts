import type { ExchangeView } from '../../../exchange/view/view.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT, type Invocation } from '../command.ts';
import { EXCHANGE_OPTIONS, openExchangeDesk } from '../exchange-desk.ts';

function linesOf(
  { hub, peers, waiting, refused, held, disagreements, members, thumbprint }: ExchangeView,
  { language }: Invocation,
): readonly string[] {
  const say = words(language);
  return [
    say('cli.sync-desk', { hub: hub?.url ?? '—', thumbprint }),
    ...peers.flatMap(({ peer, ways }) =>
      ways.map(({ feed, way, lastContact, newest, error }) =>
        say('cli.sync-way', { peer, feed, way: say(`cli.sync-ways.${way}`), contact: lastContact ?? '—', newest: newest ?? '—', error: error ?? '' }),
      ),
    ),
    ...waiting.map(({ feed, count, since }) => say('cli.sync-waiting', { feed, count, since })),
    ...refused.map(({ event, because }) => say('cli.sync-refused', { event, because })),
    ...held.map(({ because, count }) => say('cli.sync-held', { because: say(`cli.sync-because.${because}`), count })),
    say('cli.sync-members', { count: members.count, at: members.wholeAt ?? '—' }),
    ...(disagreements > 0 ? [say('cli.sync-disagreements', { count: disagreements })] : []),
  ];
}

/** Where the exchange with others stands; nobody is asked. */
export const command: Command = {
  usage: 'sync status [--data DIR]',
  options: EXCHANGE_OPTIONS,
  positionals: { min: 0, max: 0 },
  run: async (invocation) => {
    await using desk = await openExchangeDesk(invocation);
    const view = await desk.exchange.view();
    return { exit: view.refused.length > 0 ? EXIT.negative : EXIT.done, json: view, text: linesOf(view, invocation).join('\n') };
  },
};
