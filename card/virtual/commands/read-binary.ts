import { STATUS } from '../../apdu/status.ts';
import type { Command } from '../command.ts';
import type { VirtualFile } from '../files.ts';
import { Refusal } from '../refusal.ts';
import type { CardState } from '../state.ts';
import type { Handler } from './reply.ts';

const BY_SHORT_ID = 0x80;
const SHORT_ID = 0x1f;

/** READ BINARY (ISO 7816-4 7.2.3), by current EF with a 15-bit offset or by short identifier with 8 bits. Certificates and directories are free to read. */
export const readBinary: Handler = (card, command) => {
  const { file, offset } = target(card, command);
  if (file.kind !== 'transparent') throw new Refusal(STATUS.INCOMPATIBLE_FILE_STRUCTURE);
  if (offset >= file.content.length) throw new Refusal(STATUS.WRONG_OFFSET);
  if (command.le === null) throw new Refusal(STATUS.WRONG_LENGTH);
  card.now.file = file;
  const data = file.content.subarray(offset, offset + command.le);
  const wholeRange = command.le === 0x100 || command.le === 0x10000;
  return { data, statusWord: data.length < command.le && !wholeRange ? STATUS.END_OF_FILE : STATUS.OK };
};

function target(card: CardState, { p1, p2 }: Command): { file: VirtualFile; offset: number } {
  if ((p1 & BY_SHORT_ID) === 0) {
    if (!card.now.file) throw new Refusal(STATUS.NO_CURRENT_FILE);
    return { file: card.now.file, offset: (p1 << 8) | p2 };
  }
  const file = card.now.selected?.files.find(({ sfi }) => sfi === (p1 & SHORT_ID));
  if (!file) throw new Refusal(STATUS.FILE_NOT_FOUND);
  return { file, offset: p2 };
}
