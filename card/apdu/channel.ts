import type { CardSession } from '../reader.ts';

/** Longest APDU of the short form: header, Lc, 255 bytes, Le. */
const SHORT_APDU = 261;

/** What one card on one reader has shown it can do; learned while talking and kept for as long as the card stays. */
export interface CardTraits {
  /** Extended length passes reader and card (ISO/IEC 7816-3 clause 12.1.3; T=0 would need ENVELOPE, so chaining is used there). */
  extendedLength: boolean;
  /** Low file ids work as short identifiers (ISO/IEC 7816-4 clause 5.3.3.1: the default where no tag 88 says otherwise). */
  shortIdentifiers: boolean;
}

/** A session together with what is known of its card. */
export interface CardChannel {
  readonly session: CardSession;
  readonly traits: CardTraits;
}

/** Before anything is known, the best is hoped for and the first refusal corrects it. */
export function hopefulTraits(session: CardSession): CardTraits {
  return { extendedLength: session.protocol === 'T=1' && session.maxApduLength > SHORT_APDU, shortIdentifiers: true };
}
