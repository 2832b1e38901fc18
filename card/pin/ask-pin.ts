import { CardError } from '../errors.ts';
import type { Confirmation } from './confirmation.ts';
import { isConfirmed } from './confirmation.ts';
import { PinEntry, type SendPin } from './entry.ts';
import { foldPin } from './fold.ts';
import type { PinObject } from './pin-object.ts';
import type { PinAnswer, PinPrompt, PinRequest } from './prompt.ts';
import { RefusedPins } from './refused-pins.ts';
import { isWellFormed } from './well-formed.ts';
import { wipe } from './wipe.ts';

/** What is known of the tries before somebody is asked. */
export interface KnownTries {
  /** `null` when it is not told. */
  readonly triesLeft: number | null;
  /** What the person must confirm before a PIN is sent. */
  readonly confirm: Confirmation | null;
}

/** For which PIN somebody is asked, and by which way. */
export interface PinAsker<Through> extends Pick<PinRequest, 'reader' | 'application' | 'holder' | 'way' | 'keeper'> {
  /** For failures. */
  readonly aid: string;
  readonly pin: Pick<PinObject, 'minLength' | 'maxLength' | 'digitsOnly'>;
  readonly prompt: PinPrompt;
  readonly refused: RefusedPins;
  readonly send: SendPin<Through>;
  /** Lets a person type for as long as the card stays. */
  readonly whileInserted: <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T>;
}

/**
 * Asks the person once, folds and checks what was typed. Nothing has been sent when this fails.
 * @throws CardError PIN_CANCELLED, PIN_MALFORMED, PIN_CONFIRMATION_NEEDED, CARD_REMOVED, OPERATION_ABORTED
 */
export async function askPin<Through extends { readonly reader: string }>(
  asker: PinAsker<Through>,
  { triesLeft, confirm, reason, uses }: KnownTries & Pick<PinRequest, 'reason' | 'uses'>,
): Promise<PinEntry<Through>> {
  const { reader, application, holder, aid, pin: object, refused, way, keeper, prompt } = asker;
  const { minLength, maxLength, digitsOnly } = object;
  const question = {
    reader,
    application,
    holder,
    triesLeft,
    confirm,
    minLength,
    maxLength,
    digitsOnly,
    reason,
    uses,
    way,
    ...(keeper && { keeper }),
  };
  const answer = await ask(asker, question);
  if (way === 'reader') return atReader(asker, answer, confirm, uses, triesLeft);
  const send: SendPin<Through> = async (typed, through) => {
    prompt.beforePresenting?.();
    await asker.send(typed, through);
  };
  const pin = take(answer);
  const fault =
    pin === null || !isWellFormed(pin, object) ? 'PIN_MALFORMED' : isConfirmed(confirm, answer.confirmedTries) ? null : 'PIN_CONFIRMATION_NEEDED';
  if (pin !== null && fault === null) return new PinEntry(pin, send, uses, refused);
  wipe(pin);
  throw new CardError(fault ?? 'PIN_MALFORMED', { reader, aid, triesLeft });
}

/** What is typed at the reader never comes here: the entry only holds how often somebody may be asked to type. */
function atReader<Through extends { readonly reader: string }>(
  { reader, aid, send }: PinAsker<Through>,
  { pin, confirmedTries }: PinAnswer,
  confirm: Confirmation | null,
  uses: number,
  triesLeft: number | null,
): PinEntry<Through> {
  wipe(pin);
  if (!isConfirmed(confirm, confirmedTries)) throw new CardError('PIN_CONFIRMATION_NEEDED', { reader, aid, triesLeft });
  return new PinEntry(new Uint8Array(), send, uses, new RefusedPins());
}

async function ask<Through>({ prompt, reader, whileInserted }: PinAsker<Through>, request: PinRequest): Promise<PinAnswer> {
  return whileInserted(async (signal) => {
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

/** Why a question ended before its answer. */
export function endOf({ reason }: AbortSignal, reader: string): CardError {
  return reason instanceof CardError ? reason : new CardError('OPERATION_ABORTED', { reader }, { cause: reason });
}

function take(answer: PinAnswer): Uint8Array | null {
  try {
    return foldPin(answer.pin);
  } finally {
    wipe(answer.pin);
  }
}
