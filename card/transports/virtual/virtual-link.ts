import { CardError } from '../../errors.ts';
import type { Disposition } from '../../reader.ts';
import { Interruption } from '../../virtual/fault.ts';
import type { VirtualCard } from '../../virtual/virtual-card.ts';
import type { CardLink } from '../session.ts';

/** Hands APDUs to a virtual card in this process. */
export class VirtualLink implements CardLink {
  readonly #card: VirtualCard;
  readonly #reader: string;
  readonly #takeOut: () => void;

  constructor(card: VirtualCard, reader: string, takeOut: () => void) {
    this.#card = card;
    this.#reader = reader;
    this.#takeOut = takeOut;
  }

  async transmit(command: Uint8Array): Promise<Uint8Array> {
    try {
      return await this.#card.process(command);
    } catch (error) {
      if (!(error instanceof Interruption)) throw error;
      if (error.kind === 'reset') throw new CardError('CARD_RESET', { reader: this.#reader });
      this.#takeOut();
      throw new CardError('CARD_REMOVED', { reader: this.#reader });
    }
  }

  async begin(): Promise<void> {}

  async end(disposition: Disposition): Promise<void> {
    if (disposition === 'reset') this.#card.reset();
  }

  disconnect(disposition: Disposition): Promise<void> {
    return this.end(disposition);
  }
}
