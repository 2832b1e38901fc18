import type { CardChannel } from '../../apdu/channel.ts';
import { readCounter } from '../../pin/counter.ts';
import type { PinUse, Standing } from '../../pin/entry.ts';
import { assertNotDropped } from '../../pin/not-dropped.ts';
import type { CardSession } from '../../reader.ts';
import { selectForSigning } from '../select-application.ts';
import { computeSignature } from './compute-signature.ts';
import { type SignerContext, withSession } from './context.ts';
import { identify } from './identify.ts';

/**
 * One signature in one session and one transaction that ends with a reset, so that no verified PIN stays behind:
 * same certificate, counter, PIN, signature, counter.
 * @param shown tries left as the person saw them before typing; not looked at for a PIN that the card has accepted before
 * @throws CardError
 */
export async function signOnCard(
  context: SignerContext,
  entry: PinUse<CardSession>,
  shown: number | null,
  digestInfo: Uint8Array,
): Promise<Uint8Array> {
  const { application, memory, onEvent } = context;
  const made: { signature: Uint8Array | null; triesLeft: number | null } = { signature: null, triesLeft: null };
  try {
    await withSession(context, (session) =>
      session.transaction('reset', async () => {
        const channel = memory.channel(session);
        await identify(context, channel);
        const triesLeft = await readCounter(session, application.pin.reference);
        memory.noteTries(session, application.kind, triesLeft);
        if (entry.state === 'typed') assertNotDropped(shown, triesLeft);
        made.signature = await computeSignature(context, channel, entry, standingAt(context, triesLeft), digestInfo);
        made.triesLeft = await settle(context, channel, entry);
      }),
    );
  } catch (error) {
    // A card taken away right after it has signed does not undo the signature.
    if (made.signature === null) throw error;
    entry.wipe();
  }
  onEvent({ step: 'signed', triesLeft: made.triesLeft });
  return made.signature!;
}

export function standingAt({ insertion, application, certificateSha256 }: SignerContext, triesLeft: number | null): Standing {
  return { insertion, aid: application.aid, certificateSha256, triesLeft };
}

/** Learns where the counter stands after a success. A card that keeps the PIN verified tells only after a new selection. */
async function settle(context: SignerContext, channel: CardChannel, entry: PinUse<CardSession>): Promise<number | null> {
  const { application, memory, certificateSha256 } = context;
  let triesLeft = await readCounter(channel.session, application.pin.reference);
  if (triesLeft === null && entry.usesLeft > 1) {
    await selectForSigning(channel, application.aid);
    triesLeft = await readCounter(channel.session, application.pin.reference);
  }
  entry.completed(standingAt(context, triesLeft));
  if (triesLeft !== null) memory.noteFullTries(certificateSha256, triesLeft);
  memory.noteTries(channel.session, application.kind, triesLeft);
  return triesLeft;
}
