import { toHex } from '../bytes.ts';

/** What goes wrong. `executed`: the card has carried the command out before it happens (default: it has not). */
export type FaultEffect =
  /** The card leaves the reader in the middle of the command. */
  | { readonly kind: 'removal'; readonly executed?: boolean }
  /** The card loses power for a moment: PIN state and selection are lost. */
  | { readonly kind: 'reset'; readonly executed?: boolean }
  /** Another answer than the card's own, in hexadecimal: `6700`, `9000`, or fewer than two bytes. */
  | { readonly kind: 'answer'; readonly answer: string; readonly executed?: boolean }
  /** The answer comes late. */
  | { readonly kind: 'delay'; readonly milliseconds: number };

/** One misbehaviour as data; a list of them makes a card for a test or a training session. */
export interface Fault {
  /** Hexadecimal beginning of the commands it strikes; the empty text strikes any. */
  readonly command: string;
  /** Only commands with (or without) anything behind their header. */
  readonly body?: boolean;
  /** Matching commands that pass unharmed first. */
  readonly after?: number;
  /** Commands it strikes before it is spent; default 1. */
  readonly times?: number | 'always';
  readonly effect: FaultEffect;
}

/** Cards that do not tell the PIN counter answer the empty VERIFY like this. */
export const withoutCounter = (statusWord: '9000' | '6700' | '6d00'): Fault => ({
  command: '0020',
  body: false,
  times: 'always',
  effect: { kind: 'answer', answer: statusWord },
});

/** Thrown by the card instead of an answer: there is none, because the card went away or lost power. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
  readonly kind: 'removal' | 'reset';

  constructor(kind: 'removal' | 'reset') {
    super(kind);
    this.kind = kind;
  }
}

const HEADER = 4;

/** Faults that wait for their command. */
export class FaultList {
  readonly #pending: { readonly fault: Fault; toPass: number; toStrike: number }[] = [];

  add(fault: Fault): void {
    this.#pending.push({ fault, toPass: fault.after ?? 0, toStrike: fault.times === 'always' ? Number.POSITIVE_INFINITY : (fault.times ?? 1) });
  }

  /** The effect that strikes this command, if any. */
  strike(apdu: Uint8Array): FaultEffect | null {
    for (const entry of this.#pending) {
      const { command, body } = entry.fault;
      const matches = beginsWith(apdu, command) && (body === undefined || body === apdu.length > HEADER);
      if (!matches || entry.toStrike === 0) continue;
      if (entry.toPass > 0) {
        entry.toPass--;
        continue;
      }
      entry.toStrike--;
      return entry.fault.effect;
    }
    return null;
  }
}

/** Looks at no more of the command than the fault names: the rest may be a PIN, which must not end up in a string. */
const beginsWith = (apdu: Uint8Array, hexadecimal: string): boolean =>
  toHex(apdu.subarray(0, Math.ceil(hexadecimal.length / 2))).startsWith(hexadecimal.toUpperCase());
