import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../card/bytes.ts';
import { CardError } from '../../../card/errors.ts';
import type { Path } from '../../../card/iso7816-15/path.ts';
import { readFile } from '../../../card/iso7816-15/read-file.ts';
import type { CardSession } from '../../../card/reader.ts';
import { writeTlv } from '../../../card/tlv/write.ts';
import { channelOf, type Line, scriptedSession } from '../../support/scripted-session.ts';

const SHORT = { maxApduLength: 261 };
const shortId = (id: number): Path => ({ address: { shortId: id }, index: 0 });
const fileId = (id: number): Path => ({ address: { fileId: id }, index: 0 });
const any = () => true;
const object = toHex(writeTlv(0x30, new Uint8Array(1300).fill(0x5a)));
const slice = (from: number, to: number) => object.slice(from * 2, to * 2);
const fill = 'FF'.repeat(100);

interface Case {
  readonly name: string;
  readonly path: Path;
  readonly shape?: 'object' | 'records';
  readonly facts?: Partial<Pick<CardSession, 'maxApduLength'>>;
  readonly accept?: (content: Uint8Array) => boolean;
  readonly dialogue: readonly Line[];
  readonly content: string | null;
  readonly shortIdentifiers?: boolean;
}

const cases: readonly Case[] = [
  {
    name: 'one extended READ brings a whole certificate, cut by its DER length',
    path: shortId(0x18),
    dialogue: [['00B09800000000', `${object}${fill}9000`]],
    content: object,
  },
  {
    name: 'six short ones do, the last exact',
    path: shortId(0x18),
    facts: SHORT,
    dialogue: [
      ['00B0980000', `${slice(0, 256)}9000`],
      ['00B0010000', `${slice(256, 512)}9000`],
      ['00B0020000', `${slice(512, 768)}9000`],
      ['00B0030000', `${slice(768, 1024)}9000`],
      ['00B0040000', `${slice(1024, 1280)}9000`],
      ['00B0050018', `${slice(1280, 1304)}9000`],
    ],
    content: object,
  },
  {
    name: 'a card that gives less than asked is asked for the rest',
    path: shortId(0x18),
    dialogue: [
      ['00B09800000000', `${slice(0, 1000)}9000`],
      ['00B003E8000130', `${slice(1000, 1304)}9000`],
    ],
    content: object,
  },
  {
    name: 'a card that refuses extended length is read in blocks, and remembered',
    path: shortId(0x18),
    dialogue: [
      ['00B09800000000', '6700'],
      ['00B0980000', `3003AABBCC${fill}9000`],
    ],
    content: '3003AABBCC',
  },
  {
    name: 'a warning at the end of the file is no failure',
    path: shortId(0x18),
    dialogue: [['00B09800000000', '3003AABBCC 6282']],
    content: '3003AABBCC',
  },
  {
    name: 'a wrong Le is corrected',
    path: shortId(0x11),
    facts: SHORT,
    dialogue: [
      ['00B0910000', '6C05'],
      ['00B0910005', '3003AABBCC 9000'],
    ],
    content: '3003AABBCC',
  },
  {
    name: 'a low file id is tried as short identifier',
    path: fileId(0x0016),
    dialogue: [['00B09600000000', '3003AABBCC 9000']],
    content: '3003AABBCC',
  },
  {
    name: 'and selected where the card knows no such identifier',
    path: fileId(0x0016),
    dialogue: [
      ['00B09600000000', '6A82'],
      ['00A4020C020016', '9000'],
      ['00B00000000000', '3003AABBCC 9000'],
    ],
    content: '3003AABBCC',
    shortIdentifiers: false,
  },
  {
    name: 'or where the identifier names another file',
    path: fileId(0x0004),
    accept: (content) => content[2] === 0xaa,
    dialogue: [
      ['00B08400000000', '3003010203 9000'],
      ['00A4020C020004', '9000'],
      ['00B00000000000', '3003AABBCC 9000'],
    ],
    content: '3003AABBCC',
    shortIdentifiers: false,
  },
  {
    name: 'a file that is not there at all says nothing about short identifiers',
    path: fileId(0x0016),
    dialogue: [
      ['00B09600000000', '6A82'],
      ['00A4020C020016', '6A82'],
    ],
    content: null,
  },
  {
    name: 'a high file id is selected',
    path: fileId(0x5031),
    dialogue: [
      ['00A4020C025031', '9000'],
      ['00B00000000000', '3003AABBCC 9000'],
    ],
    content: '3003AABBCC',
  },
  {
    name: 'a path from the MF',
    path: { address: { path: fromHex('3F0050155031') }, index: 0 },
    dialogue: [
      ['00A4080C0450155031', '9000'],
      ['00B00000000000', '3000 9000'],
    ],
    content: '3000',
  },
  {
    name: 'a path from here',
    path: { address: { path: fromHex('50155031') }, index: 0 },
    dialogue: [
      ['00A4090C0450155031', '9000'],
      ['00B00000000000', '3000 9000'],
    ],
    content: '3000',
  },
  {
    name: 'an index inside the file',
    path: { address: { fileId: 0x17 }, index: 0x210 },
    dialogue: [
      ['00A4020C020017', '9000'],
      ['00B00210000000', '3000 9000'],
    ],
    content: '3000',
  },
  {
    name: 'an index under a short identifier',
    path: { address: { shortId: 0x17 }, index: 0x10 },
    dialogue: [['00B09710000000', '3000 9000']],
    content: '3000',
  },
  {
    name: 'records to the fill behind them',
    path: shortId(0x11),
    shape: 'records',
    dialogue: [['00B09100000000', `A006300404020002A406300404020004${fill}9000`]],
    content: 'A006300404020002A406300404020004',
  },
  {
    name: 'records to the end of the file',
    path: shortId(0x11),
    shape: 'records',
    dialogue: [['00B09100000000', 'A006300404020002 9000']],
    content: 'A006300404020002',
  },
  {
    name: 'records over two blocks',
    path: shortId(0x15),
    shape: 'records',
    facts: SHORT,
    dialogue: [
      ['00B0950000', `3081FD${'01'.repeat(253)}9000`],
      ['00B0010000', `3003AABBCC${fill}9000`],
    ],
    content: `3081FD${'01'.repeat(253)}3003AABBCC`,
  },
  {
    name: 'records that end with their block and their file',
    path: shortId(0x15),
    shape: 'records',
    facts: SHORT,
    dialogue: [
      ['00B0950000', `3081FD${'01'.repeat(253)}9000`],
      ['00B0010000', '6B00'],
    ],
    content: `3081FD${'01'.repeat(253)}`,
  },
  { name: 'a file of fill is empty', path: shortId(0x18), dialogue: [['00B09800000000', `${fill}9000`]], content: '' },
  {
    name: 'a certificate cut by its file is unreadable',
    path: shortId(0x18),
    dialogue: [
      ['00B09800000000', '3005AABB 9000'],
      ['00B0000403', '6B00'],
    ],
    content: null,
  },
  { name: 'nonsense is unreadable', path: shortId(0x18), dialogue: [['00B09800000000', '3080AABB 9000']], content: null },
  { name: 'a length beyond every file is not followed', path: shortId(0x18), dialogue: [['00B09800000000', '3084FFFFFFFF 9000']], content: null },
  { name: 'a guarded file is unreadable', path: shortId(0x18), dialogue: [['00B09800000000', '6982']], content: null },
];

describe('reading a file', () => {
  it.each(cases)('$name', async ({ path, shape = 'object', facts, accept = any, dialogue, content, shortIdentifiers = true }) => {
    const session = scriptedSession(dialogue, facts);
    const channel = channelOf(session);
    const file = await readFile(channel, path, shape, accept);
    expect({ content: file && toHex(file), commands: session.sent.length, shortIdentifiers: channel.traits.shortIdentifiers }).toEqual({
      content,
      commands: dialogue.length,
      shortIdentifiers,
    });
  });

  it('takes the ceiling of blocks and nothing more, whatever the size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 9000 }),
        fc.integer({ min: 0, max: 600 }),
        fc.constantFrom(261, 1024, 65544),
        async (size, behind, maxApduLength) => {
          const content = writeTlv(0x30, new Uint8Array(size).fill(0x5a));
          const file = Uint8Array.of(...content, ...new Uint8Array(behind).fill(0xff));
          const session = { ...scriptedSession([]), maxApduLength };
          let commands = 0;
          session.transmit = async (command) => {
            commands += 1;
            const offset = command[2]! & 0x80 ? 0 : command[2]! * 256 + command[3]!;
            const le = command.length === 5 ? command[4]! || 256 : command[5]! * 256 + command[6]! || 65536;
            return Uint8Array.of(...file.subarray(offset, offset + le), 0x90, 0x00);
          };
          const block = maxApduLength === 261 ? 256 : maxApduLength - 2;
          expect(await readFile(channelOf(session), shortId(0x18), 'object', any)).toEqual(content);
          expect(commands).toBe(Math.ceil(content.length / block));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('hands on what happened to the card', async () => {
    const removed = new CardError('CARD_REMOVED');
    await expect(readFile(channelOf(scriptedSession([['00B09800000000', removed]])), shortId(0x18), 'object', any)).rejects.toBe(removed);
  });
});
