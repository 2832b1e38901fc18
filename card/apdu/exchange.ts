import { concat } from '../bytes.ts';
import { CardError } from '../errors.ts';
import { chain } from './chaining.ts';
import type { CardChannel } from './channel.ts';
import { type CommandApdu, encodeCommand, fitsShort, LE_MAX } from './command.ts';
import { INSTRUCTION } from './instruction.ts';
import type { ResponseApdu } from './response.ts';
import { send } from './send.ts';
import { STATUS } from './status.ts';

const MORE_DATA = 0x61;
const WRONG_LE = 0x6c;
const LARGEST_ANSWER = 65536;

export interface ExchangeResult extends ResponseApdu {
  /** The card saw the command more than once (corrected length); what it did the first time may have cost it its security state. */
  readonly resent: boolean;
}

/**
 * Sends one command and brings back its whole answer: extended length where reader and card take it, else a chain;
 * 61xx is followed by GET RESPONSE, 6Cxx by the same command with the right Le (ISO/IEC 7816-4 clause 5.1.3).
 * Not for secrets, which go once through `send`.
 * @throws TypeError for a VERIFY
 * @throws CardError as {@link send}
 */
export async function exchange(channel: CardChannel, command: CommandApdu): Promise<ExchangeResult> {
  if (command.ins === INSTRUCTION.VERIFY) throw new TypeError('VERIFY is sent once, without exchange');
  if (!wantsExtended(channel, command)) return collect(channel, command);
  const answer = await tryExtended(channel, command);
  if (answer !== null && answer.status !== STATUS.WRONG_LENGTH) return follow(channel, command, 'extended', answer);
  channel.traits.extendedLength = false;
  return { ...(await collect(channel, command)), resent: true };
}

function wantsExtended({ traits }: CardChannel, command: CommandApdu): boolean {
  return traits.extendedLength && (!fitsShort(command) || (command.le ?? 0) > 256);
}

/** `null`: the way to the card does not take the extended form of a mere read. Any other command may have been executed: the fault goes up. */
async function tryExtended(channel: CardChannel, command: CommandApdu): Promise<ResponseApdu | null> {
  try {
    return await send(channel.session, encodeCommand(withinReader(channel, command), 'extended'));
  } catch (error) {
    if (!(error instanceof CardError && error.code === 'CARD_TRANSPORT_FAULT')) throw error;
    channel.traits.extendedLength = false;
    if (command.ins === INSTRUCTION.READ_BINARY) return null;
    throw error;
  }
}

function withinReader({ session }: CardChannel, command: CommandApdu): CommandApdu {
  return command.le === undefined ? command : { ...command, le: Math.min(command.le, LE_MAX, session.maxApduLength - 2) };
}

async function collect(channel: CardChannel, command: CommandApdu): Promise<ExchangeResult> {
  const links = chain(command);
  for (const link of links.slice(0, -1)) {
    const answer = await send(channel.session, encodeShort(channel, link));
    if (answer.status !== STATUS.OK) return { ...answer, resent: false };
  }
  const last = links[links.length - 1]!;
  return follow(channel, last, 'short', await send(channel.session, encodeShort(channel, last)));
}

/** T=0 has no room for Le beside data (ISO/IEC 7816-3 clause 12.2.4): the card answers 61xx instead. */
function encodeShort({ session }: CardChannel, command: CommandApdu): Uint8Array {
  const bare = session.protocol === 'T=0' && (command.data?.length ?? 0) > 0;
  return encodeCommand(bare ? { ...command, le: undefined } : command);
}

async function follow(channel: CardChannel, command: CommandApdu, form: 'short' | 'extended', first: ResponseApdu): Promise<ExchangeResult> {
  let answer = first;
  const resent = answer.status >> 8 === WRONG_LE && command.le !== undefined;
  if (resent) answer = await send(channel.session, encodeCommand({ ...command, le: available(answer.status) }, form));
  const parts = [answer.data];
  let size = answer.data.length;
  while (answer.status >> 8 === MORE_DATA && size < LARGEST_ANSWER) {
    answer = await send(channel.session, encodeCommand({ cla: 0, ins: INSTRUCTION.GET_RESPONSE, p1: 0, p2: 0, le: available(answer.status) }));
    if (answer.data.length === 0) break;
    parts.push(answer.data);
    size += answer.data.length;
  }
  return { data: concat(parts), status: answer.status, resent };
}

function available(status: number): number {
  return status & 0xff || 256;
}
