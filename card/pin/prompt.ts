import type { ApplicationKind } from '../hpki/applications.ts';

/** What a person is asked. Holds no secret. */
export interface PinRequest {
  readonly reader: string;
  /** Which of the card's two PINs is wanted. */
  readonly application: ApplicationKind;
  /** Name from the certificate, for the prompt. */
  readonly holder: string;
  /** Tries left as the card tells without spending one; `null` when it does not tell. */
  readonly triesLeft: number | null;
  /** Fewer than three tries, or an unknown number: the person must confirm exactly this before a PIN is sent. */
  readonly confirm: number | 'unknown' | null;
  /** Lengths in bytes and alphabet from the card's own authentication object (ISO 7816-15 AOD). */
  readonly minLength: number;
  readonly maxLength: number;
  readonly digitsOnly: boolean;
  /** Why the question is asked (again). */
  readonly reason: 'first' | 'malformed' | 'refused-before' | 'wrong' | 'expired';
  /** How many signatures this entry is for. */
  readonly uses: number;
  /** Where the PIN is typed: here, or at the keys of the reader, once for each signature; then the answer only says that the person is ready. */
  readonly way: 'here' | 'reader';
  /** Who keeps the key where it is no card: a service, by a PIN or by a password that is made anew each time. */
  readonly keeper?: 'service' | 'serviceOnce';
}

export interface PinAnswer {
  /** Bytes as typed (UTF-8); none where the PIN is typed at the reader. The receiver of the answer wipes them. */
  readonly pin: Uint8Array;
  /** What the person confirmed, when `request.confirm` asked for it. */
  readonly confirmedTries?: number | 'unknown';
}

/** Implemented by the PIN window, the PIN page, the terminal and standard input. */
export interface PinPrompt {
  /** Resolves with the answer, or `null` when the person cancels. Rejects when the signal aborts. */
  ask(request: PinRequest, signal: AbortSignal): Promise<PinAnswer | null>;
  /** Called immediately before a PIN typed here is presented, each time; throws where it may not be any more, and nothing is sent. */
  beforePresenting?(): void;
  /** The reader is waiting now for somebody to type at its keys. */
  turnToReader?(triesLeft: number | null): void;
  /** The person has to unlock the key at this address, in a browser; `null` when that is over. */
  turnToBrowser?(address: string | null): void;
}
