import type { CommandApdu } from './command.ts';

const CHAINING = 0x10;
const BLOCK = 255;

/**
 * Cuts a command into a chain (ISO/IEC 7816-4 clause 5.1.1.1): all but the last carry bit 5 of CLA and no Le.
 * A command that fits one short APDU is its own chain.
 */
export function chain(command: CommandApdu): readonly CommandApdu[] {
  const data = command.data ?? new Uint8Array();
  const links: CommandApdu[] = [];
  let start = 0;
  for (; data.length - start > BLOCK; start += BLOCK) {
    links.push({ ...header(command), cla: command.cla | CHAINING, data: data.subarray(start, start + BLOCK) });
  }
  return [...links, { ...command, data: data.subarray(start) }];
}

function header({ cla, ins, p1, p2 }: CommandApdu): CommandApdu {
  return { cla, ins, p1, p2 };
}
