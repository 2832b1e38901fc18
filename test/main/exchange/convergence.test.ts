import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ListedStatus } from '../../../main/attendance/status-list/format.ts';
import type { HubPeer } from '../../../main/exchange/link/hub.ts';
import { type Desk, MemoryHub, openDesk } from './support.ts';

const STATUSES = ['good', 'expired', 'superseded', 'held', 'revoked', 'lost'] as const satisfies readonly ListedStatus[];
const NEVER = new AbortController().signal;

/** What a network does to one call: nothing, loses it on the way there or back, delivers it twice, or turns the order of what comes. */
type Fault = 'none' | 'lost' | 'answer-lost' | 'twice' | 'turned';
const fault = fc.constantFrom<Fault>('none', 'lost', 'answer-lost', 'twice', 'turned');
const desk = fc.constantFrom(0, 1);

const step = fc.oneof(
  fc.record({ do: fc.constant('tell' as const), desk, card: fc.nat(2), status: fc.constantFrom(...STATUSES), second: fc.nat(5) }),
  fc.record({ do: fc.constant('send' as const), desk, faults: fc.array(fault, { minLength: 1, maxLength: 4 }) }),
  fc.record({ do: fc.constant('read' as const), desk, faults: fc.array(fault, { minLength: 1, maxLength: 4 }) }),
  // The process is killed: what was to be acknowledged is forgotten, what is on the disk is there.
  fc.record({ do: fc.constant('kill' as const), desk }),
);

/** A hub behind a network with these faults, one after the other; then it is whole. */
function behind(hub: HubPeer, faults: readonly Fault[]): HubPeer {
  const left = [...faults];
  async function through<T>(call: () => Promise<T>): Promise<T> {
    const present = left.shift() ?? 'none';
    if (present === 'lost') throw new Error('lost');
    const answer = await call();
    if (present === 'twice') return call();
    if (present === 'answer-lost') throw new Error('answer lost');
    if (present === 'turned' && answer && typeof answer === 'object' && 'sets' in answer)
      return { ...answer, sets: Object.fromEntries(Object.entries(answer.sets as object).reverse()) };
    return answer;
  }
  return { ...hub, push: (set) => through(() => hub.push(set)), poll: (order) => through(() => hub.poll(order)) };
}

/** Of what was told, the latest second; within it what stops a card (`STATUSES` rises by gravity). */
function expected(told: readonly { readonly card: number; readonly status: ListedStatus; readonly second: number }[], card: number): string {
  const rank = ({ status, second }: (typeof told)[number]) => second * 10 + STATUSES.indexOf(status);
  return told.filter((each) => each.card === card).toSorted((a, b) => rank(b) - rank(a))[0]?.status ?? 'unknown';
}

async function clear({ store }: Desk): Promise<void> {
  for (const table of ['exchange_outbox', 'exchange_inbox', 'status_change', 'exchange_contact'] as const) await store.db.deleteFrom(table).execute();
}

it('whatever the network does and whoever is killed, everything arrives once and everybody knows the same', { timeout: 240_000 }, async () => {
  const senders = [await openDesk('authority', 'authority'), await openDesk('other', 'authority')] as const;
  const receivers = [await openDesk('tokyo'), await openDesk('osaka')] as const;
  const names = ['tokyo', 'osaka'];
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
      for (const each of [...senders, ...receivers]) await clear(each);
      const hub = new MemoryHub({ authority: senders[0], other: senders[1], tokyo: receivers[0], osaka: receivers[1] });
      const told: { card: number; status: ListedStatus; second: number }[] = [];
      for (const each of steps) {
        if (each.do === 'tell') {
          // A card is of one authority alone.
          await senders[each.card % 2]!.tellStatus(each.card, each.status, each.second);
          told.push(each);
        }
        const [own, name] =
          each.do === 'send' ? [senders[each.desk]!, ['authority', 'other'][each.desk]!] : [receivers[each.desk]!, names[each.desk]!];
        if (each.do === 'send' || each.do === 'read')
          await own
            .linkTo(behind(hub.for(name), each.faults))
            .once(NEVER)
            .catch(() => {});
        if (each.do === 'kill') hub.forget();
      }
      for (const [index, sender] of senders.entries()) await sender.linkTo(hub.for(['authority', 'other'][index]!)).once(NEVER);
      for (const [index, receiver] of receivers.entries()) await receiver.linkTo(hub.for(names[index]!)).once(NEVER);
      for (const receiver of receivers) {
        await receiver.status.changed();
        const received = await receiver.received();
        expect(received.map(({ jti }) => jti).toSorted()).toEqual(hub.events.map(({ jti }) => jti).toSorted());
        expect(received).toHaveLength(told.length);
        expect([0, 1, 2].map(receiver.statusOf)).toEqual([0, 1, 2].map((card) => expected(told, card)));
      }
      expect(await receivers[0].received()).toHaveLength((await receivers[1].received()).length);
    }),
    { numRuns: 400 },
  );
});
