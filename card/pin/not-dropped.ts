import { CardError } from '../errors.ts';
import { confirmationFor } from './confirmation.ts';

/**
 * Compares the counter directly before a PIN is sent with the one the person saw. More tries than shown are fine (another program
 * had a success), fewer or no longer told are not, and what was shown as unknown needs its own confirmation once it turns out to be few.
 * @throws CardError PIN_LOCKED, PIN_COUNTER_DROPPED, PIN_CONFIRMATION_NEEDED
 */
export function assertNotDropped(shown: number | null, now: number | null): void {
  if (now === 0) throw new CardError('PIN_LOCKED', { triesLeft: 0 });
  if (shown === null) {
    if (now !== null && confirmationFor(now) !== null) throw new CardError('PIN_CONFIRMATION_NEEDED', { triesLeft: now });
  } else if (now === null || now < shown) throw new CardError('PIN_COUNTER_DROPPED', { triesLeft: now });
}
