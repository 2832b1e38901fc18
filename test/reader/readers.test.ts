import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ReaderSnapshot, ReaderState } from '../../card/reader.ts';
import { PcscReaderService } from '../../card/transports/pcsc/pcsc-reader-service.ts';
import { describeWithPcscd, startPcscd, type TestPcscd, type VpcdSlot } from '../support/pcscd.ts';
import { until } from '../support/readers.ts';
import { hexOf, plainCard } from '../support/virtual-cards.ts';
import { insertInto } from '../support/virtual-reader.ts';

const stateOf = ({ readers }: ReaderSnapshot, { reader }: VpcdSlot): ReaderState => readers.find(({ name }) => name === reader) as ReaderState;
const cards = ({ readers }: ReaderSnapshot): readonly string[] =>
  readers
    .filter(({ card }) => card)
    .map(({ name }) => name)
    .sort();

describeWithPcscd('readers of the smart-card service', () => {
  describe.each([[2], [6], [16]])('%i readers', (count) => {
    let pcscd: TestPcscd;
    let service: PcscReaderService;
    beforeAll(async () => {
      pcscd = await startPcscd(count);
    });
    afterAll(() => pcscd[Symbol.asyncDispose]());
    beforeEach(() => {
      service = new PcscReaderService();
    });
    afterEach(() => service[Symbol.asyncDispose]());

    it('are listed, all of them, empty', async () => {
      const empty = { transport: 'pcsc', card: false, atr: null, insertion: null, busy: false };
      const snapshot = await service.snapshot();
      expect(snapshot.service).toBe('running');
      expect([...snapshot.readers].sort((a, b) => a.name.localeCompare(b.name))).toEqual(
        pcscd.slots.map(({ reader }) => ({ name: reader, ...empty })),
      );
    });

    it('tell of a card in the first and one in the last', async () => {
      const [first, last] = [pcscd.slots[0] as VpcdSlot, pcscd.slots.at(-1) as VpcdSlot];
      await using _contact = insertInto(first, plainCard({ interface: 'contact' }));
      await using _contactless = insertInto(last, plainCard({ interface: 'contactless' }));
      const snapshot = await until(service, (now) => cards(now).length === 2);
      expect([first, last].map((slot) => hexOf(stateOf(snapshot, slot).atr as Uint8Array))).toEqual([
        '3bf41300008131fe45004e0000a2',
        '3b888001004e0000f781d100e0',
      ]);
    });
  });

  it('name each stay of a card anew', async () => {
    await using pcscd = await startPcscd();
    await using service = new PcscReaderService();
    const slot = pcscd.slots[0] as VpcdSlot;
    const card = plainCard();
    const insertions: (string | null)[] = [];
    for (let stay = 0; stay < 3; stay++) {
      const inserted = insertInto(slot, card);
      insertions.push(stateOf(await until(service, (now) => stateOf(now, slot).card), slot).insertion);
      await inserted.pull();
      await until(service, (now) => !stateOf(now, slot).card);
    }
    expect(new Set(insertions).size).toBe(3);
  });
});
