import { describeStatus, STATUS } from '../apdu/status.ts';
import { CardError, type CardErrorCode } from '../errors.ts';
import type { CardSession } from '../reader.ts';
import type { PinObject } from './pin-object.ts';
import { refusalOf } from './verify.ts';
import { fitsStructure, verifyStructure } from './verify-structure.ts';

/** What the reader itself answers (PC/SC part 10 clause 2.5.2.1): nothing was sent to the card. */
const OF_THE_READER: ReadonlyMap<number, CardErrorCode> = new Map([
  [0x6400, 'PIN_PAD_TIMEOUT'],
  [0x6401, 'PIN_CANCELLED'],
  [0x6402, 'PIN_MALFORMED'],
  [0x6403, 'PIN_MALFORMED'],
  [0x6b80, 'PIN_PAD_REFUSED'],
]);

/**
 * Has the PIN typed at the keys of the reader, which sends it to the card once. Never sent again, and nothing of it comes here.
 * @throws CardError PIN_PAD_TIMEOUT, PIN_CANCELLED, PIN_MALFORMED (too short or too long), PIN_PAD_REFUSED: nothing was sent; PIN_WRONG with the tries
 *   left, PIN_LOCKED, PIN_WRONG_LENGTH, CARD_UNEXPECTED_STATUS, and faults of the session as they are
 */
export async function verifyAtReader(session: CardSession, object: PinObject): Promise<void> {
  const { pad, reader } = session;
  if (!pad || !fitsStructure(object)) throw new CardError('PIN_PAD_REFUSED', { reader, note: 'keys of the reader' });
  const answer = await pad.verify(verifyStructure(object, pad));
  if (answer.length !== 2) throw new CardError('CARD_TRANSPORT_FAULT', { reader, note: `answer of ${answer.length} bytes` });
  const statusWord = (answer[0]! << 8) | answer[1]!;
  if (statusWord === STATUS.OK) return;
  const own = OF_THE_READER.get(statusWord);
  if (own) throw new CardError(own, { reader, statusWord, note: 'keys of the reader' });
  const { code, triesLeft } = refusalOf(statusWord);
  throw new CardError(code, { reader, statusWord, ...(triesLeft === undefined ? {} : { triesLeft }), note: `VERIFY: ${describeStatus(statusWord)}` });
}
