import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { APPLIED, type Effect } from '../../../../main/exchange/inbox/effect.ts';
import type { IncomingEvent } from '../../../../main/exchange/inbox/incoming-event.ts';
import { openInbox } from '../../../../main/exchange/inbox/inbox.ts';
import { HUB, MemoryHub, openDesk } from '../support.ts';

const event = (name = 'card.held', change: Partial<IncomingEvent> = {}): IncomingEvent => ({
  ...{ issuer: HUB, jti: randomUUID(), event: name, feed: 'credential', happenedAt: '2026-11-30T02:00:00.000Z' },
  subject: { format: 'doctor', registration: '123456' },
  payload: { object: 'C1', kind: 'card', state: 'held' },
  ...change,
});

async function openCounting(effect: (told: IncomingEvent) => Promise<Awaited<ReturnType<Effect>>> = async () => APPLIED) {
  const { store } = await openDesk('tokyo');
  let commits = 0;
  /** Leaves a trace in the transaction of the event. */
  const traced: Effect = async (tx, told) => {
    await tx
      .insertInto('setting')
      .values({ name: `done ${told.jti} ${randomUUID()}`, value: '1' })
      .execute();
    return effect(told);
  };
  const committed = async () => {
    commits += 1;
  };
  const inbox = openInbox({ store, effects: { 'card.held': traced, 'card.lost': traced }, committed });
  const traces = async () => (await store.db.selectFrom('setting').select('name').where('name', 'like', 'done %').execute()).length;
  const states = async () => (await store.db.selectFrom('exchange_inbox').select('state').orderBy('state').execute()).map(({ state }) => state);
  return { store, inbox, traces, states, commits: () => commits };
}

describe('an event', () => {
  it('is done once, however often and however close it comes', async () => {
    const { inbox, traces } = await openCounting();
    const one = event();
    expect(await inbox.take([one, one])).toEqual(['applied', 'known']);
    await Promise.all([inbox.take([one]), inbox.take([one])]);
    expect(await traces()).toBe(1);
  });

  it('of another issuer with the same number is another', async () => {
    const { inbox } = await openCounting();
    const one = event();
    expect(await inbox.take([one, { ...one, issuer: `${HUB}/issuers/x` }])).toEqual(['applied', 'applied']);
  });

  it('that meets a fault leaves nothing, waits, holds up no other, and is done later', async () => {
    let broken = true;
    const { inbox, traces, states } = await openCounting(async ({ event: name }) => {
      if (broken && name === 'card.lost') throw new Error('fault');
      return APPLIED;
    });
    expect(await inbox.take([event(), event('card.lost'), event()])).toEqual(['applied', 'waiting', 'applied']);
    expect([await traces(), await states()]).toEqual([2, ['applied', 'applied', 'waiting']]);
    expect(await inbox.retry()).toBe(0);
    broken = false;
    expect(await inbox.retry()).toBe(1);
    expect([await traces(), await states()]).toEqual([3, ['applied', 'applied', 'applied']]);
  });

  it('that waits rests sealed, and only as long as it waits', async () => {
    let waits = true;
    const { store, inbox } = await openCounting(async () => (waits ? { state: 'waiting', because: 'fault' } : APPLIED));
    await inbox.take([event()]);
    const sealed = async () => (await store.db.selectFrom('exchange_inbox').select('sealed').executeTakeFirstOrThrow()).sealed;
    expect(Buffer.from((await sealed())!).includes('123456')).toBe(false);
    waits = false;
    await inbox.retry();
    expect(await sealed()).toBeNull();
  });

  it('without an effect here is taken', async () => {
    const { inbox, traces, commits } = await openCounting();
    expect(await inbox.take([event('card.order.paid')])).toEqual(['applied']);
    expect([await traces(), commits()]).toEqual([0, 1]);
  });
});

it('a link that is left open tells and hears until it is stopped, also after the hub was away', { timeout: 20_000 }, async () => {
  const [sender, receiver] = [await openDesk('authority', 'authority'), await openDesk('tokyo')];
  const hub = new MemoryHub({ authority: sender, tokyo: receiver });
  const ended = new AbortController();
  let away = 2;
  const whole = hub.for('authority');
  const push = (set: string) => (away-- > 0 ? Promise.reject(new Error('away')) : whole.push(set));
  await sender.tellStatus(0, 'lost', 1);
  const running = [sender.linkTo({ ...whole, push }), receiver.linkTo(hub.for('tokyo'))].map((link) => link.always(ended.signal));
  await expect.poll(() => receiver.statusOf(0), { timeout: 15_000 }).toBe('lost');
  ended.abort();
  await Promise.all(running);
  expect((await sender.exchange.view()).peers[0]!.ways.map(({ error }) => error).filter(Boolean)).toEqual([]);
});
