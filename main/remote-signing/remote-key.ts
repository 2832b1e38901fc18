import { CardError } from '../../card/errors.ts';
import { askPin, type KnownTries } from '../../card/pin/ask-pin.ts';
import type { Standing } from '../../card/pin/entry.ts';
import { type PinnedKey, PinnedSigner } from '../../card/pin/pinned-signer.ts';
import type { PinPrompt } from '../../card/pin/prompt.ts';
import type { RefusedPins } from '../../card/pin/refused-pins.ts';
import { parseCertificate } from '../../pki/certificate/certificate.ts';
import { PkiError } from '../../pki/errors.ts';
import { signerIdentity } from '../../pki/hpki/signer-identity.ts';
import { remoteSigner } from '../../pki/remote/remote-signer.ts';
import type { Activation, BrowserVisit, HashOrder, RemoteSession } from '../../pki/remote/service.ts';
import { loadPublicKey } from '../../pki/algorithms/signature-value.ts';
import type { RemoteServiceRecord } from '../api/schema/remote.ts';
import { AppError } from '../errors.ts';
import type { DocumentSigner } from '../signing/key-source.ts';
import { keyIdentity, type NamedCredential } from './remote-view.ts';

export interface RemoteSignerOrder {
  readonly key: NamedCredential;
  readonly session: RemoteSession;
  readonly prompt: PinPrompt;
  /** PINs that the service has refused for this key. */
  readonly refused: RefusedPins;
  /** Makes a visit of the person's browser whose address is told. */
  readonly visiting: (announce: (address: string | null) => void) => BrowserVisit;
  readonly uses: number;
  readonly askAgain: boolean;
  readonly signal: AbortSignal;
}

/** One activation of the key. */
interface RemoteUse {
  readonly reader: string;
  readonly order: HashOrder;
  activation: Activation | null;
}

/** No service tells how many tries are left. */
const UNKNOWN_TRIES: KnownTries = { triesLeft: null, confirm: 'unknown' };

/** The alphabet is told, the length is not. */
const LENGTHS = { minLength: 1, maxLength: 128 };

/**
 * The signer of a key at a service, unlocked for each signature anew. A password that is made anew each time is asked for each time; a PIN is asked
 * once for a batch and presented for each of its documents.
 */
export function openRemoteSigner(order: RemoteSignerOrder): DocumentSigner {
  const { key, uses, askAgain } = order;
  if (key.credential.way === 'browser') return browserSigner(order);
  const signer = new PinnedSigner(pinnedKey(order), key.credential.way === 'one-time' ? 1 : uses, askAgain);
  const { certificate, chain, close } = signer;
  return {
    certificate,
    chain,
    close,
    sign: (digestInfo) => signer.sign(digestInfo).catch((error: unknown) => Promise.reject(asOfService(error, key))),
  };
}

/** What the signer of a card calls by the names of a card. */
function asOfService(error: unknown, { service }: NamedCredential): unknown {
  if (!(error instanceof CardError)) return error;
  if (error.code === 'PIN_WRONG') return error.cause;
  return error.code === 'PIN_REFUSED_BEFORE'
    ? new AppError('REMOTE_PIN_REFUSED_BEFORE', { host: new URL(service.base).host }, { cause: error })
    : error;
}

/** The sign-in at a service counts no more. */
export const sessionEnded = ({ base }: RemoteServiceRecord): PkiError => new PkiError('REMOTE_SESSION_ENDED', { host: new URL(base).host });

/** A PIN may have been sent, and nobody knows what became of it. */
const isOutcomeUnknown = (error: unknown): boolean => error instanceof PkiError && error.code === 'REMOTE_PIN_OUTCOME_UNKNOWN';

/** What was given up is named as that, whatever the network makes of it, unless a PIN may be on its way. @throws CardError OPERATION_ABORTED */
export const abortNamed = <T>(work: Promise<T>, signal: AbortSignal, reader: string): Promise<T> =>
  work.catch((error: unknown) => {
    if (signal.aborted && !isOutcomeUnknown(error)) throw new CardError('OPERATION_ABORTED', { reader }, { cause: error });
    throw error;
  });

/** A key that is unlocked at a page of its service. */
function browserSigner({ key: { credential, reader }, session, prompt, visiting, signal }: RemoteSignerOrder): DocumentSigner {
  const visit = visiting((address) => prompt.turnToBrowser?.(address));
  const activate = (order: HashOrder) => session.activateInBrowser(order, visit, signal);
  const signer = remoteSigner({ session, credential, activate, signal });
  return { ...signer, sign: (digestInfo) => abortNamed(signer.sign(digestInfo), signal, reader), close: () => {} };
}

function pinnedKey({ key, session, prompt, refused, signal }: RemoteSignerOrder): PinnedKey<RemoteUse> {
  const { reader, service, credential } = key;
  const { certificate, chain, factor, way } = credential;
  const parsed = parseCertificate(certificate);
  const { asymmetricKeyType, asymmetricKeyDetails } = loadPublicKey(parsed.spki);
  if (asymmetricKeyType !== 'rsa') throw new PkiError('REMOTE_CREDENTIAL_UNFIT', { note: asymmetricKeyType ?? '' });
  const { nameKanji, commonName, sha256 } = signerIdentity(parsed);
  const { host } = new URL(service.base);
  // The service counts missed tries by the person and tells none of them: what it accepted for this key is presented to it again for the batch alone.
  const standing: Standing = { insertion: keyIdentity(key), aid: host, certificateSha256: sha256, triesLeft: null, untouched: true };

  async function present(pin: Uint8Array, use: RemoteUse): Promise<void> {
    use.activation = await session.activate(use.order, pin, signal).catch((error: unknown) => {
      if (!(error instanceof PkiError) || error.code !== 'REMOTE_PIN_REFUSED') throw error;
      throw new CardError('PIN_WRONG', { reader, triesLeft: null }, { cause: error });
    });
  }
  const asker = {
    ...{ reader, application: 'signature' as const, holder: nameKanji ?? commonName, aid: host, prompt, refused, send: present },
    pin: { ...LENGTHS, digitsOnly: factor?.digitsOnly ?? false },
    way: 'here' as const,
    keeper: way === 'one-time' ? ('serviceOnce' as const) : ('service' as const),
    whileInserted: <T>(work: (until: AbortSignal) => Promise<T>) => work(signal),
  };

  return {
    ...{ reader, certificate, chain, modulusBytes: Math.ceil((asymmetricKeyDetails?.modulusLength ?? 0) / 8), ownRefused: null, signal },
    /** @throws PkiError REMOTE_SESSION_ENDED, so that nobody types in vain */
    async observe() {
      if (session.over) throw sessionEnded(service);
      return UNKNOWN_TRIES;
    },
    ask: (tries) => askPin(asker, tries),
    async sign(entry, _shown, digestInfo) {
      const activate = async (order: HashOrder) => {
        const use: RemoteUse = { reader, order, activation: null };
        await entry.present(use, standing);
        if (!use.activation) throw new CardError('SIGNATURE_REFUSED', { reader });
        return use.activation;
      };
      const value = await abortNamed(remoteSigner({ session, credential, activate, signal }).sign(digestInfo), signal, reader);
      entry.completed(standing);
      return value;
    },
    afterReset: () => standing,
  };
}
