import { beforeEach, describe, expect, it } from 'vitest';
import type { ReaderSnapshot } from '../../../card/reader.ts';
import { VirtualReaderService } from '../../../card/transports/virtual/virtual-reader-service.ts';
import type { Fault } from '../../../card/virtual/fault.ts';
import { aborted } from '../../support/readers.ts';
import { hex, hexOf, plainCard, SELECT_SIGNATURE } from '../../support/virtual-cards.ts';

const READER = 'Virtual 0';
const COUNTER = hex('00200088');
const RIGHT = hex('0020008804 31323334');
const LATE: Fault = { command: '00a4', effect: { kind: 'delay', milliseconds: 20 } };

let service: VirtualReaderService;
beforeEach(() => {
  service = new VirtualReaderService();
  service.addReader(READER);
});

const inserted = (fault?: Fault) => {
  const card = plainCard({}, fault ? { faults: [fault] } : {});
  service.insert(READER, card);
  return card;
};
const brief = ({ readers }: ReaderSnapshot) => readers.map(({ card, insertion, busy }) => ({ card, insertion, busy }));

describe('watching', () => {
  it('tells the present state and then each change, once', async () => {
    const stop = new AbortController();
    const seen: unknown[] = [];
    const watching = (async () => {
      for await (const snapshot of service.watch(stop.signal)) {
        seen.push(brief(snapshot)[0]);
        if (seen.length === 6) stop.abort();
      }
    })();
    inserted();
    service.remove(READER);
    service.remove(READER);
    inserted();
    const session = await service.open(READER);
    await session.close('leave');
    await watching;
    expect(seen).toEqual([
      { card: false, insertion: null, busy: false },
      { card: true, insertion: 'virtual-1', busy: false },
      { card: false, insertion: null, busy: false },
      { card: true, insertion: 'virtual-2', busy: false },
      { card: true, insertion: 'virtual-2', busy: true },
      { card: true, insertion: 'virtual-2', busy: false },
    ]);
  });

  it('ends with its signal, also while it waits', async () => {
    const stop = new AbortController();
    const iterator = service.watch(stop.signal)[Symbol.asyncIterator]();
    await iterator.next();
    const next = iterator.next();
    stop.abort();
    expect(await next).toEqual({ done: true, value: undefined });
  });

  it('describes a card as other transports do', async () => {
    inserted();
    expect(await service.snapshot()).toEqual({
      service: 'running',
      readers: [
        {
          name: READER,
          transport: 'virtual',
          card: true,
          atr: Buffer.from('3bf41300008131fe45004e0000a2', 'hex'),
          insertion: 'virtual-1',
          busy: false,
        },
      ],
    });
  });
});

describe('opening', () => {
  it.each([
    ['an unknown reader', () => service.open('elsewhere'), 'READER_NOT_FOUND'],
    ['an empty reader', () => service.open(READER), 'CARD_ABSENT'],
    ['after the caller gave up', () => service.open(READER, { signal: AbortSignal.abort() }), 'OPERATION_ABORTED'],
  ])('%s', async (_name, open, code) => {
    await expect(open()).rejects.toMatchObject({ code });
  });

  it('a reader in use: as soon as it is free, in the order in which they came', async () => {
    inserted();
    const first = await service.open(READER);
    const order: string[] = [];
    const waiting = ['second', 'third'].map(async (name) => {
      const session = await service.open(READER);
      order.push(name);
      await session.close('leave');
    });
    await expect(service.open(READER, { signal: AbortSignal.timeout(20) })).rejects.toMatchObject({ code: 'OPERATION_ABORTED' });
    expect(order).toEqual([]);
    await first.close('leave');
    await Promise.all(waiting);
    expect(order).toEqual(['second', 'third']);
  });

  it('another stay than the one meant', async () => {
    inserted();
    const { insertion } = await service.open(READER);
    service.remove(READER);
    inserted();
    await expect(service.open(READER, { insertion })).rejects.toMatchObject({ code: 'CARD_SWAPPED' });
    await expect(service.open(READER, { insertion: 'virtual-2' })).resolves.toMatchObject({ insertion: 'virtual-2' });
  });
});

describe('a session', () => {
  it('ends at once on removal, also in the middle of a command, and says why', async () => {
    inserted(LATE);
    const session = await service.open(READER);
    const answer = session.transmit(SELECT_SIGNATURE);
    service.remove(READER);
    await expect(answer).rejects.toMatchObject({ code: 'CARD_REMOVED', detail: { reader: READER } });
    await expect(session.transmit(COUNTER)).rejects.toMatchObject({ code: 'CARD_REMOVED' });
    expect(await aborted(session.gone)).toMatchObject({ code: 'CARD_REMOVED' });
  });

  it('ends when its reader vanishes', async () => {
    inserted();
    const session = await service.open(READER);
    service.removeReader(READER);
    expect(await aborted(session.gone)).toMatchObject({ code: 'READER_VANISHED' });
  });

  it('ends when its caller gives up; the card is left reset and the reader free', async () => {
    const card = inserted({ command: '00b0', effect: { kind: 'delay', milliseconds: 20 } });
    const giveUp = new AbortController();
    const session = await service.open(READER, { signal: giveUp.signal });
    await session.transmit(SELECT_SIGNATURE);
    await session.transmit(RIGHT, { secret: true });
    const answer = session.transmit(hex('00b0910000'));
    giveUp.abort();
    await expect(answer).rejects.toMatchObject({ code: 'OPERATION_ABORTED' });
    expect(session.gone.aborted).toBe(false);
    await service.open(READER);
    expect(hexOf(await card.process(COUNTER))).toBe('6a88');
  });

  it.each<[string, Fault, string]>([
    ['a card pulled by a fault', { command: '0020', effect: { kind: 'removal' } }, 'CARD_REMOVED'],
    ['a card that loses power', { command: '0020', effect: { kind: 'reset' } }, 'CARD_RESET'],
    ['an answer of one byte', { command: '0020', effect: { kind: 'answer', answer: '90' } }, 'CARD_TRANSPORT_FAULT'],
    ['an answer of no byte', { command: '0020', effect: { kind: 'answer', answer: '' } }, 'CARD_TRANSPORT_FAULT'],
  ])('%s', async (_name, fault, code) => {
    inserted(fault);
    await using session = await service.open(READER);
    await session.transmit(SELECT_SIGNATURE);
    await expect(session.transmit(COUNTER)).rejects.toMatchObject({ code });
  });

  it('sends commands one after another', async () => {
    inserted(LATE);
    await using session = await service.open(READER);
    const answers = await Promise.all([session.transmit(SELECT_SIGNATURE), session.transmit(COUNTER)]);
    expect(answers.map(hexOf)).toEqual(['6f128410e828bd080fa0000003910000000000019000', '63cf']);
  });

  it.each([
    ['leave', '9000'],
    ['reset', '6a88'],
  ] as const)('leaves the card as told: %s', async (disposition, status) => {
    const card = inserted();
    const session = await service.open(READER);
    await session.transmit(SELECT_SIGNATURE);
    await session.transmit(RIGHT, { secret: true });
    await session.close(disposition);
    await session.close('reset');
    expect(hexOf(await card.process(COUNTER))).toBe(status);
    await expect(session.transmit(COUNTER)).rejects.toMatchObject({ code: 'OPERATION_ABORTED' });
  });
});

describe('a transaction', () => {
  it.each([
    ['leave', '9000'],
    ['reset', '6a88'],
  ] as const)('ends with its disposition, whatever happens inside: %s', async (end, status) => {
    inserted();
    await using session = await service.open(READER);
    const work = session.transaction(end, async () => {
      await session.transmit(SELECT_SIGNATURE);
      await session.transmit(RIGHT, { secret: true });
      throw new Error('inside');
    });
    await expect(work).rejects.toThrow('inside');
    expect(hexOf(await session.transmit(COUNTER))).toBe(status);
  });

  it('keeps its result when the card is pulled right after it', async () => {
    inserted();
    const session = await service.open(READER);
    const result = session.transaction('reset', async () => {
      const answer = await session.transmit(SELECT_SIGNATURE);
      service.remove(READER);
      return answer.length;
    });
    expect(await result).toBe(22);
  });

  it('does not nest', async () => {
    inserted();
    await using session = await service.open(READER);
    await expect(session.transaction('leave', () => session.transaction('leave', async () => {}))).rejects.toThrow(TypeError);
  });
});

it('ends sessions and watchers when it is disposed of', async () => {
  inserted();
  const iterator = service.watch(new AbortController().signal)[Symbol.asyncIterator]();
  await iterator.next();
  const next = iterator.next();
  const session = await service.open(READER);
  await service[Symbol.asyncDispose]();
  expect(await aborted(session.gone)).toMatchObject({ code: 'READER_VANISHED' });
  await next;
});
