import type { VirtualCard } from '../../card/virtual/virtual-card.ts';
import { serveVpcd } from '../../card/virtual/vpcd.ts';
import type { VpcdSlot } from './pcscd.ts';

/** A virtual card in a reader of pcscd, until it is pulled or disposed of. */
export interface InsertedCard extends AsyncDisposable {
  pull(): Promise<void>;
}

export function insertInto({ port }: VpcdSlot, card: VirtualCard): InsertedCard {
  const taken = new AbortController();
  const served = serveVpcd(card, { port, signal: taken.signal });
  const pull = async () => {
    taken.abort();
    await served;
  };
  return { pull, [Symbol.asyncDispose]: pull };
}
