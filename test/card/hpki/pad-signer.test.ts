import { afterEach, describe, expect, it } from 'vitest';
import { openCardSigner } from '../../../card/hpki/signer/open-card-signer.ts';
import type { PinObject } from '../../../card/pin/pin-object.ts';
import type { PinPrompt } from '../../../card/pin/prompt.ts';
import { fitsStructure, verifyStructure } from '../../../card/pin/verify-structure.ts';
import { VirtualCard } from '../../../card/virtual/virtual-card.ts';
import { digestInfo } from '../../../pki/digest/digest-info.ts';
import { cardImage } from '../../support/cards.ts';
import { type AtTheKeys, PAD_READER, PadReader, type PadTraits } from '../../support/pad-reader.ts';
import { PreparedPerson, type TypedAnswer } from '../../support/pin-prompts.ts';

const digest = digestInfo('sha256', Buffer.alloc(32, 5));
const RIGHT: AtTheKeys = { typed: '1234' };
const WRONG: AtTheKeys = { typed: '9999' };
const READY = '';

let reader: PadReader | null = null;
afterEach(async () => {
  await reader?.service[Symbol.asyncDispose]();
  reader = null;
});

/** Signs so many times on a reader with keys. What the person answers on the screen is only that they are ready. */
async function sign(
  deeds: readonly AtTheKeys[],
  answers: readonly TypedAnswer[],
  { uses = 1, askAgain = false, tries = 15, traits = {} as PadTraits, typeAt = 'reader' as const } = {},
) {
  const image = cardImage();
  const applications = image.applications.map((application) => ({ ...application, tries }));
  reader = new PadReader(new VirtualCard({ ...image, applications }), deeds, traits);
  const person = new PreparedPerson(...answers);
  const turns: (number | null)[] = [];
  const prompt: PinPrompt = { ask: (request) => person.ask(request), turnToReader: (left) => void turns.push(left) };
  const signal = new AbortController().signal;
  const signer = await openCardSigner({ service: reader.service, reader: PAD_READER, prompt, uses, askAgain, signal, typeAt });
  const outcomes: string[] = [];
  for (let count = 0; count < uses; count++) {
    outcomes.push(
      await signer.sign(digest).then(
        () => 'signed',
        (error: { code: string }) => error.code,
      ),
    );
  }
  return { outcomes, requests: person.requests, turns, presented: reader.presented, structures: reader.structures };
}

describe('a PIN typed at the keys of the reader', () => {
  it('is typed for each signature, confirmed ready once, and never seen here', async () => {
    const { outcomes, requests, turns, presented } = await sign([RIGHT, RIGHT, RIGHT], [READY], { uses: 3 });
    expect(outcomes).toEqual(['signed', 'signed', 'signed']);
    expect(requests).toMatchObject([{ way: 'reader', uses: 3, triesLeft: 15, confirm: null }]);
    expect(turns).toEqual([15, 15, 15]);
    expect(presented.map(({ by }) => by)).toEqual(['keys', 'keys', 'keys']);
  });

  it('is wanted by exactly this structure', async () => {
    const { structures } = await sign([RIGHT], [READY]);
    expect(structures).toEqual(['1e0f82000010040201090400000000050000000020008800']);
  });

  it.each<[string, AtTheKeys, string]>([
    ['nobody types', 'nothing', 'PIN_PAD_TIMEOUT'],
    ['the person cancels', 'cancel', 'PIN_CANCELLED'],
    ['the PIN is too short', { typed: '12' }, 'PIN_MALFORMED'],
    ['the card is pulled', 'card pulled', 'CARD_REMOVED'],
    ['the driver fails', 'driver fails', 'CARD_TRANSPORT_FAULT'],
    ['the reader says nothing', 'no answer', 'CARD_TRANSPORT_FAULT'],
  ])('where %s, ends the signature, and nothing reaches the card', async (_, deed, code) => {
    const { outcomes, presented } = await sign([deed], [READY, READY]);
    expect(outcomes).toEqual([code]);
    expect(presented).toEqual([]);
  });

  it('that is wrong spends one try, is told with the tries left, and asked for again where that is wanted', async () => {
    expect((await sign([WRONG, RIGHT], [READY, READY])).outcomes).toEqual(['PIN_WRONG']);
    await reader?.service[Symbol.asyncDispose]();
    const { outcomes, requests, presented } = await sign([WRONG, RIGHT], [READY, READY], { askAgain: true });
    expect(outcomes).toEqual(['signed']);
    expect(requests).toMatchObject([
      { reason: 'first', triesLeft: 15 },
      { reason: 'wrong', triesLeft: 14 },
    ]);
    expect(presented).toHaveLength(2);
  });

  it('needs few tries confirmed before the keys are turned on', async () => {
    expect(await sign([RIGHT], [READY], { tries: 2 })).toMatchObject({ outcomes: ['PIN_CONFIRMATION_NEEDED'], turns: [], presented: [] });
    await reader?.service[Symbol.asyncDispose]();
    expect(await sign([RIGHT], [{ pin: READY, confirmedTries: 2 }], { tries: 2 })).toMatchObject({ outcomes: ['signed'], turns: [2] });
  });

  it('is asked of nobody on a locked card, nor after the person has cancelled', async () => {
    expect(await sign([RIGHT], [READY], { tries: 0 })).toMatchObject({ outcomes: ['PIN_LOCKED'], requests: [], turns: [] });
    await reader?.service[Symbol.asyncDispose]();
    expect(await sign([RIGHT], [null])).toMatchObject({ outcomes: ['PIN_CANCELLED'], turns: [] });
  });
});

describe('where the PIN is typed', () => {
  it.each<[string, PadTraits, 'here' | 'reader', 'here' | 'reader']>([
    ['a reader with keys', {}, 'reader', 'reader'],
    ['a reader with keys whose properties are not told', { properties: null }, 'reader', 'reader'],
    ['a reader without keys', { verifyDirect: false }, 'reader', 'here'],
    ['a reader with keys, by the choice of the person', {}, 'here', 'here'],
  ])('%s', async (_, traits, typeAt, way) => {
    const { outcomes, requests, presented } = await sign([RIGHT], ['1234'], { traits, typeAt: typeAt as 'reader' });
    expect(outcomes).toEqual(['signed']);
    expect(requests.map((request) => request.way)).toEqual([way]);
    expect(presented.map(({ by }) => by)).toEqual([way === 'reader' ? 'keys' : 'program']);
  });

  it('is not changed by a reader that refuses the structure', async () => {
    const { outcomes, presented } = await sign([RIGHT], [READY], { traits: { properties: Uint8Array.of(0, 0, 0x80, 0) } });
    expect(outcomes).toEqual(['PIN_PAD_REFUSED']);
    expect(presented).toEqual([]);
  });
});

describe('PIN_VERIFY_STRUCTURE', () => {
  const plain: PinObject = { reference: 0x88, minLength: 4, maxLength: 16, digitsOnly: false, padding: null };
  const padded: PinObject = { ...plain, maxLength: 8, padding: { length: 8, byte: 0xff } };
  const structure = (object: PinObject, validation = 0x07, display = true) =>
    Buffer.from(verifyStructure(object, { validation, display })).toString('hex');

  it.each<[string, string, string]>([
    ['as typed', structure(plain), '1e0f820000' + '1004' + '02' + '01' + '0904' + '00' + '000000' + '05000000' + '0020008800'],
    ['filled up', structure(padded), '1e0f820800' + '0804' + '02' + '01' + '0904' + '00' + '000000' + '0d000000' + '0020008808ffffffffffffffff'],
    ['without a display', structure(plain, 0x02, false), '1e0f820000' + '1004' + '02' + '00' + '0904' + '00' + '000000' + '05000000' + '0020008800'],
    ['ended by time alone', structure(plain, 0x04), '1e0f820000' + '1004' + '04' + '01' + '0904' + '00' + '000000' + '05000000' + '0020008800'],
  ])('of a PIN %s', (_, made, expected) => {
    expect(made).toBe(expected);
  });

  it('cannot name a block that is longer than its field', () => {
    expect([fitsStructure(plain), fitsStructure(padded), fitsStructure({ ...plain, padding: { length: 16, byte: 0xff } })]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
