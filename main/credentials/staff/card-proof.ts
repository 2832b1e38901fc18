import type { CardDesk } from '../../cards/card-desk.ts';
import { provePossession } from '../../cards/possession.ts';
import type { PinDesk } from '../../signing/pin-desk.ts';
import type { Trust } from '../../verification/trust.ts';
import { type JudgedCard, judgeStaffCard } from './card-judgement.ts';
import type { StaffParts } from './parts.ts';

/** The cards of the program, as far as staff sign in with theirs. */
export interface StaffCards {
  readonly desk: Pick<CardDesk, 'live' | 'shown' | 'openSigner' | 'use'>;
  readonly trust: () => Promise<Trust>;
  readonly pinDesk: PinDesk;
}

export interface CardProof {
  /**
   * Reads the card on a reader, judges it, and has it prove possession; nothing is asked of a card that would be refused.
   * @param refuse throws what speaks against the card, before the PIN is asked
   * @throws CardError, and what `refuse` throws
   */
  prove(reader: string, refuse: (card: JudgedCard) => void): Promise<JudgedCard>;
  /** Waits until the card is gone from its reader, or the signal aborts. @returns whether it is gone */
  gone(reader: string, card: JudgedCard, signal: AbortSignal): Promise<boolean>;
}

export function cardProof({ desk, trust, pinDesk }: StaffCards, { store, audit, asking }: Pick<StaffParts, 'store' | 'audit' | 'asking'>): CardProof {
  return {
    async prove(reader, refuse) {
      // Who has just put the card on is not refused because it is still being read.
      await desk.live.settled();
      const card = await judgeStaffCard(await desk.shown(reader), await trust(), store.now());
      refuse(card);
      await asking((signal, announce) => provePossession(reader, card.certificate, { cards: desk, pinDesk, audit, signal, announce }));
      return card;
    },
    async gone(reader, { insertion }, signal) {
      for await (const { readers } of desk.live.watch(signal)) {
        if (!readers.some(({ name, insertion: present }) => name === reader && present === insertion)) return true;
      }
      return !signal.aborted;
    },
  };
}
