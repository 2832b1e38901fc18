import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../card/bytes.ts';
import { CardError } from '../../../card/errors.ts';
import { CardMemory } from '../../../card/hpki/memory.ts';
import { readCard } from '../../../card/hpki/read-card.ts';
import { identifyTap, type TappedCard } from '../../../card/hpki/tap/identify.ts';
import { type TapWay, TapWays, wayOf } from '../../../card/hpki/tap/ways.ts';
import type { CardSession, ReaderService } from '../../../card/reader.ts';
import { VirtualReaderService } from '../../../card/transports/virtual/virtual-reader-service.ts';
import type { Fault } from '../../../card/virtual/fault.ts';
import { VirtualCard } from '../../../card/virtual/virtual-card.ts';
import { cardImage, doctor, insertedCard, READER } from '../../support/cards.ts';

const CERTIFICATE = doctor.authentication.certificate;
const BLOCK = CERTIFICATE.slice(0, 256);
const SELECT_APPLICATION = '00A4040010E828BD080FA00000039100000000000200';

const JMA: TapWay = { file: 0x0016, form: 'select' };
const JMA_SHORT: TapWay = { file: 0x0016, form: 'short-id' };
const GUIDELINE: TapWay = { file: 0x0018, form: 'short-id' };

const always = (command: string, answer: string, executed = false): Fault => ({
  command,
  times: 'always',
  effect: { kind: 'answer', answer, executed },
});
/** A card that lets no internal file be selected. */
const PIN_FILE_KEPT = always('00A4020C020016', '6A82');

/** A JMA card on which the low file ids work as short identifiers too, as JICSAP has it. */
class ShortIdCard extends VirtualCard {
  commands = 0;

  override async process(apdu: Uint8Array): Promise<Uint8Array> {
    this.commands += 1;
    const [, instruction = 0, p1 = 0, p2 = 0] = apdu;
    if (instruction !== 0xb0 || (p1 & 0x80) === 0 || (p1 & 0x1f) === 0x11) return super.process(apdu);
    const selected = await super.process(fromHex(`00A4020C0200${(p1 & 0x1f).toString(16).padStart(2, '0')}`));
    return toHex(selected) === '9000' ? super.process(Uint8Array.of(0, 0xb0, 0, p2, ...apdu.subarray(4))) : selected;
  }
}

const atrOf = (session: CardSession): string => toHex(session.atr);

interface Tapped {
  readonly tap: TappedCard | null;
  readonly commands: readonly string[];
}

/** Taps a card with what is known of others. */
async function tapped(
  profile: 'jma' | 'guideline',
  known: readonly TapWay[],
  faults: readonly Fault[] = [],
  image = cardImage({ profile }),
): Promise<Tapped> {
  const { service, commands } = insertedCard(image, faults);
  await using session = await service.open(READER);
  const ways = new TapWays();
  for (const way of known) ways.note(atrOf(session), way);
  return { tap: await identifyTap(session, ways), commands };
}

describe('a tap reads the beginning of the authentication certificate', () => {
  it.each<[string, 'jma' | 'guideline', readonly TapWay[], readonly Fault[], TapWay, number]>([
    ['a JMA card, its answer to reset never seen', 'jma', [], [], JMA, 3],
    ['a JMA card as others before', 'jma', [JMA, JMA], [], JMA, 3],
    ['a guideline card as others before, by short identifier', 'guideline', [GUIDELINE], [], GUIDELINE, 2],
    ['a JMA card where both kinds were seen', 'jma', [JMA, GUIDELINE], [], JMA, 3],
    [
      'a guideline card where both kinds were seen and its PIN file cannot be selected',
      'guideline',
      [JMA, JMA, GUIDELINE],
      [PIN_FILE_KEPT],
      GUIDELINE,
      3,
    ],
    [
      'a guideline card where two other ways come first, beyond what fits',
      'guideline',
      [JMA, JMA, JMA_SHORT, JMA_SHORT, GUIDELINE],
      [PIN_FILE_KEPT],
      GUIDELINE,
      4,
    ],
  ])('%s', async (_case, profile, known, faults, way, exchanges) => {
    const { tap, commands } = await tapped(profile, known, faults);
    expect({ tap, exchanges: commands.length }).toEqual({ tap: { block: BLOCK, way }, exchanges });
  });

  it('with exactly these commands', async () => {
    expect((await tapped('jma', [])).commands).toEqual([SELECT_APPLICATION, '00A4020C020016', '00B0000000']);
    expect((await tapped('guideline', [GUIDELINE])).commands).toEqual([SELECT_APPLICATION, '00B0980000']);
  });

  it.each<[string, readonly Fault[], number]>([
    ['that is blocked (6283)', [always(SELECT_APPLICATION, '6F128410E828BD080FA0000003910000000000026283', true)], 3],
    [
      'that sends its answer in parts (61xx)',
      [
        { command: '00B0000000', effect: { kind: 'answer', answer: `${toHex(BLOCK.slice(0, 200))}6138` } },
        always('00C0', `${toHex(BLOCK.slice(200))}9000`),
      ],
      4,
    ],
    ['that gives less than asked for', [{ command: '00B0000000', effect: { kind: 'answer', answer: `${toHex(BLOCK.slice(0, 200))}6282` } }], 4],
    ['that wants the right length (6Cxx)', [{ command: '00B0000000', effect: { kind: 'answer', answer: '6C80' } }], 5],
  ])('of a card %s', async (_case, faults, exchanges) => {
    const { tap, commands } = await tapped('jma', [], faults);
    expect({ tap, exchanges: commands.length }).toEqual({ tap: { block: BLOCK, way: JMA }, exchanges });
  });

  it('that is shorter than a block, without the fill behind it', async () => {
    const short = Uint8Array.of(0x30, 100, 0x30, 50, 0x02, ...new Array<number>(97).fill(7));
    const { tap } = await tapped('jma', [], [], cardImage({ authentication: { ...doctor.authentication, certificate: short } }));
    expect(tap).toEqual({ block: short, way: JMA });
  });
});

describe('a tap says nothing', () => {
  const file = (content: string): readonly Fault[] => [always('00B0000000', `${content.padEnd(512, 'F')}9000`)];
  it.each<[string, readonly TapWay[], readonly Fault[], number]>([
    ['of a card without the application', [], [always('00A40400', '6A82')], 1],
    ['of a card whose file is not there', [], [PIN_FILE_KEPT], 2],
    ['of a card whose file may not be read', [], [always('00B0000000', '6982')], 3],
    ['of a card whose file is erased', [], file(''), 3],
    ['of a card whose file is a directory', [], file('302D301D0C1B'), 3],
    ['of a card whose file is no object', [], file('3080'), 3],
    ['of a card whose file is another kind of record', [], file('3009020101'), 3],
    [
      'of a card that ends in the middle of a block',
      [],
      [{ command: '00B0000000', effect: { kind: 'answer', answer: `${toHex(BLOCK.slice(0, 200))}9000` } }, always('00B000C8', '6982')],
      4,
    ],
    ['of a card that is read in a way not known for its kind', [GUIDELINE], [], 2],
  ])('%s', async (_case, known, faults, exchanges) => {
    const { tap, commands } = await tapped('jma', known, faults);
    expect({ tap, exchanges: commands.length }).toEqual({ tap: null, exchanges });
  });

  it.each(['00A4040010', '00A4020C', '00B0'])('of a card that is taken away at %s: the fault goes up', async (command) => {
    await expect(tapped('jma', [], [{ command, effect: { kind: 'removal' } }])).rejects.toMatchObject({ name: 'CardError', code: 'CARD_REMOVED' });
  });
});

it('whatever is known and whatever the card answers, only SELECT, READ BINARY and GET RESPONSE are sent', async () => {
  const sent = new Set<string>();
  const answers = ['6A82', '6700', '6982', '6D00', '9000', '6105', '6C10', 'FFFFFFFF9000', '30030203019000'];
  for (const known of [[], [JMA], [GUIDELINE], [JMA, GUIDELINE, JMA_SHORT]]) {
    for (const answer of answers) {
      for (const command of ['00A4020C', '00B0', '00C0']) {
        const { commands } = await tapped('guideline', known, [always(command, answer)]);
        for (const apdu of commands) sent.add(apdu.slice(0, 4));
      }
    }
  }
  expect([...sent].sort()).toEqual(['00A4', '00B0', '00C0']);
});

describe('the ways of a make of cards', () => {
  async function learned(service: ReaderService): Promise<TapWay | null> {
    await using session = await service.open(READER);
    const memory = new CardMemory();
    const { applications } = await readCard(session, memory);
    return wayOf(applications.find(({ kind }) => kind === 'authentication')!.certificate!, memory.channel(session).traits);
  }

  const readerWith = (card: VirtualCard): ReaderService => {
    const service = new VirtualReaderService();
    service.addReader(READER);
    service.insert(READER, card);
    return service;
  };

  it.each<[string, () => ReaderService, TapWay]>([
    ['a JMA card', () => insertedCard(cardImage()).service, JMA],
    ['a JMA card that takes file ids for short identifiers', () => readerWith(new ShortIdCard(cardImage())), JMA_SHORT],
    ['a guideline card', () => insertedCard(cardImage({ profile: 'guideline' })).service, GUIDELINE],
  ])('are learned from a whole reading: %s', async (_case, service, way) => {
    expect(await learned(service())).toEqual(way);
  });

  it.each([
    ['lies behind the beginning of its file', { address: { fileId: 0x16 }, index: 4 }],
    ['lies deeper than the application', { address: { path: fromHex('3F0050010016') }, index: 0 }],
  ])('are none where the certificate %s', (_case, path) => {
    expect(wayOf({ path }, { extendedLength: false, shortIdentifiers: true })).toBeNull();
  });

  it('a file id too long for a short identifier is selected', () => {
    expect(wayOf({ path: { address: { fileId: 0x4016 }, index: 0 } }, { extendedLength: false, shortIdentifiers: true })).toEqual({
      file: 0x4016,
      form: 'select',
    });
  });

  it('a card that takes short identifiers is read in two once its kind is known', async () => {
    const card = new ShortIdCard(cardImage());
    await using session = await readerWith(card).open(READER);
    const ways = new TapWays();
    ways.note(atrOf(session), JMA_SHORT);
    expect({ tap: await identifyTap(session, ways), exchanges: card.commands }).toEqual({ tap: { block: BLOCK, way: JMA_SHORT }, exchanges: 2 });
  });

  it('a way that worked is kept for the next card of the same answer to reset, and for no other', async () => {
    const { service } = insertedCard(cardImage());
    await using session = await service.open(READER);
    const ways = new TapWays();
    await identifyTap(session, ways);
    ways.note(atrOf(session), null);
    ways.note(atrOf(session), GUIDELINE);
    expect(ways.order(atrOf(session))).toEqual([JMA, GUIDELINE]);
    expect(ways.order('3B00')).toEqual([JMA]);
  });

  it('cards that let a file be selected in vain are met by another order, once that was seen and they are the more', async () => {
    const { service, commands } = insertedCard(cardImage({ profile: 'guideline' }));
    await using session = await service.open(READER);
    const ways = new TapWays();
    for (const way of [JMA, GUIDELINE]) ways.note(atrOf(session), way);
    const counts: number[] = [];
    for (let tap = 0; tap < 2; tap += 1) {
      const before = commands.length;
      expect(await identifyTap(session, ways)).toEqual({ block: BLOCK, way: GUIDELINE });
      counts.push(commands.length - before);
    }
    expect(counts).toEqual([4, 2]);
  });
});

it('a card that answers whatever it likes gives a beginning of at most one block, nothing, or a fault of the card', async () => {
  const answer = fc.oneof(
    fc.uint8Array({ maxLength: 6 }),
    fc.constantFrom('9000', '6282', '6283', '6102', '6C03', '3082', `${toHex(BLOCK)}9000`, `${toHex(BLOCK.slice(0, 40))}9000`).map(fromHex),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 8 }), async (answers) => {
      let sent = 0;
      const { service } = insertedCard(cardImage(), [], { transmit: async () => answers[sent++ % answers.length]! });
      await using session = await service.open(READER);
      const tap = await identifyTap(session, new TapWays()).catch((error: unknown) => {
        if (!(error instanceof CardError)) throw error;
        return null;
      });
      if (tap) expect(tap.block.length).toBeLessThanOrEqual(256);
    }),
  );
});
