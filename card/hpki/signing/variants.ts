import type { CardChannel } from '../../apdu/channel.ts';
import type { ExchangeResult } from '../../apdu/exchange.ts';
import type { KeyReference } from '../card.ts';
import { iso } from './iso.ts';
import { jicsap } from './jicsap.ts';

/** One way in which HPKI cards sign. */
export interface SigningVariant {
  /** What comes before the PIN. `false`: the card does not know this way; nothing is lost by trying. */
  prepare(channel: CardChannel, key: KeyReference): Promise<boolean>;
  /** Directly after VERIFY. The answer of the card, whatever it is. */
  compute(channel: CardChannel, key: KeyReference, digestInfo: Uint8Array, modulusBytes: number): Promise<ExchangeResult>;
}

export type SigningVariantName = 'iso' | 'jicsap';

/** In the order in which an unknown card is tried. */
export const SIGNING_VARIANTS: Readonly<Record<SigningVariantName, SigningVariant>> = { iso, jicsap };
