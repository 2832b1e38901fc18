import { CardError, type CardErrorCode } from '../errors.ts';
import { CKR, CryptokiFailure, nameOfResult } from './cryptoki.ts';
import type { MissedEntries } from './messages.ts';

/** What a return value means to a person. Only of C_Login does a refused PIN come; the rest may come of any call. */
const MEANINGS: Readonly<Partial<Record<number, CardErrorCode>>> = {
  [CKR.PIN_INCORRECT]: 'PIN_WRONG',
  [CKR.PIN_INVALID]: 'PIN_WRONG_LENGTH',
  [CKR.PIN_LEN_RANGE]: 'PIN_WRONG_LENGTH',
  [CKR.PIN_LOCKED]: 'PIN_LOCKED',
  [CKR.CANCEL]: 'PIN_CANCELLED',
  [CKR.FUNCTION_CANCELED]: 'PIN_CANCELLED',
  [CKR.DEVICE_REMOVED]: 'CARD_REMOVED',
  [CKR.TOKEN_NOT_PRESENT]: 'CARD_REMOVED',
  [CKR.TOKEN_NOT_RECOGNIZED]: 'CARD_REMOVED',
  [CKR.SLOT_ID_INVALID]: 'CARD_REMOVED',
  [CKR.SESSION_HANDLE_INVALID]: 'CARD_REMOVED',
  [CKR.SESSION_CLOSED]: 'CARD_REMOVED',
};

/** Tries left by what a token tells: one before the last, none when locked, else no number. */
export const triesTold = (missed: MissedEntries): number | null => (missed === 'final-try' ? 1 : missed === 'locked' ? 0 : null);

/** A failure inside a module as one of ours. @param missed what the token tells afterwards, where it could be asked */
export function failureOf(error: unknown, missed: MissedEntries | null): CardError {
  if (error instanceof CardError) return error;
  if (!(error instanceof CryptokiFailure)) return new CardError('MODULE_UNUSABLE', { note: error instanceof Error ? error.message : String(error) });
  const { call, code } = error;
  const meaning = MEANINGS[code] ?? 'MODULE_FAULT';
  const told = missed === null ? null : triesTold(missed);
  const meant = meaning === 'PIN_WRONG' && missed === 'locked' ? 'PIN_LOCKED' : meaning;
  const tries = meant === 'PIN_WRONG' ? { triesLeft: told } : meant === 'PIN_LOCKED' ? { triesLeft: 0 } : {};
  return new CardError(meant, { ...tries, system: nameOfResult(code), note: `${call}: ${nameOfResult(code)}` });
}
