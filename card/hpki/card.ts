import type { CardError } from '../errors.ts';
import type { PrivateKeyObject } from '../iso7816-15/private-keys.ts';
import type { Path } from '../iso7816-15/path.ts';
import type { PinObject } from '../pin/pin-object.ts';
import type { ApplicationKind } from './applications.ts';

/** One certificate as it lies on the card. */
export interface CardCertificate {
  readonly der: Uint8Array;
  /** Id that its private key shares; empty when the card's directory does not name it. */
  readonly id: Uint8Array;
  readonly path: Path;
  readonly authority: boolean;
}

/** How a signing command names the key. */
export type KeyReference = Pick<PrivateKeyObject, 'path' | 'keyReference'>;

/** One application of an HPKI card, as far as it can be read without a PIN. */
export interface HpkiApplication {
  readonly kind: ApplicationKind;
  /** Upper-case hexadecimal. */
  readonly aid: string;
  /** End-entity certificate; `null` when `failure` says why. */
  readonly certificate: CardCertificate | null;
  /** Issuers of the certificate that the card stores, DER, nearest first. */
  readonly chain: readonly Uint8Array[];
  /** Every other certificate found on the card, DER, in the card's order. */
  readonly authorities: readonly Uint8Array[];
  /** `null`: the card's directory does not name the PIN beyond doubt, so none is ever presented. */
  readonly pin: PinObject | null;
  readonly key: KeyReference | null;
  /** Tries left of its PIN, 0 when locked; `null` when the card does not tell. */
  readonly triesLeft: number | null;
  /** CARD_DIRECTORY_UNREADABLE or CARD_CERTIFICATE_UNREADABLE. */
  readonly failure: CardError | null;
}

/** What one stay of one card has shown. */
export interface HpkiCard {
  readonly reader: string;
  readonly insertion: string;
  readonly atr: Uint8Array;
  /** Its reader has keys at which a PIN can be typed. */
  readonly pad: boolean;
  /** At most one of each kind; a card may carry only one of the two (JAHIS 24-002 clause 5.3.2). */
  readonly applications: readonly HpkiApplication[];
}
