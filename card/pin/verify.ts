import { encodeCommand } from '../apdu/command.ts';
import { INSTRUCTION } from '../apdu/instruction.ts';
import { send } from '../apdu/send.ts';
import { describeStatus, STATUS, triesLeftIn } from '../apdu/status.ts';
import { wipeable, wipeableCopy } from '../bytes.ts';
import { CardError, type CardErrorCode } from '../errors.ts';
import type { CardSession } from '../reader.ts';
import type { PinObject } from './pin-object.ts';
import { wipe } from './wipe.ts';

/**
 * Presents a PIN once (ISO/IEC 7816-4 clause 7.5.6) and wipes the command. Whatever comes back, this sends nothing again.
 * @throws CardError PIN_WRONG with the tries left, PIN_LOCKED, PIN_WRONG_LENGTH, CARD_UNEXPECTED_STATUS, and faults of the session as they are
 */
export async function verifyPin(session: CardSession, object: PinObject, pin: Uint8Array): Promise<void> {
  const data = pad(pin, object);
  const command = encodeCommand({ cla: 0, ins: INSTRUCTION.VERIFY, p1: 0, p2: object.reference, data });
  try {
    const { status } = await send(session, command);
    if (status !== STATUS.OK) throw refusal(status, session.reader);
  } finally {
    wipe(command);
    wipe(data);
  }
}

function pad(pin: Uint8Array, { padding }: PinObject): Uint8Array {
  if (padding === null) return wipeableCopy(pin);
  const padded = wipeable(padding.length).fill(padding.byte);
  padded.set(pin);
  return padded;
}

function refusal(statusWord: number, reader: string): CardError {
  const { code, triesLeft } = refusalOf(statusWord);
  return new CardError(code, {
    reader,
    statusWord,
    ...(triesLeft === undefined ? {} : { triesLeft }),
    note: `VERIFY: ${describeStatus(statusWord)}`,
  });
}

/** What a status word other than 9000 means as answer to a PIN (JAHIS 24-002 annex C.3.4: 6983 and 6984 are both locked). */
export function refusalOf(status: number): { readonly code: CardErrorCode; readonly triesLeft?: number | null } {
  const told = triesLeftIn(status);
  if (told === 0 || status === STATUS.AUTHENTICATION_METHOD_BLOCKED || status === STATUS.REFERENCE_DATA_BLOCKED)
    return { code: 'PIN_LOCKED', triesLeft: 0 };
  if (told !== null) return { code: 'PIN_WRONG', triesLeft: told };
  if (status === STATUS.NO_INFORMATION) return { code: 'PIN_WRONG', triesLeft: null };
  if (status === STATUS.WRONG_LENGTH) return { code: 'PIN_WRONG_LENGTH' };
  return { code: 'CARD_UNEXPECTED_STATUS' };
}
