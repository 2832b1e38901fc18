import type { CardChannel } from '../../apdu/channel.ts';
import type { ExchangeResult } from '../../apdu/exchange.ts';
import { describeStatus, STATUS } from '../../apdu/status.ts';
import { CardError } from '../../errors.ts';
import { readCounter } from '../../pin/counter.ts';
import type { PinUse, Standing } from '../../pin/entry.ts';
import { assertNotDropped } from '../../pin/not-dropped.ts';
import type { CardSession } from '../../reader.ts';
import { selectForSigning } from '../select-application.ts';
import { checkSignature } from '../signing/check-signature.ts';
import { SIGNING_VARIANTS, type SigningVariant, type SigningVariantName } from '../signing/variants.ts';
import type { SignerContext } from './context.ts';

/** Answers that say "not this way": the other variant is tried. None of them touches a PIN. */
const OTHER_WAY: ReadonlySet<number> = new Set([
  STATUS.WRONG_LENGTH,
  STATUS.CHAINING_NOT_SUPPORTED,
  STATUS.FUNCTION_NOT_SUPPORTED,
  STATUS.WRONG_P1_P2,
  STATUS.INSTRUCTION_NOT_SUPPORTED,
  STATUS.CLASS_NOT_SUPPORTED,
]);
const NAMES = Object.keys(SIGNING_VARIANTS) as SigningVariantName[];

/**
 * Presents the PIN and signs in the way this card answers, inside the selected application. The signature is checked before it is returned.
 * @throws CardError SIGNATURE_REFUSED, SIGNATURE_MISMATCH, and what presenting the PIN throws
 */
export async function computeSignature(
  context: SignerContext,
  channel: CardChannel,
  entry: PinUse<CardSession>,
  standing: Standing,
  digestInfo: Uint8Array,
): Promise<Uint8Array> {
  const { application, memory, certificateSha256, publicKey, modulusBytes, onEvent } = context;
  let refusal: number | null = null;
  let presented = false;
  for (const name of inOrder(memory.variant(certificateSha256))) {
    const variant = SIGNING_VARIANTS[name];
    if (!(await variant.prepare(channel, application.key))) continue;
    if (!presented) await present(context, channel, entry, standing);
    presented = true;
    onEvent({ step: 'signing' });
    let answer = await variant.compute(channel, application.key, digestInfo, modulusBytes);
    const pinUsedUp = answer.status === STATUS.SECURITY_STATUS_NOT_SATISFIED && (refusal !== null || answer.resent);
    if (pinUsedUp) answer = await presentAgain(context, channel, entry, standing, variant, digestInfo);
    if (answer.status !== STATUS.OK && !OTHER_WAY.has(answer.status)) throw refused(context, answer.status);
    memory.noteVariant(certificateSha256, otherThan(name));
    refusal = answer.status;
    if (answer.status !== STATUS.OK) continue;
    checkSignature(publicKey, modulusBytes, digestInfo, answer.data);
    memory.noteVariant(certificateSha256, name);
    return answer.data;
  }
  throw refused(context, refusal);
}

function refused({ reader, application }: SignerContext, statusWord: number | null): CardError {
  const why = statusWord === null ? { note: 'no way to sign is offered' } : { statusWord, note: describeStatus(statusWord) };
  return new CardError('SIGNATURE_REFUSED', { reader, aid: application.aid, ...why });
}

/**
 * A refused attempt may have used up the verified PIN. Within the same transaction nobody else can have touched the counter, so what it
 * shows now is what the success left; the entry decides whether the PIN goes out once more.
 */
async function presentAgain(
  context: SignerContext,
  channel: CardChannel,
  entry: PinUse<CardSession>,
  before: Standing,
  variant: SigningVariant,
  digestInfo: Uint8Array,
): Promise<ExchangeResult> {
  const { application, modulusBytes } = context;
  await selectForSigning(channel, application.aid);
  const triesLeft = await readCounter(channel.session, application.pin.reference);
  assertNotDropped(before.triesLeft, triesLeft);
  const now = { ...before, triesLeft };
  entry.interrupted(now);
  await variant.prepare(channel, application.key);
  await present(context, channel, entry, now);
  return variant.compute(channel, application.key, digestInfo, modulusBytes);
}

async function present(
  { application, memory, onEvent }: SignerContext,
  { session }: CardChannel,
  entry: PinUse<CardSession>,
  standing: Standing,
): Promise<void> {
  onEvent({ step: 'verifying' });
  try {
    await entry.present(session, standing);
  } catch (error) {
    if (error instanceof CardError && error.detail.triesLeft !== undefined) memory.noteTries(session, application.kind, error.detail.triesLeft);
    throw error;
  }
}

function inOrder(known: SigningVariantName | null): readonly SigningVariantName[] {
  return known === null ? NAMES : [known, otherThan(known)];
}

function otherThan(name: SigningVariantName): SigningVariantName {
  return name === 'iso' ? 'jicsap' : 'iso';
}
