import { FIRST_BLOCK } from '../../../card/hpki/tap/first-block.ts';
import type { BoundCard } from './bound-card.ts';

/** Bytes as a text of the same length, to be found in a map. */
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');

/** Groups of cards by a text. */
class Groups {
  readonly #groups = new Map<string, readonly BoundCard[]>();

  of(key: string): readonly BoundCard[] {
    return this.#groups.get(key) ?? [];
  }

  add(key: string, card: BoundCard): void {
    this.#groups.set(key, [...this.of(key), card]);
  }

  remove(key: string, card: BoundCard): void {
    const rest = this.of(key).filter((other) => other !== card);
    if (rest.length > 0) this.#groups.set(key, rest);
    else this.#groups.delete(key);
  }
}

/** The bound cards in memory, found in microseconds. */
export class CardIndex {
  readonly #byCertificate = new Map<string, BoundCard>();
  readonly #byBlock = new Groups();
  readonly #byPerson = new Groups();
  readonly #byHolder = new Groups();

  /** Adds a card, in place of what was known under its certificate. */
  put(card: BoundCard): void {
    this.remove(card.certificate);
    this.#byCertificate.set(card.certificate, card);
    for (const [groups, key] of this.#places(card)) groups.add(key, card);
  }

  remove(certificate: string): void {
    const card = this.#byCertificate.get(certificate);
    if (!card) return;
    this.#byCertificate.delete(certificate);
    for (const [groups, key] of this.#places(card)) groups.remove(key, card);
  }

  /**
   * The card whose certificate begins with the whole block, compared byte for byte; `null` when there is none, or more than one, which no authority
   * makes and the whole certificate tells apart.
   * @param block first 256 bytes of a certificate, or all of a shorter one
   */
  find(block: Uint8Array): BoundCard | null {
    const cards = this.#byBlock.of(textOf(block)).filter(({ der }) => Buffer.compare(der.subarray(0, FIRST_BLOCK), block) === 0);
    return cards.length === 1 ? cards[0]! : null;
  }

  get(certificate: string): BoundCard | null {
    return this.#byCertificate.get(certificate) ?? null;
  }

  ofPerson(person: string): readonly BoundCard[] {
    return this.#byPerson.of(person);
  }

  ofHolder(holder: string): readonly BoundCard[] {
    return this.#byHolder.of(holder);
  }

  all(): readonly BoundCard[] {
    return [...this.#byCertificate.values()];
  }

  #places({ der, person, holder }: BoundCard): readonly (readonly [Groups, string])[] {
    const places: (readonly [Groups, string])[] = [
      [this.#byBlock, textOf(der.subarray(0, FIRST_BLOCK))],
      [this.#byPerson, person],
    ];
    return holder === null ? places : [...places, [this.#byHolder, holder]];
  }
}
