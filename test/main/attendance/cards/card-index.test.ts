import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BoundCard } from '../../../../main/attendance/cards/bound-card.ts';
import { CardIndex } from '../../../../main/attendance/cards/card-index.ts';

const card = (certificate: string, der: Uint8Array, more: Partial<BoundCard> = {}): BoundCard =>
  ({ certificate, der, person: 'p', holder: null, ...more }) as BoundCard;
const bytes = (length: number, last = 0): Uint8Array => new Uint8Array(length).fill(1).with(length - 1, last);

describe('finding a card by its first block', () => {
  it.each<[string, number, Uint8Array, boolean]>([
    ['the block of a long certificate', 300, bytes(300).slice(0, 256), true],
    ['more than the block', 300, bytes(300), false],
    ['less than the block', 300, bytes(300).slice(0, 255), false],
    ['a certificate of exactly one block', 256, bytes(256), true],
    ['a certificate shorter than a block', 200, bytes(200), true],
    ['a certificate shorter than a block, and fill behind it', 200, Uint8Array.of(...bytes(200), 0xff), false],
    ['less than a short certificate', 200, bytes(200).slice(0, 199), false],
    ['nothing', 200, new Uint8Array(), false],
  ])('%s', (_case, length, block, found) => {
    const index = new CardIndex();
    index.put(card('a', bytes(length)));
    expect(index.find(block)?.certificate ?? null).toBe(found ? 'a' : null);
  });

  it('tells two certificates apart that begin alike only by the whole of them', () => {
    const index = new CardIndex();
    const [a, b] = [card('a', bytes(300, 1)), card('b', bytes(300, 2))];
    index.put(a);
    index.put(b);
    expect([index.find(bytes(300).slice(0, 256)), index.get('a'), index.get('b')]).toEqual([null, a, b]);
    index.remove('a');
    expect(index.find(bytes(300).slice(0, 256))).toBe(b);
  });
});

it('whatever is put and removed, every way of finding answers as a list would', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd');
  const step = fc.record({
    remove: fc.boolean(),
    certificate: id,
    der: fc.constantFrom(bytes(300, 1), bytes(300, 2), bytes(20), bytes(21)),
    person: id,
    holder: fc.option(id),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const index = new CardIndex();
      const model = new Map<string, BoundCard>();
      for (const { remove, certificate, der, person, holder } of steps) {
        model.delete(certificate);
        if (remove) index.remove(certificate);
        else {
          model.set(certificate, card(certificate, der, { person, holder }));
          index.put(model.get(certificate)!);
        }
      }
      const cards = [...model.values()];
      expect(index.all()).toEqual(cards);
      for (const key of ['a', 'b', 'c', 'd']) {
        expect(new Set(index.ofPerson(key))).toEqual(new Set(cards.filter(({ person }) => person === key)));
        expect(new Set(index.ofHolder(key))).toEqual(new Set(cards.filter(({ holder }) => holder === key)));
        expect(index.get(key)).toBe(model.get(key) ?? null);
      }
      for (const block of [bytes(300).slice(0, 256), bytes(20), bytes(21)]) {
        const same = cards.filter(({ der }) => Buffer.from(der.slice(0, 256)).equals(block));
        expect(index.find(block)).toBe(same.length === 1 ? same[0] : null);
      }
    }),
  );
});
