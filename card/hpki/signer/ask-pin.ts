import { CardError } from '../../errors.ts';
import { confirmationFor, isConfirmed } from '../../pin/confirmation.ts';
import { PinEntry } from '../../pin/entry.ts';
import { foldPin } from '../../pin/fold.ts';
import type { PinAnswer, PinRequest } from '../../pin/prompt.ts';
import { isWellFormed } from '../../pin/well-formed.ts';
import { wipe } from '../../pin/wipe.ts';
import type { SignerContext } from './context.ts';
import { whileInserted } from './while-inserted.ts';

/**
 * Asks the person once, folds and checks what was typed. Nothing has been sent when this fails.
 * @throws CardError PIN_CANCELLED, PIN_MALFORMED, PIN_CONFIRMATION_NEEDED, CARD_REMOVED, OPERATION_ABORTED
 */
export async function askPin(
  context: SignerContext,
  { triesLeft, reason, uses }: Pick<PinRequest, 'triesLeft' | 'reason' | 'uses'>,
): Promise<PinEntry> {
  const { application, reader, holder, refused } = context;
  const { minLength, maxLength, digitsOnly } = application.pin;
  const confirm = confirmationFor(triesLeft);
  context.onEvent({ step: 'asking', reason, triesLeft });
  const request: PinRequest = { reader, application: application.kind, holder, triesLeft, confirm, minLength, maxLength, digitsOnly, reason, uses };
  const answer = await ask(context, request);
  const pin = take(answer);
  const fault =
    pin === null || !isWellFormed(pin, application.pin)
      ? 'PIN_MALFORMED'
      : isConfirmed(confirm, answer.confirmedTries)
        ? null
        : 'PIN_CONFIRMATION_NEEDED';
  if (pin !== null && fault === null) return new PinEntry(pin, application.pin, uses, refused);
  wipe(pin);
  throw new CardError(fault ?? 'PIN_MALFORMED', { reader, aid: application.aid, triesLeft });
}

async function ask(context: SignerContext, request: PinRequest): Promise<PinAnswer> {
  const { prompt, reader } = context;
  return whileInserted(context, async (signal) => {
    const answer = await prompt.ask(request, signal).catch((cause: unknown) => {
      throw signal.aborted ? endOf(signal, reader) : cause;
    });
    if (signal.aborted) {
      wipe(answer?.pin);
      throw endOf(signal, reader);
    }
    if (answer === null) throw new CardError('PIN_CANCELLED', { reader });
    return answer;
  });
}

function endOf({ reason }: AbortSignal, reader: string): CardError {
  return reason instanceof CardError ? reason : new CardError('OPERATION_ABORTED', { reader }, { cause: reason });
}

function take(answer: PinAnswer): Uint8Array | null {
  try {
    return foldPin(answer.pin);
  } finally {
    wipe(answer.pin);
  }
}
