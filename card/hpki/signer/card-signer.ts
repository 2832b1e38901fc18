import { askPin } from '../../pin/ask-pin.ts';
import { confirmationFor } from '../../pin/confirmation.ts';
import type { PinnedKey } from '../../pin/pinned-signer.ts';
import { PinnedSigner } from '../../pin/pinned-signer.ts';
import { verifyAtReader } from '../../pin/verify-at-reader.ts';
import { verifyPin } from '../../pin/verify.ts';
import type { CardSession } from '../../reader.ts';
import type { SignerContext } from './context.ts';
import { observeCounter } from './observe-counter.ts';
import { signOnCard, standingAt } from './sign-on-card.ts';
import { whileInserted } from './while-inserted.ts';

/** Counter of an HPKI card after a success, until this card has shown its own (all issuers lock after 15 misses in a row). */
const FULL_TRIES = 15;

/** Signs with one application of one card. */
export class CardSigner extends PinnedSigner<CardSession> {
  constructor(context: SignerContext, uses: number, askAgain: boolean) {
    super(keyOf(context), uses, askAgain);
  }
}

function keyOf(context: SignerContext): PinnedKey<CardSession> {
  const { application, reader, holder, prompt, refused, signal, modulusBytes, memory, certificateSha256, pad, alone } = context;
  const atReader = (session: CardSession) => {
    prompt.turnToReader?.(memory.recall(session)?.applications.find(({ kind }) => kind === application.kind)?.triesLeft ?? null);
    return verifyAtReader(session, application.pin);
  };
  const asker = {
    ...{ reader, application: application.kind, holder, aid: application.aid, pin: application.pin, prompt, refused },
    way: pad ? ('reader' as const) : ('here' as const),
    send: (pin: Uint8Array, session: CardSession) => (pad ? atReader(session) : verifyPin(session, application.pin, pin)),
    whileInserted: <T>(work: (signal: AbortSignal) => Promise<T>) => whileInserted(context, work),
  };
  return {
    ...{ reader, certificate: application.certificate.der, chain: application.chain, modulusBytes, ownRefused: alone ? refused : null, signal },
    async observe() {
      const triesLeft = await observeCounter(context);
      return { triesLeft, confirm: confirmationFor(triesLeft) };
    },
    ask(order) {
      context.onEvent({ step: 'asking', reason: order.reason, triesLeft: order.triesLeft });
      return askPin(asker, order);
    },
    sign: (entry, shown, digestInfo) => signOnCard(context, entry, shown?.triesLeft ?? null, digestInfo),
    afterReset: () => standingAt(context, memory.fullTries(certificateSha256) ?? FULL_TRIES),
  };
}
