import { CardError } from '../errors.ts';
import type { CardSession } from '../reader.ts';
import { assertSendable, holdsSecret } from './instruction.ts';
import { decodeResponse, type ResponseApdu } from './response.ts';

/**
 * The one place from which a command leaves for a card: guards the instruction, marks a PIN as secret, and takes
 * an answer below two bytes for what it is, a fault on the way.
 * @throws TypeError for an instruction that is never sent
 * @throws CardError CARD_TRANSPORT_FAULT and what the session throws
 */
export async function send(session: CardSession, command: Uint8Array): Promise<ResponseApdu> {
  assertSendable(command);
  const answer = await session.transmit(command, { secret: holdsSecret(command) });
  if (answer.length < 2) throw new CardError('CARD_TRANSPORT_FAULT', { reader: session.reader, note: `${answer.length} bytes answered` });
  return decodeResponse(answer);
}
