import { CardError } from '../../errors.ts';
import type { SignerContext } from './context.ts';

/**
 * Lets somebody work (type, that is) for as long as the card stays: the signal handed to the work aborts with CARD_REMOVED when the card
 * leaves, and with the caller's own reason when the caller gives up. Watches the reader's events; the card itself is not opened.
 */
export async function whileInserted<T>(
  context: Pick<SignerContext, 'service' | 'reader' | 'insertion' | 'signal'>,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const gone = new AbortController();
  const finished = new AbortController();
  // Without its events only the early notice is lost: the stay is checked again when the card is opened.
  watchStay(context, finished.signal, gone).catch(() => {});
  try {
    return await work(AbortSignal.any([context.signal, gone.signal]));
  } finally {
    finished.abort('finished');
  }
}

async function watchStay(
  { service, reader, insertion }: Pick<SignerContext, 'service' | 'reader' | 'insertion'>,
  until: AbortSignal,
  gone: AbortController,
): Promise<void> {
  for await (const { readers } of service.watch(until)) {
    const present = readers.some((state) => state.name === reader && state.insertion === insertion);
    if (!present) gone.abort(new CardError('CARD_REMOVED', { reader }));
  }
}
