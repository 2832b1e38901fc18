import type { PinAnswer, PinRequest } from '../../../../card/pin/prompt.ts';
import { AppError } from '../../../errors.ts';
import { OneTimeQuestion } from '../one-time-question.ts';

/** One question for a PIN. */
export class PinEntry extends OneTimeQuestion<PinAnswer> {
  readonly request: PinRequest;

  constructor(request: PinRequest, signal: AbortSignal, lifetime: number) {
    super(signal, lifetime, () => new AppError('PIN_ENTRY_EXPIRED'));
    this.request = request;
  }

  /** @returns false when the entry is over; the PIN is then wiped here, otherwise by the card session */
  override answer(answer: PinAnswer | null): boolean {
    const taken = super.answer(answer);
    if (!taken) answer?.pin.fill(0);
    return taken;
  }
}
