import { createHash, verify, X509Certificate } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readCard } from '../../card/hpki/read-card.ts';
import { openCardSigner } from '../../card/hpki/signer/open-card-signer.ts';
import type { PinPrompt } from '../../card/pin/prompt.ts';
import { PcscReaderService } from '../../card/transports/pcsc/pcsc-reader-service.ts';
import type { Fault } from '../../card/virtual/fault.ts';
import type { VirtualCardImage } from '../../card/virtual/image.ts';
import { VirtualCard } from '../../card/virtual/virtual-card.ts';
import { cardImage, doctor } from '../support/cards.ts';
import { describeWithPcscd, startPcscd, type TestPcscd, type VpcdSlot } from '../support/pcscd.ts';
import { PreparedPerson } from '../support/pin-prompts.ts';
import { until } from '../support/readers.ts';
import { type InsertedCard, insertInto } from '../support/virtual-reader.ts';

const content = Buffer.from('prescription');
const digestInfo = Buffer.from(`3031300d060960864801650304020105000420${createHash('sha256').update(content).digest('hex')}`, 'hex');
const { publicKey } = new X509Certificate(doctor.signature.certificate);
const isSignature = (value: Uint8Array): boolean => verify('sha256', content, publicKey, value);

describeWithPcscd('signing through the smart-card service', () => {
  let pcscd: TestPcscd;
  let service: PcscReaderService;
  let slot: VpcdSlot;
  let card: VirtualCard;
  let inserted: InsertedCard;

  beforeAll(async () => {
    pcscd = await startPcscd();
    slot = pcscd.slots[0] as VpcdSlot;
    service = new PcscReaderService();
  });
  afterAll(async () => {
    await service[Symbol.asyncDispose]();
    await pcscd[Symbol.asyncDispose]();
  });
  const present = (there: boolean) => until(service, ({ readers }) => readers.some((reader) => reader.name === slot.reader && reader.card === there));
  const insert = async (image: VirtualCardImage, faults: readonly Fault[] = []) => {
    card = new VirtualCard(image, { faults });
    inserted = insertInto(slot, card);
    await present(true);
  };
  afterEach(async () => {
    await inserted.pull();
    await present(false);
  });
  const open = (prompt: PinPrompt, uses = 1) => openCardSigner({ service, reader: slot.reader, prompt, uses, signal: new AbortController().signal });

  describe.each([
    ['jma', 'contact', 'iso'],
    ['jma', 'contactless', 'jicsap'],
    ['guideline', 'contact', 'iso'],
  ] as const)('%s, %s, %s', (profile, face, signing) => {
    beforeEach(() => insert(cardImage({ profile, interface: face, signing })));

    it('is read without a PIN', async () => {
      const session = await service.open(slot.reader);
      const { applications } = await readCard(session);
      await session.close('leave');
      expect(applications.map(({ kind, certificate, chain, triesLeft }) => ({ kind, certificate: certificate?.der, chain, triesLeft }))).toEqual(
        (['signature', 'authentication'] as const).map((kind) => ({
          kind,
          certificate: doctor[kind].certificate,
          chain: doctor[kind].chain,
          triesLeft: 15,
        })),
      );
    });

    it('signs a batch of two with one question', async () => {
      const person = new PreparedPerson('1234');
      const signer = await open(person, 2);
      expect([isSignature(await signer.sign(digestInfo)), isSignature(await signer.sign(digestInfo)), person.requests.length]).toEqual([
        true,
        true,
        1,
      ]);
    });
  });

  describe('a card', () => {
    it('counts two wrong PINs, and the right one restores its tries', async () => {
      await insert(cardImage());
      const seen: unknown[] = [];
      for (const typed of ['1111', '2222']) {
        const person = new PreparedPerson(typed);
        const refused = await (await open(person)).sign(digestInfo).catch((error: unknown) => error);
        seen.push({ shown: person.requests[0]?.triesLeft, refused });
      }
      expect(seen).toMatchObject([
        { shown: 15, refused: { code: 'PIN_WRONG', detail: { triesLeft: 14 } } },
        { shown: 14, refused: { code: 'PIN_WRONG', detail: { triesLeft: 13 } } },
      ]);
      const person = new PreparedPerson('1234');
      expect(isSignature(await (await open(person)).sign(digestInfo))).toBe(true);
      expect({ shown: person.requests[0]?.triesLeft, now: card.image.applications.map(({ tries }) => tries) }).toEqual({ shown: 13, now: [15, 15] });
    });

    it('taken away while the person types ends the question', async () => {
      await insert(cardImage());
      const patient: PinPrompt = {
        ask: (_, signal) => {
          void inserted.pull();
          return new Promise((__, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
        },
      };
      await expect((await open(patient)).sign(digestInfo)).rejects.toMatchObject({ code: 'CARD_REMOVED' });
    });

    it('leaves no verified PIN to the next program', async () => {
      await insert(cardImage(), [{ command: '002A9E9A', effect: { kind: 'answer', answer: '6985' } }]);
      await expect((await open(new PreparedPerson('1234'))).sign(digestInfo)).rejects.toMatchObject({ code: 'SIGNATURE_REFUSED' });
      const session = await service.open(slot.reader);
      expect(Buffer.from(await session.transmit(Buffer.from('00200088', 'hex'))).toString('hex')).toBe('6a88');
      await session.close('leave');
    });
  });
});
