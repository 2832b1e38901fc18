import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ReaderService } from '../../../card/reader.ts';
import { traceable } from '../../../card/trace/redact.ts';
import { RecordingReaderService } from '../../../card/trace/recording-reader-service.ts';
import { ReplayReaderService } from '../../../card/transports/replay/replay-reader-service.ts';
import { VirtualReaderService } from '../../../card/transports/virtual/virtual-reader-service.ts';
import type { Fault } from '../../../card/virtual/fault.ts';
import { aborted, until } from '../../support/readers.ts';
import { hex, hexOf, plainCard, SELECT_SIGNATURE } from '../../support/virtual-cards.ts';

const READER = 'Virtual 0';
const COUNTER = hex('00200088');
const RIGHT = hex('0020008804 31323334');
const READ = hex('00b0910000');

let lines: string[];
let virtual: VirtualReaderService;
let recording: RecordingReaderService;
beforeEach(() => {
  lines = [];
  virtual = new VirtualReaderService();
  virtual.addReader(READER);
  recording = new RecordingReaderService(virtual, (line) => lines.push(line));
});

const insert = (fault?: Fault) => virtual.insert(READER, plainCard({}, fault ? { faults: [fault] } : {}));
const events = () => lines.slice(1).map((line) => ({ ...JSON.parse(line), at: undefined }));

/** A whole visit of a card, as any program might do it; returns what it saw. */
async function visit(service: ReaderService): Promise<readonly unknown[]> {
  const seen: unknown[] = [];
  const { readers } = await until(service, (snapshot) => snapshot.readers.some(({ card }) => card));
  seen.push(readers.map(({ name, insertion }) => [name, insertion]));
  const session = await service.open(READER, { insertion: readers[0]?.insertion as string });
  seen.push([session.protocol, session.maxApduLength, hexOf(session.atr), session.insertion]);
  const outcome = session.transaction('reset', async () => {
    for (const command of [SELECT_SIGNATURE, COUNTER, RIGHT, READ]) seen.push(hexOf(await session.transmit(command, { secret: command === RIGHT })));
    return 'signed';
  });
  seen.push(await outcome.catch((error: { code: string }) => error.code));
  seen.push(await session.transmit(COUNTER).then(hexOf, (error: { code: string }) => error.code));
  await session.close('leave');
  return seen;
}

describe('recording', () => {
  it('is one JSON object per line, whole', async () => {
    insert();
    await recording.snapshot();
    await recording.snapshot();
    const session = await recording.open(READER);
    await session.transaction('reset', () => session.transmit(RIGHT, { secret: true }));
    await session.close('leave');
    const reader = { name: READER, transport: 'virtual', card: true, atr: '3bf41300008131fe45004e0000a2', insertion: 'virtual-1', busy: false };
    expect(lines[0]).toBe('{"format":"hpki-card-trace/1"}');
    expect(events()).toEqual([
      { event: 'snapshot', service: 'running', readers: [reader] },
      { event: 'open', session: 1, reader: READER, opened: { atr: reader.atr, protocol: 'T=1', insertion: 'virtual-1', maxApduLength: 65544 } },
      { event: 'begin', session: 1 },
      { event: 'apdu', session: 1, command: '00200088', secret: true, answer: '6a88' },
      { event: 'end', session: 1, disposition: 'reset' },
      { event: 'close', session: 1, disposition: 'leave' },
    ]);
  });

  it('tells failures by code', async () => {
    insert({ command: '00b0', effect: { kind: 'removal' } });
    await expect(recording.open('elsewhere')).rejects.toMatchObject({ code: 'READER_NOT_FOUND' });
    const session = await recording.open(READER);
    await expect(session.transmit(READ)).rejects.toMatchObject({ code: 'CARD_REMOVED' });
    const failure = { code: 'CARD_REMOVED', detail: { reader: READER } };
    expect(events().filter(({ event }) => event !== 'open' || events().length === 0)).toEqual([
      { event: 'gone', session: 2, failure },
      { event: 'apdu', session: 2, command: '00b0910000', failure },
    ]);
    expect(events()[0]).toEqual({
      event: 'open',
      session: 1,
      reader: 'elsewhere',
      failure: { code: 'READER_NOT_FOUND', detail: { reader: 'elsewhere' } },
    });
  });

  it.each([
    ['marked', true],
    ['not marked', false],
  ])('never holds what VERIFY carries, %s as secret', async (_name, secret) => {
    insert();
    const session = await recording.open(READER);
    await session.transmit(SELECT_SIGNATURE);
    await session.transmit(hex('002000880839383736353433 32'), { secret });
    expect(lines.join('')).not.toContain('3938373635343332');
  });
});

describe('what may be written of a command', () => {
  it('is the header alone for each instruction that takes a PIN, in any class, and for whatever is marked', () => {
    const instruction = fc.constantFrom(0x20, 0x21, 0x24, 0x25, 0x2c, 0x2d, 0xc2, 0xc3);
    const body = fc.uint8Array({ minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(fc.nat(255), instruction, fc.nat(255), fc.nat(255), body, (cla, ins, p1, p2, rest) => {
        const command = Buffer.concat([Uint8Array.of(cla, ins, p1, p2), rest]);
        const shown = { command: hexOf(command.subarray(0, 4)), secret: true };
        expect([traceable(command), traceable(command, true)]).toEqual([shown, shown]);
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 5, maxLength: 300 }), (command) => {
        expect(traceable(command, true)).toEqual({ command: hexOf(command.subarray(0, 4)), secret: true });
      }),
    );
  });

  it.each([
    ['the empty VERIFY', '00200088'],
    ['a selection', '00a4020c020016'],
  ])('is all of it for %s', (_name, command) => {
    expect(traceable(hex(command))).toEqual({ command });
  });
});

describe('replay', () => {
  it.each<[string, Fault | undefined]>([
    ['a faultless visit', undefined],
    ['a card pulled in the middle', { command: '0020', body: true, effect: { kind: 'removal' } }],
    ['a card that loses power', { command: '00b0', effect: { kind: 'reset' } }],
    ['a transport fault', { command: '00b0', effect: { kind: 'answer', answer: '' } }],
  ])('shows the program again what it saw: %s', async (_name, fault) => {
    insert(fault);
    const seen = await visit(recording);
    expect(await visit(new ReplayReaderService(lines.join('\n')))).toEqual(seen);
  });

  it('lets readers change when the program has come as far', async () => {
    await recording.snapshot();
    insert();
    await until(recording, ({ readers }) => readers[0]?.card === true);
    const session = await recording.open(READER);
    await session.transmit(COUNTER);
    virtual.remove(READER);
    await until(recording, ({ readers }) => readers[0]?.card === false);

    const replay = new ReplayReaderService(lines.join('\n'));
    expect((await replay.snapshot()).readers).toMatchObject([{ transport: 'replay', card: true }]);
    const again = await replay.open(READER);
    expect(hexOf(await again.transmit(COUNTER))).toBe('6a88');
    expect(await aborted(again.gone)).toMatchObject({ code: 'CARD_REMOVED' });
    expect((await until(replay, ({ readers }) => readers[0]?.card === false)).readers).toMatchObject([{ transport: 'replay', card: false }]);
  });

  it.each<[string, (service: ReaderService) => Promise<unknown>]>([
    ['another reader', (service) => service.open('elsewhere')],
    ['another command', async (service) => (await service.open(READER)).transmit(READ)],
    ['data where none were', async (service) => (await service.open(READER)).transmit(RIGHT)],
    [
      'more commands',
      async (service) => {
        const s = await service.open(READER);
        await s.transmit(COUNTER);
        await s.transmit(COUNTER);
      },
    ],
    ['a transaction', async (service) => (await service.open(READER)).transaction('leave', async () => {})],
    [
      'a second visit',
      async (service) => {
        await (await service.open(READER)).close('leave');
        await service.open(READER);
      },
    ],
  ])('refuses %s', async (_name, deviate) => {
    insert();
    const session = await recording.open(READER);
    await session.transmit(COUNTER);
    await session.close('leave');
    await expect(deviate(new ReplayReaderService(lines.join('\n')))).rejects.toMatchObject({ code: 'TRACE_MISMATCH' });
  });

  it.each([
    ['not a trace', '{"format":"other"}', 'line 1'],
    ['no JSON', '{"format":"hpki-card-trace/1"}\nopen', 'line 2'],
    ['an unknown event', '{"format":"hpki-card-trace/1"}\n{"event":"eject","session":1}', 'line 2'],
  ])('refuses %s', (_name, trace, note) => {
    expect(() => new ReplayReaderService(trace)).toThrow(expect.objectContaining({ code: 'TRACE_UNREADABLE', detail: { note } }));
  });
});
