import { STATUS } from '../../apdu/status.ts';
import type { Command } from '../command.ts';
import type { CardState } from '../state.ts';

export interface Reply {
  readonly data: Uint8Array;
  readonly statusWord: number;
}

export type Handler = (card: CardState, command: Command) => Reply | Promise<Reply>;

export const done = (data: Uint8Array = new Uint8Array()): Reply => ({ data, statusWord: STATUS.OK });
