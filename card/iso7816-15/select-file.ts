import type { CardChannel } from '../apdu/channel.ts';
import { exchange } from '../apdu/exchange.ts';
import { INSTRUCTION } from '../apdu/instruction.ts';
import { STATUS } from '../apdu/status.ts';
import type { FileAddress } from './path.ts';

/** P1 of SELECT (ISO/IEC 7816-4 table 39). */
const EF_UNDER_CURRENT_DF = 0x02;
const PATH_FROM_MF = 0x08;
const PATH_FROM_CURRENT_DF = 0x09;
const NO_FCI = 0x0c;

/**
 * Makes an EF the current one. A short identifier is taken for the low byte of the file id, its default meaning.
 * @returns whether the card accepted
 */
export async function selectFile(channel: CardChannel, address: FileAddress): Promise<boolean> {
  const { p1, data } = target(address);
  const { status } = await exchange(channel, { cla: 0, ins: INSTRUCTION.SELECT, p1, p2: NO_FCI, data });
  return status === STATUS.OK;
}

function target(address: FileAddress): { p1: number; data: Uint8Array } {
  if ('path' in address) {
    const fromMf = address.path[0] === 0x3f && address.path[1] === 0x00;
    return { p1: fromMf ? PATH_FROM_MF : PATH_FROM_CURRENT_DF, data: fromMf ? address.path.subarray(2) : address.path };
  }
  const id = 'fileId' in address ? address.fileId : address.shortId;
  return { p1: EF_UNDER_CURRENT_DF, data: Uint8Array.of(id >> 8, id & 0xff) };
}
