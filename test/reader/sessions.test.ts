import { createHash, verify } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { CardSession } from '../../card/reader.ts';
import { PcscReaderService } from '../../card/transports/pcsc/pcsc-reader-service.ts';
import type { VirtualCard } from '../../card/virtual/virtual-card.ts';
import { describeWithPcscd, startPcscd, type TestPcscd, type VpcdSlot } from '../support/pcscd.ts';
import { aborted, until } from '../support/readers.ts';
import { hex, hexOf, PLAIN_PUBLIC_KEY, plainCard, SELECT_SIGNATURE } from '../support/virtual-cards.ts';
import { type InsertedCard, insertInto } from '../support/virtual-reader.ts';

const COUNTER = hex('00200088');
const VERIFY = hex('0020008804 31323334');
const FCI = '6f128410e828bd080fa0000003910000000000019000';

describeWithPcscd('a session through the smart-card service', () => {
  let pcscd: TestPcscd;
  let service: PcscReaderService;
  let slot: VpcdSlot;
  let card: VirtualCard;
  let inserted: InsertedCard;
  let session: CardSession;

  beforeAll(async () => {
    pcscd = await startPcscd();
    slot = pcscd.slots[0] as VpcdSlot;
    service = new PcscReaderService();
  });
  afterAll(async () => {
    await service[Symbol.asyncDispose]();
    await pcscd[Symbol.asyncDispose]();
  });
  const present = (there: boolean) => until(service, ({ readers }) => readers.some(({ name, card }) => name === slot.reader && card === there));
  const insert = async (face: 'contact' | 'contactless' = 'contact') => {
    card = plainCard({ interface: face });
    inserted = insertInto(slot, card);
    await present(true);
  };
  beforeEach(async () => {
    await insert();
    session = await service.open(slot.reader);
  });
  afterEach(async () => {
    await session.close('leave');
    await inserted.pull();
    await present(false);
  });

  it('speaks T=1 with extended length', () => {
    expect([session.protocol, session.maxApduLength, hexOf(session.atr)]).toEqual(['T=1', 65544, '3bf41300008131fe45004e0000a2']);
  });

  it('speaks T=1 on the contactless face too, though its ATR offers T=0 first', async () => {
    await session.close('leave');
    await inserted.pull();
    await present(false);
    await insert('contactless');
    session = await service.open(slot.reader);
    expect([session.protocol, session.maxApduLength]).toEqual(['T=1', 65544]);
  });

  it('signs with an extended APDU of 265 bytes', async () => {
    const message = Buffer.from('message');
    const digestInfo = Buffer.concat([hex('3031300D060960864801650304020105000420'), createHash('sha256').update(message).digest()]);
    const block = Buffer.concat([hex(`0001${'ff'.repeat(202)}00`), digestInfo]);
    for (const command of [SELECT_SIGNATURE, hex('002241b6048402000c'), VERIFY]) await session.transmit(command);
    const answer = Buffer.from(await session.transmit(hex(`002a9e9a000100${hexOf(block)}0000`)));
    expect([verify('sha256', message, PLAIN_PUBLIC_KEY, answer.subarray(0, -2)), hexOf(answer.subarray(-2))]).toEqual([true, '9000']);
  });

  it('takes an answer of 64 KiB', async () => {
    const long = '5a'.repeat(65_000);
    card.inject({ command: '00b0', effect: { kind: 'answer', answer: `${long}9000` } });
    expect(hexOf(await session.transmit(hex('00b00000000000')))).toBe(`${long}9000`);
  });

  it.each([
    ['reset', '6a88'],
    ['leave', '9000'],
  ] as const)('goes on after a transaction that ends with %s', async (end, status) => {
    const inside = await session.transaction(end, async () =>
      [await session.transmit(SELECT_SIGNATURE), await session.transmit(VERIFY, { secret: true })].map(hexOf),
    );
    expect([...inside, hexOf(await session.transmit(COUNTER))]).toEqual([FCI, '9000', status]);
  });

  it.each([
    ['reset', '63cf'],
    ['leave', '9000'],
  ] as const)('leaves the card as told: %s', async (disposition, status) => {
    for (const command of [SELECT_SIGNATURE, VERIFY]) await session.transmit(command);
    await session.close(disposition);
    session = await service.open(slot.reader);
    if (disposition === 'reset') await session.transmit(SELECT_SIGNATURE);
    expect(hexOf(await session.transmit(COUNTER))).toBe(status);
  });

  it('names a removal in the middle of a command', async () => {
    card.inject({ command: '00a4', effect: { kind: 'removal' } });
    await expect(session.transmit(SELECT_SIGNATURE)).rejects.toMatchObject({ code: 'CARD_REMOVED', detail: { reader: slot.reader } });
    await expect(session.transmit(COUNTER)).rejects.toMatchObject({ code: 'CARD_REMOVED' });
    expect(await aborted(session.gone)).toMatchObject({ code: 'CARD_REMOVED' });
  });

  it('ends when the card is pulled while nothing is sent', async () => {
    await inserted.pull();
    expect(await aborted(session.gone)).toMatchObject({ code: 'CARD_REMOVED', detail: { reader: slot.reader } });
  });

  it('tells an answer without status word from a removal', async () => {
    card.inject({ command: '00a4', effect: { kind: 'answer', answer: '90' } });
    await expect(session.transmit(SELECT_SIGNATURE)).rejects.toMatchObject({ code: 'CARD_TRANSPORT_FAULT' });
    expect([session.gone.aborted, hexOf(await session.transmit(SELECT_SIGNATURE))]).toEqual([false, FCI]);
  });

  it('ends at once when its caller gives up, and the reader is free for the next', async () => {
    await session.close('leave');
    const giveUp = new AbortController();
    session = await service.open(slot.reader, { signal: giveUp.signal });
    card.inject({ command: '00a4', effect: { kind: 'delay', milliseconds: 200 } });
    const answer = session.transmit(SELECT_SIGNATURE);
    giveUp.abort();
    await expect(answer).rejects.toMatchObject({ code: 'OPERATION_ABORTED' });
    session = await service.open(slot.reader);
    expect(hexOf(await session.transmit(SELECT_SIGNATURE))).toBe(FCI);
  });

  it('is one per reader, for one stay of a card', async () => {
    await expect(service.open(slot.reader, { signal: AbortSignal.timeout(200) })).rejects.toMatchObject({ code: 'OPERATION_ABORTED' });
    await expect(service.open('Nowhere 00 00')).rejects.toMatchObject({ code: 'READER_NOT_FOUND' });
    await expect(service.open((pcscd.slots[1] as VpcdSlot).reader)).rejects.toMatchObject({ code: 'CARD_ABSENT' });
    const { insertion } = session;
    await session.close('leave');
    await inserted.pull();
    await present(false);
    await insert();
    await expect(service.open(slot.reader, { insertion })).rejects.toMatchObject({ code: 'CARD_SWAPPED' });
    session = await service.open(slot.reader);
    expect(session.insertion).not.toBe(insertion);
  });
});
