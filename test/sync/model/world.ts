import { sql } from 'kysely';
import type { ListedStatus } from '../../../main/attendance/status-list/format.ts';
import { APPLIED, type Effect, inOrder } from '../../../main/exchange/inbox/effect.ts';
import { type Inbox, openInbox } from '../../../main/exchange/inbox/inbox.ts';
import type { HubPeer } from '../../../main/exchange/link/hub.ts';
import { type Link, openLink } from '../../../main/exchange/link/link.ts';
import { statusChanged } from '../../../main/exchange/rules/status-change.ts';
import { type Desk, HUB, MemoryHub, openDesk } from '../../main/exchange/support.ts';
import { behind, type Fault, Late } from './network.ts';

/** Graver last. */
export const STATUSES = ['good', 'expired', 'superseded', 'held', 'revoked', 'lost'] as const satisfies readonly ListedStatus[];
/** Cards by number: each is of one desk alone, by its remainder. */
export const CARDS = 4;
const NAMES = ['authority', 'other', 'tokyo'] as const;
const TELLERS = 2;
const SCOPES = ['events:read', 'events:write'];
/** Nothing of these databases outlives the process: what costs time on the disk is left out, transactions are as they are. */
const IN_MEMORY = ['locking_mode = EXCLUSIVE', 'journal_mode = MEMORY', 'secure_delete = OFF'];

/** One thing that happens. `desk`, `card` and `which` are any numbers. */
export type Step =
  | { readonly do: 'tell'; readonly card: number; readonly status: ListedStatus; readonly second: number }
  | { readonly do: 'hold'; readonly desk: number }
  | { readonly do: 'exchange'; readonly desk: number; readonly faults: readonly Fault[] }
  | { readonly do: 'exchange-all'; readonly faults: readonly Fault[] }
  | { readonly do: 'arrive'; readonly which: number }
  /** The process is killed: what is on the disk is there, what it was about to acknowledge is forgotten. */
  | { readonly do: 'kill'; readonly desk: number }
  /** The next events meet a fault of the program. */
  | { readonly do: 'stumble'; readonly desk: number; readonly events: number }
  /** The hub comes back out of a backup that knows no acknowledgement. */
  | { readonly do: 'restore' };

/** Faults that are put in, to see that they are found: doubles of one part, everything else as it is. */
export interface Broken {
  readonly hub?: (hub: MemoryHub, desk: string) => Partial<HubPeer>;
  /** Between the desk and its network. */
  readonly peer?: (peer: HubPeer, desk: Desk) => HubPeer;
  readonly inbox?: (inbox: Inbox, desk: Desk) => Inbox;
  readonly effect?: (effect: Effect, desk: Desk) => Effect;
}

interface Seat {
  readonly name: string;
  readonly desk: Desk;
  stumbles: number;
  link: Link | null;
  faults: readonly Fault[];
}

/** Three desks, two of them authorities, whose databases serve one case after the other. */
export async function openWorld() {
  const desks = await Promise.all(NAMES.map((name, index) => openDesk(name, index < TELLERS ? 'authority' : 'association')));
  for (const { store } of desks) for (const pragma of IN_MEMORY) await sql.raw(`PRAGMA ${pragma}`).execute(store.db);

  async function cleared(): Promise<void> {
    for (const { store } of desks) {
      for (const table of ['exchange_outbox', 'exchange_inbox', 'status_change', 'exchange_contact', 'exchange_key'] as const)
        await store.db.deleteFrom(table).execute();
      await store.db.deleteFrom('setting').where('name', 'like', 'done %').execute();
    }
  }

  /** Runs one case from nothing. @returns what everybody should know and what they know */
  async function run(steps: readonly Step[], broken: Broken = {}) {
    await cleared();
    const hub = new MemoryHub(Object.fromEntries(desks.map((desk, index) => [NAMES[index]!, desk])));
    const late = new Late();
    const seats = desks.map((desk, index): Seat => ({ name: NAMES[index]!, desk, stumbles: 0, link: null, faults: [] }));
    const told: Extract<Step, { do: 'tell' }>[] = [];
    let holds = 0;
    let traces = 0;

    function open(seat: Seat): Link {
      const { desk, name } = seat;
      const { store, status } = desk;
      /** Leaves a mark in the transaction of the event, each time that it is done. */
      const trace: Effect = async (tx, { jti }) => {
        if (seat.stumbles > 0) {
          seat.stumbles -= 1;
          throw new Error('a fault of the program');
        }
        traces += 1;
        await tx
          .insertInto('setting')
          .values({ name: `done ${traces} ${jti}`, value: '1' })
          .execute();
        return APPLIED;
      };
      const changed = statusChanged(status);
      const status_changed = inOrder(trace, broken.effect?.(changed, desk) ?? changed);
      const real = openInbox({ store, effects: { 'stop.status_changed': status_changed, 'card.held': trace }, committed: status.changed });
      const inbox = broken.inbox?.(real, desk) ?? real;
      const whole: HubPeer = { ...hub.for(name), ...broken.hub?.(hub, name) };
      const peer: HubPeer = {
        ...whole,
        push: (set) => network(seat, whole).push(set),
        keys: (issuer) => network(seat, whole).keys(issuer),
        poll: (order) => network(seat, whole).poll(order),
      };
      const seen = broken.peer?.(peer, desk) ?? peer;
      return openLink({ store, identity: desk.exchange.identity, inbox, hub: seen, peer: HUB, scopes: SCOPES, refresh: async () => {} });
    }
    function network(seat: Seat, whole: HubPeer): HubPeer {
      const [fault = 'none', ...left] = seat.faults;
      seat.faults = left;
      return behind(whole, [fault], late);
    }
    async function exchange(seat: Seat, faults: readonly Fault[]): Promise<void> {
      seat.faults = faults;
      seat.link ??= open(seat);
      await seat.link.once(new AbortController().signal).catch(() => {});
      seat.faults = [];
    }

    const acts: { readonly [Do in Step['do']]: (step: Extract<Step, { do: Do }>) => unknown } = {
      async tell(step) {
        told.push(step);
        await desks[step.card % TELLERS]!.tellStatus(step.card, step.status, step.second);
      },
      async hold({ desk }) {
        holds += 1;
        await desks[desk % TELLERS]!.tellHeld('123456');
      },
      exchange: ({ desk, faults }) => exchange(seats[desk % seats.length]!, faults),
      'exchange-all': ({ faults }) => Promise.all(seats.map((seat, index) => exchange(seat, [...faults.slice(index), ...faults.slice(0, index)]))),
      arrive: ({ which }) => late.arrive(which),
      kill({ desk }) {
        seats[desk % seats.length]!.link = null;
      },
      stumble({ desk, events }) {
        seats[desk % seats.length]!.stumbles = events;
      },
      restore: () => hub.forget(),
    };
    for (const step of steps) await (acts[step.do] as (step: Step) => unknown)(step);

    // Everything that was held up comes, the program is mended, and the network is whole: all tell and hear, and who told first hears what others told.
    await late.arriveAll();
    for (const seat of seats) seat.stumbles = 0;
    for (const seat of [...seats, ...seats.slice(0, TELLERS - 1)]) await exchange(seat, []);
    const known = await Promise.all(
      desks.map(async ({ store, status, statusOf, received }) => {
        await status.changed();
        const done = await store.db.selectFrom('setting').select('name').where('name', 'like', 'done %').execute();
        return {
          received: (await received()).map(({ jti, state }) => `${jti} ${state === 'superseded' ? 'applied' : state}`),
          done: done.map(({ name }) => name.split(' ')[2]!).toSorted(),
          cards: Array.from({ length: CARDS }, (_, card) => statusOf(card)),
        };
      }),
    );
    const untold = await Promise.all(
      desks.map(({ store }) => store.db.selectFrom('exchange_outbox').select('jti').where('sent_at', 'is', null).execute()),
    );
    return { count: told.length + holds, cards: Array.from({ length: CARDS }, (_, card) => expected(told, card)), untold: untold.flat(), known };
  }
  return { run };
}

/** Of what was told, the latest second; within it what stops a card. */
function expected(told: readonly { readonly card: number; readonly status: ListedStatus; readonly second: number }[], card: number): string {
  const rank = ({ status, second }: (typeof told)[number]) => second * 10 + STATUSES.indexOf(status);
  return told.filter((each) => each.card === card).toSorted((a, b) => rank(b) - rank(a))[0]?.status ?? 'unknown';
}
