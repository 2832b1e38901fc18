import { createHash, verify, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CardMemory } from '../../../card/hpki/memory.ts';
import type { CardSignerEvent } from '../../../card/hpki/signer/context.ts';
import { type CardSignerOptions, openCardSigner } from '../../../card/hpki/signer/open-card-signer.ts';
import type { PinPrompt } from '../../../card/pin/prompt.ts';
import type { ReaderService } from '../../../card/reader.ts';
import { type Fault, withoutCounter } from '../../../card/virtual/fault.ts';
import type { VirtualCardImage } from '../../../card/virtual/image.ts';
import type { Signer } from '../../../pki/signer.ts';
import { cardImage, doctor, insertedCard, presentedPins, READER } from '../../support/cards.ts';
import { PreparedPerson } from '../../support/pin-prompts.ts';

const content = Buffer.from('prescription');
const digestInfo = Buffer.from(`3031300d060960864801650304020105000420${createHash('sha256').update(content).digest('hex')}`, 'hex');
const { publicKey } = new X509Certificate(doctor.signature.certificate);
const isSignature = (value: Uint8Array): boolean => verify('sha256', content, publicKey, value);

const open = (service: ReaderService, prompt: PinPrompt, more: Partial<CardSignerOptions> = {}) =>
  openCardSigner({ service, reader: READER, prompt, uses: 1, signal: new AbortController().signal, ...more });

const withTries = (tries: number, image: VirtualCardImage = cardImage()): VirtualCardImage => ({
  ...image,
  applications: image.applications.map((application) => ({ ...application, tries })),
});

const triesOf = ({ card }: ReturnType<typeof insertedCard>) => card.image.applications.map(({ tries }) => tries);

const RESET_IN_PSO: Fault = { command: '002A', effect: { kind: 'reset' } };

describe('one signature', () => {
  it.each([
    ['jma', 'iso', 65544, 11],
    ['jma', 'iso', 261, 17],
    ['jma', 'jicsap', 65544, 13],
    ['jma', 'jicsap', 261, 18],
    ['guideline', 'iso', 65544, 10],
    ['guideline', 'jicsap', 65544, 12],
  ] as const)('%s, %s, APDUs up to %i bytes: verified, in %i commands', async (profile, signing, maxApduLength, commands) => {
    const inserted = insertedCard(cardImage({ profile, signing }), [], { maxApduLength });
    const person = new PreparedPerson('1234');
    const signer: Signer = await open(inserted.service, person);
    const before = inserted.commands.length;
    expect(isSignature(await signer.sign(digestInfo))).toBe(true);
    expect({
      commands: inserted.commands.length - before,
      pins: presentedPins(inserted.commands),
      wiped: person.wiped,
      tries: triesOf(inserted),
    }).toEqual({
      commands,
      pins: ['1234'],
      wiped: true,
      tries: [15, 15],
    });
  });

  it('follows the order of the guideline, with nothing between PIN and signature', async () => {
    const { service, commands } = insertedCard();
    const signer = await open(service, new PreparedPerson('1234'));
    const before = commands.length;
    await signer.sign(digestInfo);
    expect(commands.slice(before).map((command) => command.slice(0, 18))).toEqual([
      '00A4040010E828BD08',
      '00200088',
      '00A4040010E828BD08',
      '00A4020C020016',
      '00B00000000000',
      '00200088',
      '00A4020C02000C',
      '002241B6048402000C',
      '002000880431323334',
      '002A9E9A0001000001',
      '00200088',
    ]);
  });

  it.each(['signature', 'authentication'] as const)('of the %s application is made with its key and its PIN alone', async (application) => {
    const inserted = insertedCard();
    const person = new PreparedPerson('9999', '1234');
    const signer = await open(inserted.service, person, { application, askAgain: true });
    const signature = await signer.sign(digestInfo);
    const { publicKey: own } = new X509Certificate(doctor[application].certificate);
    expect(verify('sha256', content, own, signature)).toBe(true);
    expect(signer.certificate).toEqual(doctor[application].certificate);
    expect(person.requests.map((request) => [request.application, request.triesLeft])).toEqual([
      [application, 15],
      [application, 14],
    ]);
  });

  it('carries certificate and chain of the signature application, as pki wants them', async () => {
    const { certificate, chain } = await open(insertedCard().service, new PreparedPerson());
    expect({ certificate, chain }).toEqual({ certificate: doctor.signature.certificate, chain: doctor.signature.chain });
  });

  it('asks for the right PIN, with what the card says of it', async () => {
    const person = new PreparedPerson('1234');
    const signer = await open(insertedCard().service, person, { uses: 3 });
    await signer.sign(digestInfo);
    expect(person.requests).toEqual([
      {
        reader: READER,
        application: 'signature',
        holder: 'Taro Kensho',
        triesLeft: 15,
        confirm: null,
        minLength: 4,
        maxLength: 16,
        digitsOnly: false,
        reason: 'first',
        uses: 3,
        way: 'here',
      },
    ]);
  });

  it('leaves the card free while the person types', async () => {
    const { service } = insertedCard();
    const person = new PreparedPerson('1234');
    const busy: boolean[] = [];
    person.whileTyping = () => {
      void service.snapshot().then(({ readers }) => busy.push(readers[0]!.busy));
    };
    await (await open(service, person)).sign(digestInfo);
    expect(busy).toEqual([false]);
  });

  it('leaves no verified PIN behind', async () => {
    const inserted = insertedCard(cardImage(), [{ command: '002A9E9A', effect: { kind: 'answer', answer: '6985' } }]);
    await expect((await open(inserted.service, new PreparedPerson('1234'))).sign(digestInfo)).rejects.toMatchObject({ code: 'SIGNATURE_REFUSED' });
    const answer = await inserted.card.process(Buffer.from('00200088', 'hex'));
    expect(Buffer.from(answer).toString('hex')).toBe('6a88');
  });

  it('tells its steps', async () => {
    const events: CardSignerEvent[] = [];
    await (await open(insertedCard().service, new PreparedPerson('1234'), { onEvent: (event) => events.push(event) })).sign(digestInfo);
    expect(events).toEqual([
      { step: 'asking', reason: 'first', triesLeft: 15 },
      { step: 'verifying' },
      { step: 'signing' },
      { step: 'signed', triesLeft: 15 },
    ]);
  });

  it('takes full-width digits', async () => {
    const { service, commands } = insertedCard();
    await (await open(service, new PreparedPerson('１２３４'))).sign(digestInfo);
    expect(presentedPins(commands)).toEqual(['1234']);
  });

  it('refuses what is no DigestInfo before anybody is asked', async () => {
    const person = new PreparedPerson('1234');
    await expect((await open(insertedCard().service, person)).sign(new Uint8Array(300))).rejects.toThrow(TypeError);
    expect(person.requests).toEqual([]);
  });
});

describe('a batch', () => {
  it('asks once and presents the PIN once for each signature', async () => {
    const inserted = insertedCard();
    const person = new PreparedPerson('1234');
    const signer = await open(inserted.service, person, { uses: 3 });
    const signatures = await Promise.all([signer.sign(digestInfo), signer.sign(digestInfo), signer.sign(digestInfo)]);
    expect({ good: signatures.map(isSignature), asked: person.requests.length, pins: presentedPins(inserted.commands) }).toEqual({
      good: [true, true, true],
      asked: 1,
      pins: ['1234', '1234', '1234'],
    });
  });

  it('asks again beyond the number it asked for', async () => {
    const person = new PreparedPerson('1234', '1234');
    const signer = await open(insertedCard().service, person, { uses: 1 });
    await signer.sign(digestInfo);
    await signer.sign(digestInfo);
    expect(person.requests.map(({ reason, uses }) => ({ reason, uses }))).toEqual([
      { reason: 'first', uses: 1 },
      { reason: 'first', uses: 1 },
    ]);
  });

  it('asks again when another program has spent a try in between', async () => {
    const inserted = insertedCard();
    const person = new PreparedPerson('1234', '1234');
    const signer = await open(inserted.service, person, { uses: 2 });
    await signer.sign(digestInfo);
    await inserted.card.process(Buffer.from('00A4040010E828BD080FA00000039100000000000100', 'hex'));
    await inserted.card.process(Buffer.from('002000880439393939', 'hex'));
    expect(isSignature(await signer.sign(digestInfo))).toBe(true);
    expect(person.requests.map(({ reason, triesLeft, uses }) => ({ reason, triesLeft, uses }))).toEqual([
      { reason: 'first', triesLeft: 15, uses: 2 },
      { reason: 'expired', triesLeft: 14, uses: 1 },
    ]);
  });

  it('ends when the card was taken out in between, whatever is put in', async () => {
    const { service, virtual, card, commands } = insertedCard();
    const signer = await open(service, new PreparedPerson('1234', '1234'), { uses: 2 });
    await signer.sign(digestInfo);
    virtual.remove(READER);
    virtual.insert(READER, card);
    await expect(signer.sign(digestInfo)).rejects.toMatchObject({ code: 'CARD_SWAPPED' });
    expect(presentedPins(commands)).toEqual(['1234']);
  });

  it('goes on with a card that keeps its PIN verified after a signature', async () => {
    const stillVerified: Fault = { command: '00200088', body: false, after: 4, times: 1, effect: { kind: 'answer', answer: '9000' } };
    const inserted = insertedCard(cardImage(), [stillVerified]);
    const person = new PreparedPerson('1234');
    const signer = await open(inserted.service, person, { uses: 2 });
    await signer.sign(digestInfo);
    await signer.sign(digestInfo);
    expect(person.requests.length).toBe(1);
  });
});

describe('a wrong PIN', () => {
  it('costs one try, tells how many are left, and is not asked for again by itself', async () => {
    const inserted = insertedCard();
    const person = new PreparedPerson('9999', '1234');
    const signer = await open(inserted.service, person);
    await expect(signer.sign(digestInfo)).rejects.toMatchObject({ code: 'PIN_WRONG', detail: { triesLeft: 14, statusWord: 0x63ce } });
    expect({ asked: person.requests.length, tries: triesOf(inserted), wiped: person.wiped }).toEqual({ asked: 1, tries: [14, 15], wiped: true });
    expect(isSignature(await signer.sign(digestInfo))).toBe(true);
    expect(triesOf(inserted)).toEqual([15, 15]);
  });

  it('is asked for again where the person may be, and only by asking', async () => {
    const inserted = insertedCard();
    const person = new PreparedPerson('999', '9999', '1234');
    const signer = await open(inserted.service, person, { askAgain: true });
    expect(isSignature(await signer.sign(digestInfo))).toBe(true);
    expect(person.requests.map(({ reason, triesLeft }) => ({ reason, triesLeft }))).toEqual([
      { reason: 'first', triesLeft: 15 },
      { reason: 'malformed', triesLeft: 15 },
      { reason: 'wrong', triesLeft: 14 },
    ]);
    expect(presentedPins(inserted.commands)).toEqual(['9999', '1234']);
  });

  it('changes the counter that is remembered of the card', async () => {
    const { service } = insertedCard();
    const memory = new CardMemory();
    await (await open(service, new PreparedPerson('9999'), { memory })).sign(digestInfo).catch(() => {});
    await using session = await service.open(READER);
    expect(memory.recall(session)?.applications.map(({ triesLeft }) => triesLeft)).toEqual([14, 15]);
  });

  it('is never sent again, even typed again', async () => {
    const inserted = insertedCard();
    const signer = await open(inserted.service, new PreparedPerson('9999', '9999'));
    await signer.sign(digestInfo).catch(() => {});
    await expect(signer.sign(digestInfo)).rejects.toMatchObject({ code: 'PIN_WRONG', detail: { triesLeft: 14 } });
    expect({ pins: presentedPins(inserted.commands), tries: triesOf(inserted) }).toEqual({ pins: ['9999'], tries: [14, 15] });
  });

  it.each([
    ['63C0', 'PIN_LOCKED', { triesLeft: 0 }],
    ['6983', 'PIN_LOCKED', { triesLeft: 0 }],
    ['6984', 'PIN_LOCKED', { triesLeft: 0 }],
    ['6700', 'PIN_WRONG_LENGTH', {}],
    ['6F00', 'CARD_UNEXPECTED_STATUS', { statusWord: 0x6f00 }],
    ['90', 'CARD_TRANSPORT_FAULT', {}],
  ])('answered %s is %s', async (answer, code, detail) => {
    const inserted = insertedCard(cardImage(), [{ command: '00200088', body: true, effect: { kind: 'answer', answer } }]);
    const signer = await open(inserted.service, new PreparedPerson('1234'));
    await expect(signer.sign(digestInfo)).rejects.toMatchObject({ code, detail });
    expect(presentedPins(inserted.commands).length).toBe(1);
  });

  it.each([
    ['removal', 'CARD_REMOVED'],
    ['reset', 'CARD_RESET'],
  ] as const)('whose answer is lost by %s is not sent again', async (kind, code) => {
    const inserted = insertedCard(cardImage(), [{ command: '00200088', body: true, effect: { kind, executed: true } }]);
    const signer = await open(inserted.service, new PreparedPerson('9999', '1234'), { askAgain: true });
    await expect(signer.sign(digestInfo)).rejects.toMatchObject({ code });
    expect({ pins: presentedPins(inserted.commands), tries: triesOf(inserted) }).toEqual({ pins: ['9999'], tries: [14, 15] });
  });
});

describe('before a PIN is sent', () => {
  it.each<[string, PreparedPerson, string]>([
    ['a cancellation', new PreparedPerson(null), 'PIN_CANCELLED'],
    ['three digits', new PreparedPerson('123'), 'PIN_MALFORMED'],
    ['seventeen digits', new PreparedPerson('12345678901234567'), 'PIN_MALFORMED'],
    ['kana', new PreparedPerson('かなかな'), 'PIN_MALFORMED'],
    ['bytes that are no text', new PreparedPerson(Uint8Array.of(0x31, 0x32, 0x33, 0xff)), 'PIN_MALFORMED'],
  ])('%s ends it', async (_, person, code) => {
    const { service, commands } = insertedCard();
    await expect((await open(service, person)).sign(digestInfo)).rejects.toMatchObject({ code });
    expect({ pins: presentedPins(commands), wiped: person.wiped }).toEqual({ pins: [], wiped: true });
  });

  it.each([
    [2, { pin: '1234', confirmedTries: 2 }, null],
    [1, { pin: '1234', confirmedTries: 1 }, null],
    [3, '1234', null],
    [2, '1234', 'PIN_CONFIRMATION_NEEDED'],
    [2, { pin: '1234', confirmedTries: 1 }, 'PIN_CONFIRMATION_NEEDED'],
    [1, { pin: '1234', confirmedTries: 'unknown' }, 'PIN_CONFIRMATION_NEEDED'],
  ] as const)('%i tries left, answer %j: %s', async (tries, answer, code) => {
    const { service, commands } = insertedCard(withTries(tries));
    const person = new PreparedPerson(answer);
    const outcome = await (await open(service, person)).sign(digestInfo).then(
      () => null,
      (error: { code: string }) => error.code,
    );
    expect({ outcome, sent: presentedPins(commands).length, confirm: person.requests[0]?.confirm, wiped: person.wiped }).toEqual({
      outcome: code,
      sent: code === null ? 1 : 0,
      confirm: tries < 3 ? tries : null,
      wiped: true,
    });
  });

  it.each(['9000', '6700', '6d00'] as const)('a counter that is not told (%s) needs "unknown"', async (status) => {
    const { service, commands } = insertedCard(cardImage(), [withoutCounter(status)]);
    const person = new PreparedPerson({ pin: '1234', confirmedTries: 'unknown' }, '1234');
    const signer = await open(service, person, { uses: 2 });
    expect(isSignature(await signer.sign(digestInfo))).toBe(true);
    await expect(signer.sign(digestInfo)).rejects.toMatchObject({ code: 'PIN_CONFIRMATION_NEEDED', detail: { triesLeft: null } });
    expect({
      sent: presentedPins(commands).length,
      confirm: person.requests.map(({ confirm }) => confirm),
      reasons: person.requests.map(({ reason }) => reason),
    }).toEqual({
      sent: 1,
      confirm: ['unknown', 'unknown'],
      reasons: ['first', 'expired'],
    });
  });

  it('a locked PIN is not asked for', async () => {
    const person = new PreparedPerson('1234');
    const { service } = insertedCard(withTries(0));
    await expect((await open(service, person)).sign(digestInfo)).rejects.toMatchObject({ code: 'PIN_LOCKED' });
    expect(person.requests).toEqual([]);
  });

  it('a counter that dropped while the person typed stops it', async () => {
    const inserted = insertedCard();
    const person = new PreparedPerson('1234');
    person.whileTyping = () => inserted.card.inject({ command: '00200088', body: false, effect: { kind: 'answer', answer: '63CD' } });
    await expect((await open(inserted.service, person)).sign(digestInfo)).rejects.toMatchObject({
      code: 'PIN_COUNTER_DROPPED',
      detail: { triesLeft: 13 },
    });
    expect({ pins: presentedPins(inserted.commands), wiped: person.wiped }).toEqual({ pins: [], wiped: true });
  });

  it('a card exchanged while the person typed stops it', async () => {
    const inserted = insertedCard();
    const person = new PreparedPerson('1234');
    person.whileTyping = () => {
      inserted.virtual.remove(READER);
      inserted.virtual.insert(READER, inserted.card);
    };
    await expect((await open(inserted.service, person)).sign(digestInfo)).rejects.toMatchObject({
      code: expect.stringMatching(/^CARD_(REMOVED|SWAPPED)$/),
    });
    expect({ pins: presentedPins(inserted.commands), wiped: person.wiped }).toEqual({ pins: [], wiped: true });
  });

  it('a card taken away while the person types ends the question, by name', async () => {
    const inserted = insertedCard();
    const patient: PinPrompt = {
      ask: (_, signal) => {
        inserted.virtual.remove(READER);
        return new Promise((__, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      },
    };
    await expect((await open(inserted.service, patient)).sign(digestInfo)).rejects.toMatchObject({ code: 'CARD_REMOVED' });
    expect(presentedPins(inserted.commands)).toEqual([]);
  });

  it('another certificate in the same stay stops it', async () => {
    const inserted = insertedCard();
    const person = new PreparedPerson('1234');
    const signer = await open(inserted.service, person);
    inserted.card.inject({
      command: '00B0',
      effect: { kind: 'answer', answer: `${Buffer.from(doctor.authentication.certificate).toString('hex')}9000` },
    });
    await expect(signer.sign(digestInfo)).rejects.toMatchObject({ code: 'CARD_SWAPPED' });
    expect(presentedPins(inserted.commands)).toEqual([]);
  });

  it('an abort while the person types ends it, and wipes what comes late', async () => {
    const { service, commands } = insertedCard();
    const controller = new AbortController();
    const person = new PreparedPerson('1234');
    person.whileTyping = () => controller.abort();
    await expect((await open(service, person, { signal: controller.signal })).sign(digestInfo)).rejects.toMatchObject({ code: 'OPERATION_ABORTED' });
    expect({ pins: presentedPins(commands), wiped: person.wiped }).toEqual({ pins: [], wiped: true });
  });
});

describe('a reset of the card', () => {
  it('in the middle of the signature is made good once, with the accepted PIN', async () => {
    const inserted = insertedCard(cardImage(), [RESET_IN_PSO]);
    const person = new PreparedPerson('1234');
    expect(isSignature(await (await open(inserted.service, person)).sign(digestInfo))).toBe(true);
    expect({ asked: person.requests.length, pins: presentedPins(inserted.commands) }).toEqual({ asked: 1, pins: ['1234', '1234'] });
  });

  it('twice is an error', async () => {
    const inserted = insertedCard(cardImage(), [RESET_IN_PSO, RESET_IN_PSO]);
    await expect((await open(inserted.service, new PreparedPerson('1234'))).sign(digestInfo)).rejects.toMatchObject({ code: 'CARD_RESET' });
    expect(presentedPins(inserted.commands)).toEqual(['1234', '1234']);
  });

  it('before the PIN was sent is made good without ado', async () => {
    const inserted = insertedCard(cardImage(), [{ command: '002241B6', effect: { kind: 'reset' } }]);
    expect(isSignature(await (await open(inserted.service, new PreparedPerson('1234'))).sign(digestInfo))).toBe(true);
    expect(presentedPins(inserted.commands)).toEqual(['1234']);
  });

  it('after which another program has spent a try asks the person', async () => {
    const inserted = insertedCard(cardImage(), [
      RESET_IN_PSO,
      { command: '00200088', body: false, after: 4, effect: { kind: 'answer', answer: '63CE' } },
    ]);
    const person = new PreparedPerson('1234', null);
    await expect((await open(inserted.service, person)).sign(digestInfo)).rejects.toMatchObject({ code: 'PIN_CANCELLED' });
    expect({ reasons: person.requests.map(({ reason }) => reason), pins: presentedPins(inserted.commands) }).toEqual({
      reasons: ['first', 'expired'],
      pins: ['1234'],
    });
  });
});

describe('whoever asks for the PIN', () => {
  it('is asked before each presentation, that after a reset included, and may end it with nothing sent', async () => {
    const inserted = insertedCard(cardImage(), [RESET_IN_PSO]);
    const asked: number[] = [];
    const person = Object.assign(new PreparedPerson('1234'), {
      beforePresenting() {
        asked.push(presentedPins(inserted.commands).length);
        if (asked.length === 4) throw new Error('slept');
      },
    });
    const signer = await open(inserted.service, person, { uses: 3 });
    await signer.sign(digestInfo);
    await signer.sign(digestInfo);
    await expect(signer.sign(digestInfo)).rejects.toThrow('slept');
    expect(asked).toEqual([0, 1, 2, 3]);
    expect(presentedPins(inserted.commands)).toHaveLength(3);
    expect({ wiped: person.wiped, tries: triesOf(inserted) }).toEqual({ wiped: true, tries: [15, 15] });
  });
});

describe('a PIN that was refused', () => {
  const code = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: { readonly code: string }) => error.code,
    );
  /** One signer each, all with the same memory. */
  const jobs =
    (inserted: ReturnType<typeof insertedCard>, memory: CardMemory) =>
    async (pin: string, more: Partial<CardSignerOptions> = {}) => {
      const signer = await open(inserted.service, new PreparedPerson(pin), { memory, ...more });
      const outcome = await code(signer.sign(digestInfo));
      signer.close();
      return outcome;
    };

  it('is not sent again by a later job while the card stays', async () => {
    const inserted = insertedCard();
    const job = jobs(inserted, new CardMemory());
    expect([await job('9999'), await job('9999'), await job('9999', { uses: 3 })]).toEqual(['PIN_WRONG', 'PIN_WRONG', 'PIN_WRONG']);
    expect({ pins: presentedPins(inserted.commands), tries: triesOf(inserted) }).toEqual({ pins: ['9999'], tries: [14, 15] });
  });

  it.each<[string, string, Partial<CardSignerOptions>, (memory: CardMemory) => void]>([
    ['by the other application', '9999', { application: 'authentication' }, () => {}],
    ['once the card has left', '9999', {}, (memory) => memory.wipeRefusedPins()],
    ['as another one', '9998', {}, () => {}],
  ])('is sent %s', async (_when, pin, more, meanwhile) => {
    const inserted = insertedCard();
    const memory = new CardMemory();
    const job = jobs(inserted, memory);
    await job('9999');
    meanwhile(memory);
    expect(await job(pin, more)).toBe('PIN_WRONG');
    expect(presentedPins(inserted.commands)).toEqual(['9999', pin]);
  });

  it('is forgotten with the next that is accepted', async () => {
    const inserted = insertedCard();
    const job = jobs(inserted, new CardMemory());
    expect([await job('9999'), await job('1234'), await job('9999')]).toEqual(['PIN_WRONG', null, 'PIN_WRONG']);
    expect(presentedPins(inserted.commands)).toEqual(['9999', '1234', '9999']);
  });
});

describe('a removal', () => {
  it.each([
    ['while reading', '00B0', 'CARD_REMOVED'],
    ['while signing', '002A', 'CARD_REMOVED'],
  ])('%s ends it by name', async (_, command, code) => {
    const inserted = insertedCard();
    const signer = await open(inserted.service, new PreparedPerson('1234'), { uses: 2 });
    inserted.card.inject({ command, effect: { kind: 'removal' } });
    await expect(signer.sign(digestInfo)).rejects.toMatchObject({ code });
    await expect(signer.sign(digestInfo)).rejects.toMatchObject({ code: 'CARD_ABSENT' });
  });

  it('right after the signature does not undo it', async () => {
    const inserted = insertedCard(cardImage(), [{ command: '00200088', body: false, after: 4, effect: { kind: 'removal' } }]);
    expect(isSignature(await (await open(inserted.service, new PreparedPerson('1234'))).sign(digestInfo))).toBe(true);
  });
});

describe('ways to sign', () => {
  it('are remembered per card', async () => {
    const inserted = insertedCard(cardImage({ signing: 'jicsap' }));
    const memory = new CardMemory();
    const one = async () => {
      const before = inserted.commands.length;
      await (await open(inserted.service, new PreparedPerson('1234'), { memory })).sign(digestInfo);
      return inserted.commands.slice(before).filter((command) => command.startsWith('0022')).length;
    };
    expect([await one(), await one()]).toEqual([2, 0]);
  });

  it.each(['6D00', '6E00', '6A86', '6700', '6A81', '6884'])('a computation refused with %s is tried the other way', async (answer) => {
    const image = cardImage({ signing: 'jicsap' });
    const faults: Fault[] = [
      { command: '0022', effect: { kind: 'answer', answer: '9000' } },
      { command: '002A', times: 'always', effect: { kind: 'answer', answer } },
      { command: '102A', times: 'always', effect: { kind: 'answer', answer } },
    ];
    const inserted = insertedCard(image, faults);
    const person = new PreparedPerson('1234');
    expect(isSignature(await (await open(inserted.service, person)).sign(digestInfo))).toBe(true);
    expect(presentedPins(inserted.commands)).toEqual(['1234']);
  });

  const USED_UP: readonly Fault[] = [
    { command: '0022', effect: { kind: 'answer', answer: '9000' } },
    { command: '002A', effect: { kind: 'answer', answer: '6A86' } },
    { command: '802A', effect: { kind: 'answer', answer: '6982' } },
  ];

  it('a PIN used up by the refused one is presented once more', async () => {
    const inserted = insertedCard(cardImage({ signing: 'jicsap' }), USED_UP);
    const person = new PreparedPerson('1234');
    expect(isSignature(await (await open(inserted.service, person)).sign(digestInfo))).toBe(true);
    expect({ asked: person.requests.length, pins: presentedPins(inserted.commands) }).toEqual({ asked: 1, pins: ['1234', '1234'] });
  });

  it('or asked for again where the counter is not told', async () => {
    const inserted = insertedCard(cardImage({ signing: 'jicsap' }), [...USED_UP, withoutCounter('6700')]);
    const person = new PreparedPerson({ pin: '1234', confirmedTries: 'unknown' }, { pin: '1234', confirmedTries: 'unknown' });
    expect(isSignature(await (await open(inserted.service, person)).sign(digestInfo))).toBe(true);
    expect({ reasons: person.requests.map(({ reason }) => reason), pins: presentedPins(inserted.commands) }).toEqual({
      reasons: ['first', 'expired'],
      pins: ['1234', '1234'],
    });
  });

  it.each([
    ['refused', '6985', 'SIGNATURE_REFUSED', { statusWord: 0x6985 }],
    ['for want of the PIN', '6982', 'SIGNATURE_REFUSED', { statusWord: 0x6982 }],
    ['another value', `${'42'.repeat(256)}9000`, 'SIGNATURE_MISMATCH', {}],
    ['a short value', '42429000', 'SIGNATURE_MISMATCH', {}],
  ])('%s ends it', async (_, answer, code, detail) => {
    const inserted = insertedCard(cardImage(), [{ command: '002A', effect: { kind: 'answer', answer } }]);
    await expect((await open(inserted.service, new PreparedPerson('1234'))).sign(digestInfo)).rejects.toMatchObject({ code, detail });
    expect(presentedPins(inserted.commands)).toEqual(['1234']);
  });

  it('a way that gave a wrong value is not the first choice next time', async () => {
    const inserted = insertedCard(cardImage(), [{ command: '002A', effect: { kind: 'answer', answer: `${'42'.repeat(256)}9000` } }]);
    const signer = await open(inserted.service, new PreparedPerson('1234', '1234'));
    await signer.sign(digestInfo).catch(() => {});
    const before = inserted.commands.length;
    expect(isSignature(await signer.sign(digestInfo))).toBe(true);
    expect(
      inserted.commands
        .slice(before)
        .filter((command) => command.slice(2, 4) === '2A')
        .map((command) => command.slice(0, 8)),
    ).toEqual(['802A0080', '002A9E9A']);
  });

  it('none offered is refused without a PIN', async () => {
    const inserted = insertedCard(cardImage(), [
      { command: '0022', times: 'always', effect: { kind: 'answer', answer: '6D00' } },
      { command: '802A', times: 'always', effect: { kind: 'answer', answer: '6E00' } },
    ]);
    await expect((await open(inserted.service, new PreparedPerson('1234'))).sign(digestInfo)).rejects.toMatchObject({ code: 'SIGNATURE_REFUSED' });
  });
});

describe('opening a signer', () => {
  it('needs the signature application', async () => {
    const image = cardImage();
    const { service } = insertedCard({ ...image, applications: image.applications.slice(1) });
    await expect(open(service, new PreparedPerson())).rejects.toMatchObject({ code: 'CARD_APPLICATION_MISSING' });
  });

  it('needs a PIN reference beyond doubt', async () => {
    const other: Fault = { command: '00B09100', effect: { kind: 'answer', answer: 'A006300404020002A4063004040200049000' } };
    await expect(open(insertedCard(cardImage(), [other]).service, new PreparedPerson())).rejects.toMatchObject({
      code: 'CARD_PIN_REFERENCE_UNKNOWN',
    });
  });

  it('needs the card that was meant', async () => {
    await expect(open(insertedCard().service, new PreparedPerson(), { insertion: 'virtual-99' })).rejects.toMatchObject({ code: 'CARD_SWAPPED' });
  });

  it('ends with closing: nothing is asked any more', async () => {
    const person = new PreparedPerson('1234', '1234');
    const signer = await open(insertedCard().service, person, { uses: 2 });
    await signer.sign(digestInfo);
    signer.close();
    await expect(signer.sign(digestInfo)).rejects.toMatchObject({ code: 'OPERATION_ABORTED' });
    expect(person.requests.length).toBe(1);
  });
});
