import type { PinAnswer, PinPrompt, PinRequest } from '../../card/pin/prompt.ts';

/** One answer of a person: the PIN as typed, with what was confirmed, or `null` for a cancellation. */
export type TypedAnswer = string | Uint8Array | { readonly pin: string; readonly confirmedTries: number | 'unknown' } | null;

/** A person with prepared answers, who remembers what was asked and the very buffers that were handed over. */
export class PreparedPerson implements PinPrompt {
  readonly requests: PinRequest[] = [];
  readonly buffers: Uint8Array[] = [];
  readonly #answers: TypedAnswer[];
  whileTyping: () => void = () => {};

  constructor(...answers: TypedAnswer[]) {
    this.#answers = answers;
  }

  async ask(request: PinRequest): Promise<PinAnswer | null> {
    this.requests.push(request);
    this.whileTyping();
    const answer = this.#answers.shift() ?? null;
    if (answer === null) return null;
    const confirmed = typeof answer === 'object' && 'pin' in answer ? answer : null;
    const typed = confirmed?.pin ?? (answer as string | Uint8Array);
    const pin = typeof typed === 'string' ? new TextEncoder().encode(typed) : typed;
    this.buffers.push(pin);
    return confirmed === null ? { pin } : { pin, confirmedTries: confirmed.confirmedTries };
  }

  /** Every buffer handed over is zero. */
  get wiped(): boolean {
    return this.buffers.every((buffer) => buffer.every((byte) => byte === 0));
  }
}
