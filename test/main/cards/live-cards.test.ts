import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CardError } from '../../../card/errors.ts';
import type { ReaderService, ReaderSnapshot, ReaderState } from '../../../card/reader.ts';
import type { CardsView } from '../../../main/api/schema/card.ts';
import { type CardContent, type LiveCards, watchCards } from '../../../main/cards/live-cards.ts';
import { Latest } from '../../../main/latest.ts';

const EMPTY: ReaderState = { name: 'R', transport: 'virtual', card: false, atr: null, insertion: null, busy: false };
const withCard = (insertion: string, busy = false): ReaderState => ({ ...EMPTY, card: true, atr: Uint8Array.of(0x3b, 0x80), insertion, busy });
const APPLICATIONS: CardContent['applications'] = [{ aid: 'E8', kind: 'signature', pinTriesLeft: 15, certificate: null, failure: null }];

let snapshots: Latest<ReaderSnapshot>;
let readings: { reader: ReaderState; signal: AbortSignal; finish: (error?: unknown) => void }[];
let cards: LiveCards;

/** A service whose events the test makes, and readings that the test ends. */
beforeEach(() => {
  snapshots = new Latest<ReaderSnapshot>({ service: 'running', readers: [] });
  readings = [];
  const service = { watch: (signal: AbortSignal) => snapshots.watch(signal) } as Partial<ReaderService> as ReaderService;
  const read = (reader: ReaderState, signal: AbortSignal) =>
    new Promise<CardContent['applications']>((resolve, reject) => {
      readings.push({ reader, signal, finish: (error) => (error ? reject(error) : resolve(APPLICATIONS)) });
    });
  cards = watchCards({ service, read });
});
afterEach(async () => {
  for (const { finish } of readings) finish();
  await cards[Symbol.asyncDispose]();
});

const event = async (readers: readonly ReaderState[], service: ReaderSnapshot['service'] = 'running') => {
  snapshots.set({ service, readers });
  await settled();
};
/** Everything that was under way without waiting for time. */
const settled = () => new Promise((resolve) => setImmediate(resolve));
const brief = ({ service, readers }: CardsView) => [
  service,
  ...readers.map(({ name, state, busy, failure }) => [name, state, ...(busy ? ['busy'] : []), ...(failure ? [failure.code] : [])].join(' ')),
];
const finish = async (error?: unknown) => {
  readings.at(-1)!.finish(error);
  await settled();
};

describe('live cards', () => {
  it('follows a card from the empty reader to the holder and away, one reading per insertion', async () => {
    const seen: string[][] = [brief(cards.view)];
    for (const step of [
      () => event([EMPTY]),
      () => event([withCard('1')]),
      () => finish(),
      () => event([withCard('1')]),
      () => event([EMPTY]),
      () => event([withCard('2')]),
      () => event([]),
      () => event([], 'absent'),
    ]) {
      await step();
      seen.push(brief(cards.view));
    }
    expect(seen).toEqual([
      ['running'],
      ['running', 'R empty'],
      ['running', 'R reading'],
      ['running', 'R hpki'],
      ['running', 'R hpki'],
      ['running', 'R empty'],
      ['running', 'R reading'],
      ['running'],
      ['absent'],
    ]);
    expect(readings.map(({ reader }) => reader.insertion)).toEqual(['1', '2']);
    expect(readings.map(({ signal }) => signal.aborted)).toEqual([true, true]);
  });

  it.each<[string, unknown, string]>([
    ['a card of another kind', new CardError('CARD_NOT_HPKI'), 'R foreign CARD_NOT_HPKI'],
    ['a card that does not answer', new CardError('CARD_MUTE'), 'R failed CARD_MUTE'],
    ['a fault of the program', new Error('x'), 'R failed INTERNAL_FAULT'],
  ])('shows %s by its code', async (_what, error, expected) => {
    await event([withCard('1')]);
    await finish(error);
    expect(brief(cards.view)).toEqual(['running', expected]);
  });

  it('does not show what was read of a card that has left', async () => {
    await event([withCard('1')]);
    const late = readings[0]!;
    await event([withCard('2')]);
    late.finish();
    await settled();
    expect(brief(cards.view)).toEqual(['running', 'R reading']);
  });

  it('reads a card that another program had as soon as it is free', async () => {
    await event([withCard('1', true)]);
    await finish(new CardError('READER_BUSY_ELSEWHERE'));
    expect(brief(cards.view)).toEqual(['running', 'R failed busy READER_BUSY_ELSEWHERE']);
    await event([withCard('1')]);
    await finish();
    expect(brief(cards.view)).toEqual(['running', 'R hpki']);
  });

  it('does not show the work of the program itself as another program', async () => {
    await event([withCard('1')]);
    await finish();
    const work = Promise.withResolvers<void>();
    const done = cards.use('R', () => work.promise);
    await event([withCard('1', true)]);
    expect(brief(cards.view)).toEqual(['running', 'R hpki']);
    work.resolve();
    await done;
    await event([withCard('1')]);
    await event([withCard('1', true)]);
    expect(brief(cards.view)).toEqual(['running', 'R hpki busy']);
  });

  it('keeps what was read on the screen while it is read again', async () => {
    await event([withCard('1')]);
    await finish();
    const again = cards.refresh('R');
    expect(brief(cards.view)).toEqual(['running', 'R hpki']);
    await finish(new CardError('CARD_MUTE'));
    expect(brief(await again)).toEqual(['running', 'R failed CARD_MUTE']);
  });

  it('tells each of several watchers the present view first and the newest one after', async () => {
    const stop = new AbortController();
    const told: string[][][] = [[], []];
    const watchers = told.map(async (views) => {
      for await (const view of cards.watch(stop.signal)) views.push(brief(view));
    });
    await settled();
    await event([EMPTY]);
    stop.abort();
    await Promise.all(watchers);
    expect(told).toEqual([
      [['running'], ['running', 'R empty']],
      [['running'], ['running', 'R empty']],
    ]);
  });

  it('leaves a reader that serves reception alone, and reads its card anew afterwards', async () => {
    await event([EMPTY, { ...withCard('1'), name: 'Other' }]);
    const reserved = cards.reserve(['R']);
    await event([withCard('2', true), { ...withCard('1'), name: 'Other' }]);
    expect(brief(cards.view)).toEqual(['running', 'Other reading', 'R reception']);
    expect(readings.map(({ reader }) => reader.name)).toEqual(['Other']);
    reserved[Symbol.dispose]();
    expect(brief(cards.view)).toEqual(['running', 'Other reading', 'R reading busy']);
    expect(readings.map(({ reader }) => reader.name)).toEqual(['Other', 'R']);
  });

  it('ends a reading when its reader is given to reception', async () => {
    await event([withCard('1')]);
    using _reserved = cards.reserve(['R']);
    expect(readings[0]!.signal.aborted).toBe(true);
    expect(brief(cards.view)).toEqual(['running', 'R reception']);
  });
});
