import type { CardChannel } from '../apdu/channel.ts';
import { exchange } from '../apdu/exchange.ts';
import { INSTRUCTION } from '../apdu/instruction.ts';
import type { ResponseApdu } from '../apdu/response.ts';
import { describeStatus, STATUS } from '../apdu/status.ts';
import { fromHex } from '../bytes.ts';
import { CardError } from '../errors.ts';

const BY_NAME = 0x04;
type Occurrence = 'first' | 'next';
/** P2 of SELECT: FCI returned, first or next application whose name begins so (ISO/IEC 7816-4 table 40). */
const OCCURRENCE: Readonly<Record<Occurrence, number>> = { first: 0x00, next: 0x02 };

/** SELECT by name or beginning of a name; the answer holds the FCI (JAHIS 24-002 annex C.2). */
export function select(channel: CardChannel, name: string, occurrence: Occurrence = 'first'): Promise<ResponseApdu> {
  return exchange(channel, { cla: 0, ins: INSTRUCTION.SELECT, p1: BY_NAME, p2: OCCURRENCE[occurrence], data: fromHex(name), le: 256 });
}

/** Selects an application to read it. A blocked one (6283) still lets its certificate be read. */
export async function selectForReading(channel: CardChannel, aid: string): Promise<boolean> {
  const { status } = await select(channel, aid);
  return status === STATUS.OK || status === STATUS.DF_BLOCKED;
}

/**
 * Selects an application to use its key; this drops any verified PIN (JAHIS 24-002 clause 4.4.2).
 * @throws CardError CARD_UNEXPECTED_STATUS
 */
export async function selectForSigning(channel: CardChannel, aid: string): Promise<void> {
  const { status } = await select(channel, aid);
  if (status === STATUS.OK) return;
  throw new CardError('CARD_UNEXPECTED_STATUS', {
    reader: channel.session.reader,
    aid,
    statusWord: status,
    note: `SELECT: ${describeStatus(status)}`,
  });
}
