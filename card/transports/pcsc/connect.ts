import { CardError } from '../../errors.ts';
import { PcscFailure, SCARD } from './codes.ts';
import type { Pcsc, PcscContext } from './context.ts';
import type { Handle } from './native.ts';
import { isHeld } from './reader-state.ts';

export const SHARE_EXCLUSIVE = 1;

export const PROTOCOLS = { 'T=0': 1, 'T=1': 2 } as const;
export type Protocol = keyof typeof PROTOCOLS;

/** T=1 first: the ATR that readers compose for a contactless card offers T=0 before it, and only T=1 carries extended length. */
const PREFERENCE: readonly Protocol[] = ['T=1', 'T=0'];

/**
 * Refuses a card that another program holds before the service is asked for it: while that program is inside a transaction,
 * pcsc-lite (1.9.9) lets even an exclusive connection wait without limit.
 * @throws CardError READER_BUSY_ELSEWHERE; PcscFailure
 */
export async function refuseHeld(context: PcscContext, reader: string): Promise<void> {
  const looks = await context.look([reader]);
  if (looks.some(isHeld)) throw new CardError('READER_BUSY_ELSEWHERE', { reader, note: 'in use by another program' });
}

/**
 * Connects for this program alone: a shared connection would wait without limit whenever another program holds a transaction.
 * @throws PcscFailure
 */
export async function connectExclusively(pcsc: Pcsc, context: PcscContext, reader: string): Promise<{ card: Handle; protocol: Protocol }> {
  for (const [position, protocol] of PREFERENCE.entries()) {
    try {
      const { card } = await pcsc.native.connect(context.handle, reader, SHARE_EXCLUSIVE, PROTOCOLS[protocol]);
      return { card, protocol };
    } catch (error) {
      const isLast = position === PREFERENCE.length - 1;
      if (isLast || !(error instanceof PcscFailure) || error.code !== SCARD.protocolMismatch) throw error;
    }
  }
  throw new PcscFailure(SCARD.protocolMismatch);
}
