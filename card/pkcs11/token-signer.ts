import { CardError } from '../errors.ts';
import { certificateSha256, holderName, parseCertificate } from '../hpki/certificate-facts.ts';
import type { CardSignerEvent } from '../hpki/signer/context.ts';
import { checkSignature, modulusBytesOf } from '../hpki/signing/check-signature.ts';
import { askPin, type KnownTries } from '../pin/ask-pin.ts';
import type { PinUse, Standing } from '../pin/entry.ts';
import { type PinnedKey, PinnedSigner } from '../pin/pinned-signer.ts';
import type { PinPrompt } from '../pin/prompt.ts';
import { RefusedPins } from '../pin/refused-pins.ts';
import { triesTold } from './failures.ts';
import type { MadeSignature, MissedEntries, SignatureOrder } from './messages.ts';
import { isSameToken, readTokens, type Token, tokenIdentity } from './token.ts';

export interface TokenSignerOptions {
  readonly token: Token;
  /** Name under which the token is shown. */
  readonly reader: string;
  readonly prompt: PinPrompt;
  /** PINs that the token has refused, where they are remembered beyond this signer. */
  readonly refused?: RefusedPins;
  /** Signatures that one PIN entry is asked for. */
  readonly uses: number;
  /** Whether the person is asked again after a PIN that was malformed or wrong. Default `false`. */
  readonly askAgain?: boolean;
  /** Name for the prompt, where the caller knows a better one than the common name of the certificate. */
  readonly holder?: string;
  readonly signal: AbortSignal;
  readonly onEvent?: (event: CardSignerEvent) => void;
}

interface TokenTries extends KnownTries {
  readonly missed: MissedEntries;
}

/** One C_Login with its signature. */
interface TokenUse {
  readonly reader: string;
  readonly order: SignatureOrder;
  made: MadeSignature | null;
}

export type TokenSigner = PinnedSigner<TokenUse, TokenTries>;

/**
 * Opens a token for signing; nothing is asked yet.
 * @throws CardError CARD_CERTIFICATE_UNREADABLE
 * @example
 * const [token] = await readTokens(module);
 * const signer = openTokenSigner({ token, reader: token.facts.label, prompt, uses: 1, signal });
 */
export function openTokenSigner(options: TokenSignerOptions): TokenSigner {
  return new PinnedSigner(keyOf(options), options.uses, options.askAgain ?? false);
}

/** What a person must confirm: a token that tells of the last try, or of entries that missed without saying how many. */
const CONFIRM: Readonly<Record<MissedEntries, KnownTries['confirm']>> = { 'none-told': null, some: 'unknown', 'final-try': 1, locked: 0 };

function keyOf({
  token,
  reader,
  prompt,
  refused: remembered,
  signal,
  holder,
  onEvent = () => {},
}: TokenSignerOptions): PinnedKey<TokenUse, TokenTries> {
  const { module, certificate, chain, facts } = token;
  const parsed = certificate && parseCertificate(certificate);
  if (!certificate || parsed?.publicKey.asymmetricKeyType !== 'rsa') throw new CardError('CARD_CERTIFICATE_UNREADABLE', { reader });
  const { publicKey } = parsed;
  const modulusBytes = modulusBytesOf(publicKey);
  const refused = remembered ?? new RefusedPins();
  const named = <T>(work: Promise<T>): Promise<T> => work.catch((error: unknown) => fail(error, reader));

  const standing = (missed: MissedEntries): Standing => ({
    ...{ insertion: tokenIdentity(token), aid: module.path, certificateSha256: certificateSha256(certificate) },
    ...{ triesLeft: triesTold(missed), untouched: missed === 'none-told' },
  });
  const now = async (): Promise<Token> => {
    const found = (await named(readTokens(module))).find((candidate) => isSameToken(candidate, token));
    if (!found) throw new CardError('CARD_REMOVED', { reader });
    return found;
  };
  async function present(pin: Uint8Array, use: TokenUse): Promise<void> {
    if (facts.pad) prompt.turnToReader?.(triesTold(use.order.missed));
    use.made = await named(module.sign(use.order, facts.pad ? null : pin, signal));
  }
  const asker = {
    ...{ reader, application: 'signature' as const, holder: holder ?? holderName(parsed), aid: module.path, prompt, refused, send: present },
    // The alphabet is not told; a length of zero is what a module says that does not know.
    pin: { minLength: facts.minPin, maxLength: facts.maxPin || LONGEST_PIN, digitsOnly: false },
    way: facts.pad ? ('reader' as const) : ('here' as const),
    whileInserted: <T>(work: (until: AbortSignal) => Promise<T>) => work(signal),
  };

  return {
    ...{ reader, certificate, chain, modulusBytes, ownRefused: remembered ? null : refused, signal },
    async observe() {
      const { missed } = (await now()).facts;
      if (missed === 'locked') throw new CardError('PIN_LOCKED', { reader, triesLeft: 0 });
      return { missed, triesLeft: triesTold(missed), confirm: CONFIRM[missed] };
    },
    ask: async ({ missed: _, ...order }): Promise<PinUse<TokenUse>> => {
      onEvent({ step: 'asking', reason: order.reason, triesLeft: order.triesLeft });
      return askPin(asker, order);
    },
    async sign(entry, shown, digestInfo) {
      const { facts: present } = await now();
      const missed = shown?.missed ?? present.missed;
      const order: SignatureOrder = {
        ...{ slot: present.slot, serial: present.serial, certificate: Buffer.from(certificate).toString('base64') },
        ...{ digestInfo: Buffer.from(digestInfo).toString('base64'), modulusBytes, missed },
      };
      const use: TokenUse = { reader, order, made: null };
      onEvent({ step: 'signing' });
      await entry.present(use, standing(present.missed));
      if (use.made === null) throw new CardError('SIGNATURE_REFUSED', { reader });
      const signature = new Uint8Array(Buffer.from(use.made.signature, 'base64'));
      checkSignature(publicKey, modulusBytes, digestInfo, signature);
      entry.completed(standing(use.made.missed));
      onEvent({ step: 'signed', triesLeft: triesTold(use.made.missed) });
      return signature;
    },
    afterReset: () => standing(facts.missed),
  };
}

const LONGEST_PIN = 255;

function fail(error: unknown, reader: string): never {
  if (error instanceof CardError) throw new CardError(error.code, { reader, ...error.detail }, { cause: error });
  throw error;
}
