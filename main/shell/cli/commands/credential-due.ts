import { queuePage } from '../../../credentials/work/queue.ts';
import { words } from '../../../words/words.ts';
import { AUTHORITY_OPTIONS, AUTHORITY_USAGE, sitAt } from '../authority-desk.ts';
import { type Command, EXIT, text } from '../command.ts';

const MOST = 200;

/** What waits, in the order in which it should be done. */
export const command: Command = {
  usage: `credential due [--queue QUEUE] [--association CODE] [--confirm-day YYYY-MM-DD] ${AUTHORITY_USAGE}`,
  options: { ...AUTHORITY_OPTIONS, queue: { type: 'string' }, association: { type: 'string' }, 'confirm-day': { type: 'string' } },
  positionals: { min: 0, max: 0 },
  run: async (invocation) => {
    await using desk = await sitAt(invocation);
    const day = text(invocation, 'confirm-day');
    if (day !== undefined) await desk.seat.confirmDay(day);
    const order = { queue: text(invocation, 'queue') ?? null, association: text(invocation, 'association') ?? null, after: null, limit: MOST };
    const page = await queuePage(desk.authority.parts, desk.acting, order);
    const say = words(invocation.language);
    const lines = page.rows.map(({ due, object, kind, queue, name }) =>
      say('cli.credential-due', { due, object, name, step: say(`credentials.transition.${kind}.${queue.slice(kind.length + 1)}`) }),
    );
    const doubt = page.doubt ? [say('cli.credential-day-in-doubt', page.doubt)] : [];
    return { exit: EXIT.done, json: page, text: [...doubt, lines.join('\n') || say('cli.credential-nothing-due')].join('\n') };
  },
};
