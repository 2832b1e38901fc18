import { CardError } from '../../errors.ts';
import { readCounter } from '../../pin/counter.ts';
import { selectForSigning } from '../select-application.ts';
import { type SignerContext, withSession } from './context.ts';

/**
 * Reads the tries left in a session of its own, so that the card is free while the person types.
 * @throws CardError PIN_LOCKED before anybody is asked
 */
export async function observeCounter(context: SignerContext): Promise<number | null> {
  const { application, memory, reader } = context;
  const triesLeft = await withSession(context, async (session) => {
    await selectForSigning(memory.channel(session), application.aid);
    const tries = await readCounter(session, application.pin.reference);
    memory.noteTries(session, application.kind, tries);
    return tries;
  });
  if (triesLeft === 0) throw new CardError('PIN_LOCKED', { reader, aid: application.aid, triesLeft });
  return triesLeft;
}
