import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../../../card/bytes.ts';
import { HPKI_AIDS } from '../../../card/hpki/applications.ts';
import type { HpkiCard } from '../../../card/hpki/card.ts';
import { CardMemory } from '../../../card/hpki/memory.ts';
import { readCard } from '../../../card/hpki/read-card.ts';
import { readEndEntity } from '../../../card/hpki/read-end-entity.ts';
import type { CardSession, ReaderService } from '../../../card/reader.ts';
import { withoutCounter } from '../../../card/virtual/fault.ts';
import { cardImage, doctor, insertedCard, presentedPins, READER } from '../../support/cards.ts';
import { ScriptedCard, SFI } from '../../support/scripted-card.ts';
import { JMA } from '../../support/annex-b.ts';

const SHORT = { maxApduLength: 261 };
const sha256 = (der: Uint8Array): string => createHash('sha256').update(der).digest('hex');

async function within<T>(service: ReaderService, work: (session: CardSession) => Promise<T>): Promise<T> {
  await using session = await service.open(READER);
  return await work(session);
}

/** What matters of a read card, comparable at a glance. */
const summary = (card: HpkiCard) =>
  card.applications.map(({ kind, aid, certificate, chain, pin, triesLeft, failure }) => ({
    kind,
    aid,
    certificate: certificate && sha256(certificate.der),
    chain: chain.map(sha256),
    pin: pin?.reference ?? null,
    triesLeft,
    failure: failure?.code ?? null,
  }));

const expected = (reference: number) =>
  (['signature', 'authentication'] as const).map((kind) => ({
    kind,
    aid: HPKI_AIDS[kind],
    certificate: sha256(doctor[kind].certificate),
    chain: doctor[kind].chain.map(sha256),
    pin: reference,
    triesLeft: 15,
    failure: null,
  }));

describe('reading a card without a PIN', () => {
  it.each([
    ['jma', 'extended', 0x88, 31, {}],
    ['jma', 'short', 0x88, 57, SHORT],
    ['guideline', 'extended', 0x96, 18, {}],
    ['guideline', 'short', 0x96, 44, SHORT],
  ] as const)('%s, %s: both applications with their chains, PIN references and counters', async (profile, _, reference, commands, facts) => {
    const inserted = insertedCard(cardImage({ profile }), [], facts);
    const card = await within(inserted.service, (session) => readCard(session));
    expect(summary(card)).toEqual(expected(reference));
    expect({ commands: inserted.commands.length, pins: presentedPins(inserted.commands) }).toEqual({ commands, pins: [] });
  });

  it.each([
    ['jma', 'extended', 13, {}],
    ['jma', 'short', 23, SHORT],
    ['guideline', 'extended', 8, {}],
    ['guideline', 'short', 18, SHORT],
  ] as const)('%s, %s: both end-entity certificates alone', async (profile, _, commands, facts) => {
    const inserted = insertedCard(cardImage({ profile }), [], facts);
    const memory = new CardMemory();
    const certificates = await within(inserted.service, async (session) => [
      await readEndEntity(session, 'signature', memory),
      await readEndEntity(session, 'authentication', memory),
    ]);
    expect(certificates).toEqual([doctor.signature.certificate, doctor.authentication.certificate]);
    expect(inserted.commands.length).toBe(commands);
  });

  it('costs nothing the second time, until the card is taken out', async () => {
    const { service, virtual, card, commands } = insertedCard();
    const memory = new CardMemory();
    const first = await within(service, (session) => readCard(session, memory));
    const counts = [commands.length];
    expect(await within(service, (session) => readCard(session, memory))).toBe(first);
    expect(await within(service, (session) => readEndEntity(session, 'signature', memory))).toEqual(doctor.signature.certificate);
    counts.push(commands.length);
    virtual.remove(READER);
    virtual.insert(READER, card);
    expect(summary(await within(service, (session) => readCard(session, memory)))).toEqual(expected(0x88));
    counts.push(commands.length);
    memory.forget(READER);
    await within(service, (session) => readCard(session, memory));
    counts.push(commands.length);
    expect(counts).toEqual([31, 31, 62, 93]);
  });

  it('keeps the order signature, authentication in what it sends', async () => {
    const { service, commands } = insertedCard(cardImage({ profile: 'guideline' }));
    await within(service, (session) => readCard(session));
    expect(commands.slice(0, 9)).toEqual([
      `00A4040010${HPKI_AIDS.signature}00`,
      '00B09100000000',
      '00B09500000000',
      '00B09800000000',
      '00B09B00000000',
      '00B09900000000',
      '00B09400000000',
      '00B09300000000',
      '00200096',
    ]);
  });

  it('reads a card that carries the signature application alone', async () => {
    const image = cardImage();
    const { service, commands } = insertedCard({ ...image, applications: image.applications.slice(0, 1) });
    const card = await within(service, (session) => readCard(session));
    expect(summary(card)).toEqual(expected(0x88).slice(0, 1));
    expect(commands.slice(-3)).toEqual([`00A4040010${HPKI_AIDS.authentication}00`, '00A4040005E828BD080F00', '00A4040205E828BD080F00']);
  });

  it.each([
    ['9000', null],
    ['6700', null],
    ['6d00', null],
  ] as const)('a card that answers the empty VERIFY with %s keeps its counter to itself', async (status, triesLeft) => {
    const { service } = insertedCard(cardImage(), [withoutCounter(status)]);
    const card = await within(service, (session) => readCard(session));
    expect(summary(card)).toEqual(expected(0x88).map((application) => ({ ...application, triesLeft })));
  });

  it('shows a locked PIN as no tries', async () => {
    const image = cardImage();
    const { service } = insertedCard({ ...image, applications: image.applications.map((application) => ({ ...application, tries: 0 })) });
    const card = await within(service, (session) => readCard(session));
    expect(card.applications.map(({ triesLeft }) => triesLeft)).toEqual([0, 0]);
  });
});

describe('cards that are not as expected', () => {
  const card = (files: Record<number, Uint8Array> = {}) =>
    new ScriptedCard({ certificate: doctor.signature.certificate, signature: new Uint8Array(256), pin: '1234', files });
  const read = async (scripted: ScriptedCard) => within(scripted, (session) => readCard(session));
  const empty = new Uint8Array(64).fill(0xff);

  it('without any of the applications are foreign, after three commands', async () => {
    const scripted = card();
    scripted.intervene = () => 0x6a82;
    await expect(read(scripted)).rejects.toMatchObject({ code: 'CARD_NOT_HPKI' });
    expect(scripted.commands.length).toBe(3);
  });

  it('with another AID tail are found by partial selection and told apart by key usage', async () => {
    const aid = 'E828BD080FA0000003910000000000F1';
    const scripted = card();
    scripted.intervene = (command) => {
      const hex = Buffer.from(command).toString('hex').toUpperCase();
      if (!hex.startsWith('00A404')) return null;
      if (hex === '00A4040005E828BD080F00' || hex === `00A4040010${aid}00`) return fromHex(`6F128410${aid}9000`);
      return 0x6a82;
    };
    expect((await read(scripted)).applications.map(({ kind, aid: found, triesLeft }) => ({ kind, found, triesLeft }))).toEqual([
      { kind: 'signature', found: aid, triesLeft: 15 },
    ]);
  });

  it('whose enumeration repeats itself come to an end', async () => {
    const scripted = card();
    scripted.intervene = (command) => (command[1] === 0xa4 && command[4] === 5 ? fromHex(`6F128410${HPKI_AIDS.signature}9000`) : null);
    expect((await read(scripted)).applications.length).toBe(1);
  });

  it('that are blocked (6283) still show their certificate', async () => {
    const scripted = card();
    scripted.intervene = (_, index) => (index === 0 ? fromHex(`6F128410${HPKI_AIDS.signature}6283`) : null);
    expect((await read(scripted)).applications.map(({ certificate }) => certificate?.der)).toEqual([doctor.signature.certificate]);
  });

  it.each<[string, Record<number, Uint8Array>, { pin: number | null; certificate: boolean; failure: string | null }]>([
    ['an empty AOD behind a foreign directory', { [SFI.aod]: empty }, { pin: null, certificate: true, failure: null }],
    [
      'two PINs and a key that names neither',
      { [SFI.aod]: fromHex('3008 3000 3000 A1023000'), [SFI.prkd]: empty },
      { pin: null, certificate: true, failure: null },
    ],
    ['no key directory', { [SFI.prkd]: empty }, { pin: 0x96, certificate: true, failure: null }],
    [
      'no object directory, but the certificate where JMA has it',
      { [SFI.od]: empty, [SFI.jmaCertificate]: doctor.signature.certificate },
      { pin: null, certificate: true, failure: null },
    ],
    [
      'no object directory and nothing in the recorded file',
      { [SFI.od]: empty },
      { pin: null, certificate: false, failure: 'CARD_DIRECTORY_UNREADABLE' },
    ],
    [
      'a directory that names a certificate which is none',
      { [SFI.certificate]: fromHex('3003020101') },
      { pin: 0x96, certificate: false, failure: 'CARD_CERTIFICATE_UNREADABLE' },
    ],
    [
      'a CA certificate in place of the holder’s',
      { [SFI.certificate]: doctor.signature.chain[0]! },
      { pin: 0x96, certificate: false, failure: 'CARD_CERTIFICATE_UNREADABLE' },
    ],
    [
      'exactly the recorded JMA directory with an AOD that cannot be read',
      { [SFI.od]: JMA.od, [SFI.jmaAod]: empty, [SFI.jmaCertificate]: doctor.signature.certificate },
      { pin: 0x88, certificate: true, failure: null },
    ],
    [
      'the recorded directory with one byte more',
      { [SFI.od]: Uint8Array.of(...JMA.od, 0xa3, 0x00), [SFI.jmaAod]: empty, [SFI.jmaCertificate]: doctor.signature.certificate },
      { pin: null, certificate: true, failure: null },
    ],
    [
      'the recorded directory with an AOD that names another reference',
      {
        [SFI.od]: JMA.od,
        [SFI.jmaAod]: fromHex(Buffer.from(JMA.aod).toString('hex').replace('80020088', '80020096')),
        [SFI.jmaCertificate]: doctor.signature.certificate,
      },
      { pin: 0x96, certificate: true, failure: null },
    ],
    [
      'the recorded directory with an AOD that names no reference',
      {
        [SFI.od]: JMA.od,
        [SFI.jmaAod]: fromHex('3024 3009 0C0350494E 03020780 3003 040108 A112 3010 030203C8 0A0102 020104 020100 020110'),
        [SFI.jmaCertificate]: doctor.signature.certificate,
      },
      { pin: null, certificate: true, failure: null },
    ],
  ])('%s', async (_, files, outcome) => {
    const scripted = card(files);
    const [application] = (await read(scripted)).applications;
    expect({
      pin: application!.pin?.reference ?? null,
      certificate: application!.certificate !== null,
      failure: application!.failure?.code ?? null,
    }).toEqual(outcome);
    const asked = scripted.commands.filter((command) => command[1] === 0x20).map((command) => command[3]);
    expect(asked).toEqual(outcome.pin === null ? [] : [outcome.pin]);
  });
});
