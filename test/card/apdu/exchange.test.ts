import { describe, expect, it } from 'vitest';
import { type CommandApdu, LE_MAX } from '../../../card/apdu/command.ts';
import { exchange } from '../../../card/apdu/exchange.ts';
import { toHex } from '../../../card/bytes.ts';
import { CardError } from '../../../card/errors.ts';
import { channelOf, type Line, scriptedSession } from '../../support/scripted-session.ts';

const SHORT = { maxApduLength: 261 };
const read: CommandApdu = { cla: 0, ins: 0xb0, p1: 0, p2: 0, le: LE_MAX };
const select: CommandApdu = { cla: 0, ins: 0xa4, p1: 4, p2: 0, data: Uint8Array.of(0xe8, 0x28), le: 256 };
const sign: CommandApdu = { cla: 0, ins: 0x2a, p1: 0x9e, p2: 0x9a, data: new Uint8Array(256).fill(0x11), le: LE_MAX };
const block = '11'.repeat(255);
const fault = new CardError('CARD_TRANSPORT_FAULT');

interface Case {
  readonly name: string;
  readonly command: CommandApdu;
  readonly facts?: { readonly protocol?: 'T=0' | 'T=1'; readonly maxApduLength?: number };
  readonly dialogue: readonly Line[];
  readonly data: string;
  readonly status?: number;
  readonly resent?: boolean;
  readonly extendedAfter?: boolean;
}

const cases: readonly Case[] = [
  { name: 'one short command', command: select, dialogue: [['00A4040002E82800', '6F00 9000']], data: '6F00' },
  { name: 'a read asks for all in the extended form', command: read, dialogue: [['00B00000000000', 'AABB 9000']], data: 'AABB' },
  {
    name: 'a read asks for 256 bytes where only short fits',
    command: read,
    facts: SHORT,
    dialogue: [['00B0000000', 'AA 9000']],
    data: 'AA',
    extendedAfter: false,
  },
  {
    name: 'a reader of middling size is not overcharged',
    command: read,
    facts: { maxApduLength: 1024 },
    dialogue: [['00B000000003FE', 'AA 9000']],
    data: 'AA',
  },
  {
    name: '61xx is followed until all is there',
    command: select,
    dialogue: [
      ['00A4040002E82800', '01 6102'],
      ['00C0000002', '0203 6101'],
      ['00C0000001', '04 9000'],
    ],
    data: '01020304',
  },
  {
    name: '6100 means 256 bytes',
    command: select,
    dialogue: [
      ['00A4040002E82800', '6100'],
      ['00C0000000', '01 9000'],
    ],
    data: '01',
  },
  {
    name: 'an empty answer ends a 61xx that never would',
    command: select,
    dialogue: [
      ['00A4040002E82800', '6110'],
      ['00C0000010', '6110'],
    ],
    data: '',
    status: 0x6110,
  },
  {
    name: '6Cxx is asked again with the right length',
    command: { ...read, le: 256 },
    dialogue: [
      ['00B0000000', '6C02'],
      ['00B0000002', 'AABB 9000'],
    ],
    data: 'AABB',
    resent: true,
  },
  {
    name: '6Cxx twice is an answer',
    command: { ...read, le: 256 },
    dialogue: [
      ['00B0000000', '6C02'],
      ['00B0000002', '6C03'],
    ],
    data: '',
    status: 0x6c03,
    resent: true,
  },
  {
    name: '6Cxx in the extended form',
    command: read,
    dialogue: [
      ['00B00000000000', '6C02'],
      ['00B00000000002', 'AABB 9000'],
    ],
    data: 'AABB',
    resent: true,
  },
  { name: 'a warning keeps its data', command: { ...read, le: 256 }, dialogue: [['00B0000000', 'AA 6282']], data: 'AA', status: 0x6282 },
  { name: '265 bytes go extended', command: sign, dialogue: [[`002A9E9A000100${block}110000`, 'CC 9000']], data: 'CC' },
  {
    name: 'or chained where the reader is short',
    command: sign,
    facts: SHORT,
    dialogue: [
      [`102A9E9AFF${block}`, '9000'],
      ['002A9E9A011100', 'CC 9000'],
    ],
    data: 'CC',
    extendedAfter: false,
  },
  {
    name: 'or chained after the card refuses',
    command: sign,
    dialogue: [
      [`002A9E9A000100${block}110000`, '6700'],
      [`102A9E9AFF${block}`, '9000'],
      ['002A9E9A011100', 'CC 9000'],
    ],
    data: 'CC',
    resent: true,
    extendedAfter: false,
  },
  {
    name: 'a refused chain ends at once',
    command: sign,
    facts: SHORT,
    dialogue: [[`102A9E9AFF${block}`, '6884']],
    data: '',
    status: 0x6884,
    extendedAfter: false,
  },
  {
    name: 'a read is repeated short after a refusal',
    command: read,
    dialogue: [
      ['00B00000000000', '6700'],
      ['00B0000000', 'AA 9000'],
    ],
    data: 'AA',
    resent: true,
    extendedAfter: false,
  },
  {
    name: 'a read is repeated short after a fault',
    command: read,
    dialogue: [
      ['00B00000000000', fault],
      ['00B0000000', 'AA 9000'],
    ],
    data: 'AA',
    resent: true,
    extendedAfter: false,
  },
  {
    name: 'T=0 leaves Le out beside data',
    command: select,
    facts: { protocol: 'T=0' },
    dialogue: [
      ['00A4040002E828', '6102'],
      ['00C0000002', '6F00 9000'],
    ],
    data: '6F00',
    extendedAfter: false,
  },
  {
    name: 'T=0 chains',
    command: sign,
    facts: { protocol: 'T=0' },
    dialogue: [
      [`102A9E9AFF${block}`, '9000'],
      ['002A9E9A0111', '6101'],
      ['00C0000001', 'CC 9000'],
    ],
    data: 'CC',
    extendedAfter: false,
  },
];

describe('exchange', () => {
  it.each(cases)('$name', async ({ command, facts, dialogue, data, status = 0x9000, resent = false, extendedAfter = true }) => {
    const session = scriptedSession(dialogue, facts);
    const channel = channelOf(session);
    const answer = await exchange(channel, command);
    expect({ ...answer, data: toHex(answer.data), commands: session.sent.length, extended: channel.traits.extendedLength }).toEqual({
      data,
      status,
      resent,
      commands: dialogue.length,
      extended: extendedAfter,
    });
  });

  it('does not repeat a command that may have been executed before the fault', async () => {
    const session = scriptedSession([[`002A9E9A000100${block}110000`, fault]]);
    const channel = channelOf(session);
    await expect(exchange(channel, sign)).rejects.toBe(fault);
    expect({ sent: session.sent.length, extended: channel.traits.extendedLength }).toEqual({ sent: 1, extended: false });
  });

  it('takes no VERIFY', async () => {
    const session = scriptedSession([]);
    await expect(exchange(channelOf(session), { cla: 0, ins: 0x20, p1: 0, p2: 0x88, data: Uint8Array.of(0x31) })).rejects.toThrow(TypeError);
    expect(session.sent).toEqual([]);
  });

  it('passes on what happened to the card', async () => {
    const removed = new CardError('CARD_REMOVED');
    await expect(exchange(channelOf(scriptedSession([['00B00000000000', removed]])), read)).rejects.toBe(removed);
  });
});
