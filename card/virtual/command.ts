import { decodeCommand } from '../apdu/command.ts';
import { STATUS } from '../apdu/status.ts';
import { Refusal } from './refusal.ts';

/** A command as its handler sees it: data empty where there are none, `le` `null` where there is no Le field. */
export interface Command {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  readonly data: Uint8Array;
  readonly le: number | null;
}

/** @throws Refusal 6700 when the length fields contradict the length */
export function parseCommand(apdu: Uint8Array): Command {
  try {
    const { cla, ins, p1, p2, data = new Uint8Array(), le = null } = decodeCommand(apdu);
    return { cla, ins, p1, p2, data, le };
  } catch (error) {
    if (error instanceof RangeError) throw new Refusal(STATUS.WRONG_LENGTH);
    throw error;
  }
}

const CHAINING = 0x10;

/** First interindustry range of class bytes (ISO 7816-4 5.4.1): there the low bits mean chaining, secure messaging and channel. */
export const isInterindustry = (cla: number): boolean => cla < 0x20;

export const isChained = ({ cla }: Command): boolean => isInterindustry(cla) && (cla & CHAINING) !== 0;

/** Class byte without the chaining bit. */
export const unchainedClass = (command: Command): number => (isChained(command) ? command.cla & ~CHAINING : command.cla);
