import { describe, expect, it } from 'vitest';
import type { VirtualCardOrder } from '../../../card/virtual/create.ts';
import { VirtualCard } from '../../../card/virtual/virtual-card.ts';
import { hex, hexOf, objectOfSize, plainCard, plainImage } from '../../support/virtual-cards.ts';

const SIGN_AID = 'e828bd080fa000000391000000000001';
const AUTH_AID = 'e828bd080fa000000391000000000002';
const SELECT_SIGN = `00a4040010${SIGN_AID}00`;
const SELECT_AUTH = `00a4040010${AUTH_AID}00`;
const FCI_SIGN = `6f128410${SIGN_AID}9000`;
const FCI_AUTH = `6f128410${AUTH_AID}9000`;
const RIGHT = '0020008804 31323334';
const WRONG = '0020008804 39393939';
const COUNTER = '00200088';
const JMA_OD = 'a006300404020002a106300404020003a406300404020004a706300404020005a806300404020001';
const PSO_EXTENDED = `002a9e9a000100 ${'00'.repeat(256)} 0000`;
const FF = 'ff'.repeat(256 - JMA_OD.length / 2);

type Exchange = readonly [command: string, answer: string];

/** Sends the commands of a case one after another and compares all answers at once. */
async function converse(exchanges: readonly Exchange[], order: Partial<VirtualCardOrder> = {}): Promise<void> {
  const card = plainCard(order);
  const answers: Exchange[] = [];
  for (const [command] of exchanges) answers.push([command, hexOf(await card.process(hex(command)))]);
  expect(answers).toEqual(exchanges);
}

describe('selection', () => {
  it.each<[string, Exchange[]]>([
    [
      'each application by its whole AID',
      [
        [SELECT_SIGN, FCI_SIGN],
        [SELECT_AUTH, FCI_AUTH],
      ],
    ],
    ['an unknown AID', [['00a4040007a000000003101000', '6a82']]],
    ['no name at all', [['00a4040000', '6a82']]],
    [
      'partial AID: signature first, then authentication, then nothing',
      [
        ['00a4040005e828bd080f00', FCI_SIGN],
        ['00a4040205e828bd080f00', FCI_AUTH],
        ['00a4040205e828bd080f00', '6a82'],
      ],
    ],
    ['without file control information', [[`00a4040c10${SIGN_AID}`, '9000']]],
    [
      'file control information without Le waits for GET RESPONSE',
      [
        [`00a4040010${SIGN_AID}`, '6114'],
        ['00c0000014', FCI_SIGN],
      ],
    ],
    [
      'an answer longer than Le is cut',
      [
        [`00a4040010${SIGN_AID}05`, '6f128410e8610f'],
        ['00c000000f', `${FCI_SIGN.slice(10, -4)}9000`],
      ],
    ],
    ['GET RESPONSE with nothing waiting', [['00c0000000', '6985']]],
    [
      'a failed selection keeps the application',
      [
        [SELECT_SIGN, FCI_SIGN],
        ['00a4040007a000000003101000', '6a82'],
        ['00b0910000', `${JMA_OD}${FF}9000`],
      ],
    ],
    [
      'files before any application',
      [
        ['00a4020c020016', '6a82'],
        ['00b0000000', '6986'],
        ['00b0910000', '6a82'],
      ],
    ],
    [
      'files that are there and not',
      [
        [SELECT_SIGN, FCI_SIGN],
        ...['0001', '0002', '0003', '0004', '0005', '0008', '000c', '0016', '0017'].map((id): Exchange => [`00a4020c02${id}`, '9000']),
        ['00a4020c020006', '6a82'],
      ],
    ],
    [
      'other ways of selecting',
      [
        ['00a4000c023f00', '6a86'],
        ['00a40404020016', '6a86'],
        ['00a4020c0100', '6700'],
      ],
    ],
  ])('%s', (_name, exchanges) => converse(exchanges));
});

describe('reading', () => {
  const certificate = hexOf(objectOfSize(0x11));
  const select: Exchange[] = [
    [SELECT_SIGN, FCI_SIGN],
    ['00a4020c020016', '9000'],
  ];
  it.each<[string, Exchange[]]>([
    [
      'directory by short identifier, filled with FF',
      [
        [SELECT_SIGN, FCI_SIGN],
        ['00b0910000', `${JMA_OD}${FF}9000`],
      ],
    ],
    ['length of a certificate', [...select, ['00b0000004', '308205109000']]],
    [
      'blocks of a certificate',
      [...select, ['00b0000000', `${certificate.slice(0, 512)}9000`], ['00b0010000', `${certificate.slice(512, 1024)}9000`]],
    ],
    ['the whole file at once', [...select, ['00b00000000000', `${certificate}${'ff'.repeat(1536 - 1300)}9000`]]],
    ['the last bytes, with more asked for', [...select, ['00b005ff00', 'ff9000'], ['00b005ff02', 'ff6282']]],
    ['behind the end', [...select, ['00b0060000', '6b00']]],
    ['without Le', [...select, ['00b00000', '6700']]],
    [
      'PIN and key files',
      [
        [SELECT_SIGN, FCI_SIGN],
        ['00a4020c020008', '9000'],
        ['00b0000000', '6981'],
        ['00a4020c02000c', '9000'],
        ['00b0000000', '6981'],
      ],
    ],
    [
      'a short identifier makes the file current',
      [
        [SELECT_SIGN, FCI_SIGN],
        ['00b0910002', 'a0069000'],
        ['00b0000202', '30049000'],
      ],
    ],
  ])('%s', (_name, exchanges) => converse(exchanges));
});

describe('PIN', () => {
  it.each<[string, Exchange[]]>([
    [
      'full counter',
      [
        [SELECT_SIGN, FCI_SIGN],
        [COUNTER, '63cf'],
      ],
    ],
    [
      'a miss costs one, the right PIN restores all',
      [
        [SELECT_SIGN, FCI_SIGN],
        [WRONG, '63ce'],
        [WRONG, '63cd'],
        [COUNTER, '63cd'],
        [RIGHT, '9000'],
        [COUNTER, '9000'],
        [SELECT_SIGN, FCI_SIGN],
        [COUNTER, '63cf'],
      ],
    ],
    [
      'each application counts for itself',
      [
        [SELECT_SIGN, FCI_SIGN],
        [WRONG, '63ce'],
        [SELECT_AUTH, FCI_AUTH],
        [COUNTER, '63cf'],
        [SELECT_SIGN, FCI_SIGN],
        [COUNTER, '63ce'],
      ],
    ],
    [
      'fifteen misses lock, even for the right PIN',
      [
        [SELECT_SIGN, FCI_SIGN],
        ...Array.from({ length: 15 }, (_, miss): Exchange => [WRONG, `63c${(14 - miss).toString(16)}`]),
        [WRONG, '6984'],
        [RIGHT, '6984'],
        [COUNTER, '6984'],
        [SELECT_AUTH, FCI_AUTH],
        [RIGHT, '9000'],
      ],
    ],
    [
      'a miss ends the verified state',
      [
        [SELECT_SIGN, FCI_SIGN],
        [RIGHT, '9000'],
        [WRONG, '63ce'],
        [PSO_EXTENDED, '6982'],
      ],
    ],
    [
      'too long for the PIN object costs nothing',
      [
        [SELECT_SIGN, FCI_SIGN],
        [`0020008811${'31'.repeat(17)}`, '6700'],
        [COUNTER, '63cf'],
      ],
    ],
    [
      'another reference',
      [
        [SELECT_SIGN, FCI_SIGN],
        ['00200096', '6a88'],
        ['00200188', '6a86'],
      ],
    ],
    ['no application selected', [[COUNTER, '6a88']]],
    [
      'nothing changes or unblocks a PIN',
      [
        [SELECT_SIGN, FCI_SIGN],
        ['002c0088', '6d00'],
        ['00240088083132333439393939', '6d00'],
      ],
    ],
  ])('%s', (_name, exchanges) => converse(exchanges));
});

describe('security environment and refusals', () => {
  const select: Exchange = [SELECT_SIGN, FCI_SIGN];
  it.each<[string, Exchange[]]>([
    ['names the key by tag 84 or 81', [select, ['002241b6048402000c', '9000'], ['002241b6048102000c', '9000']]],
    ['absent, other and PIN files', [select, ['002241b60484020006', '6a82'], ['002241b60484020016', '6981'], ['002241b60484020008', '6982']]],
    [
      'other templates and data',
      [select, ['002281b6048402000c', '6a86'], ['002241a4048402000c', '6a86'], ['002241b6048302000c', '6a80'], ['002241b60384010c', '6a80']],
    ],
    ['signature without PIN', [select, ['002241b6048402000c', '9000'], [PSO_EXTENDED, '6982']]],
    ['signature without key', [select, [RIGHT, '9000'], [PSO_EXTENDED, '6a88']]],
    ['signature over a block of another length', [select, [RIGHT, '9000'], ['002241b6048402000c', '9000'], ['002a9e9a020000 00', '6700']]],
    ['the JICSAP signature on an ISO card', [select, [RIGHT, '9000'], ['802a008001ff00', '6e00']]],
    [
      'channels, secure messaging, classes, instructions',
      [
        ['01a4040000', '6881'],
        ['04a4040000', '6882'],
        ['80a4040000', '6d00'],
        ['ffca000000', '6e00'],
        ['00ff0000', '6d00'],
      ],
    ],
    [
      'lengths that contradict',
      [
        ['00a404', '6700'],
        ['00a4040005e828', '6700'],
        ['00a4040000ff', '6700'],
      ],
    ],
    [
      'chains of other commands',
      [
        ['10a4040005e828bd080f00', '6884'],
        ['1020008804 31323334', '6884'],
      ],
    ],
    ['a chain that another command interrupts', [select, ['102a9e9a01ff', '9000'], [COUNTER, '6883'], [COUNTER, '63cf']]],
  ])('%s', (_name, exchanges) => converse(exchanges));
});

describe('guideline profile', () => {
  it.each<[string, Exchange[]]>([
    [
      'directories are as long as their content',
      [
        [SELECT_SIGN, FCI_SIGN],
        ['00b0910000', 'a00530030401a0a40530030401a8a805300304019890 00'.replaceAll(' ', '')],
      ],
    ],
    [
      'CIAInfo',
      [
        [SELECT_SIGN, FCI_SIGN],
        ['00b0920000', `301902010180${'10'}${Buffer.from('HPKI Application').toString('hex')}030205609000`],
      ],
    ],
    [
      'PIN by reference 96',
      [
        [SELECT_SIGN, FCI_SIGN],
        ['00200096', '63cf'],
        ['00200088', '6a88'],
        ['0020009604 31323334', '9000'],
      ],
    ],
    [
      'certificates by short identifier',
      [
        [SELECT_SIGN, FCI_SIGN],
        ['00b0980004', '308205109000'],
        ['00b0990004', '308205109000'],
        ['00b09b0004', '308205109000'],
        ['00b09a0004', '6a82'],
      ],
    ],
    [
      'extended read in one go',
      [
        [SELECT_SIGN, FCI_SIGN],
        ['00b09800000000', `${hexOf(objectOfSize(0x11))}9000`],
      ],
    ],
    [
      'key 0017',
      [
        [SELECT_SIGN, FCI_SIGN],
        ['002241b60481020017', '9000'],
        ['002241b6048102000c', '6a82'],
      ],
    ],
  ])('%s', (_name, exchanges) => converse(exchanges, { profile: 'guideline' }));
});

describe('power', () => {
  it.each([
    ['contact', '3bf41300008131fe45004e0000a2'],
    ['contactless', '3b888001004e0000f781d100e0'],
  ] as const)('ATR of the %s face', (face, atr) => {
    const card = plainCard({ interface: face });
    expect([hexOf(card.powerOn()), hexOf(card.reset()), hexOf(card.atr)]).toEqual([atr, atr, atr]);
    expect(Buffer.from(card.atr.slice(1)).reduce((sum, byte) => sum ^ byte, 0)).toBe(0);
  });

  it('a reset forgets application, file and PIN', async () => {
    const card = plainCard();
    await card.process(hex(SELECT_SIGN));
    await card.process(hex(RIGHT));
    card.reset();
    expect(hexOf(await card.process(hex(COUNTER)))).toBe('6a88');
    await card.process(hex(SELECT_SIGN));
    expect(hexOf(await card.process(hex(COUNTER)))).toBe('63cf');
  });
});

it('a card may hold the signature application alone', async () => {
  const image = plainImage();
  const card = new VirtualCard({ ...image, applications: image.applications.filter(({ kind }) => kind === 'signature') });
  expect(hexOf(await card.process(hex(SELECT_AUTH)))).toBe('6a82');
});
