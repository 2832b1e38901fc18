import { encodeCommand } from '../apdu/command.ts';
import { INSTRUCTION } from '../apdu/instruction.ts';
import { send } from '../apdu/send.ts';
import { describeStatus, STATUS, triesLeftIn } from '../apdu/status.ts';
import { CardError } from '../errors.ts';
import type { CardSession } from '../reader.ts';

/**
 * Asks for the tries left with an empty VERIFY, which spends none (ISO/IEC 7816-4 clause 7.5.6).
 * @returns tries left, 0 when locked, `null` when the card does not tell (it answers 9000, 6700 or 6Dxx)
 * @throws CardError CARD_UNEXPECTED_STATUS for any other answer
 */
export async function readCounter(session: CardSession, reference: number): Promise<number | null> {
  const command = encodeCommand({ cla: 0, ins: INSTRUCTION.VERIFY, p1: 0, p2: reference });
  // T=0 has no case 1 on the line: P3 = 00 stands for it (ISO/IEC 7816-3 clause 12.2.2).
  const { status } = await send(session, session.protocol === 'T=0' ? Uint8Array.of(...command, 0) : command);
  const tries = triesFrom(status);
  if (tries === undefined)
    throw new CardError('CARD_UNEXPECTED_STATUS', { reader: session.reader, statusWord: status, note: `counter: ${describeStatus(status)}` });
  return tries;
}

/** Tries left by the answer to an empty VERIFY; `undefined` when it is no answer to that question. */
export function triesFrom(status: number): number | null | undefined {
  const told = triesLeftIn(status);
  if (told !== null) return told;
  if (status === STATUS.AUTHENTICATION_METHOD_BLOCKED || status === STATUS.REFERENCE_DATA_BLOCKED) return 0;
  if (status === STATUS.OK || status === STATUS.WRONG_LENGTH || status >> 8 === STATUS.INSTRUCTION_NOT_SUPPORTED >> 8) return null;
  return undefined;
}
