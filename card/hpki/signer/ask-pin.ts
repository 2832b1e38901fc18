import { CardError } from '../../errors.ts';
import { confirmationFor, isConfirmed } from '../../pin/confirmation.ts';
import { PinEntry } from '../../pin/entry.ts';
import { foldPin } from '../../pin/fold.ts';
import type { PinAnswer, PinRequest } from '../../pin/prompt.ts';
import { isWellFormed } from '../../pin/well-formed.ts';
import { wipe } from '../../pin/wipe.ts';
import type { SignerContext } from './context.ts';

/**
 * Asks the person once, folds and checks what was typed. Nothing has been sent when this fails.
 * @throws CardError PIN_CANCELLED, PIN_MALFORMED, PIN_CONFIRMATION_NEEDED, OPERATION_ABORTED
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

async function ask({ prompt, signal, reader }: SignerContext, request: PinRequest): Promise<PinAnswer> {
  const answer = await prompt.ask(request, signal).catch((cause: unknown) => {
    throw signal.aborted ? new CardError('OPERATION_ABORTED', { reader }, { cause }) : cause;
  });
  if (answer === null) throw new CardError('PIN_CANCELLED', { reader });
  if (!signal.aborted) return answer;
  wipe(answer.pin);
  throw new CardError('OPERATION_ABORTED', { reader });
}

function take(answer: PinAnswer): Uint8Array | null {
  try {
    return foldPin(answer.pin);
  } finally {
    wipe(answer.pin);
  }
}
