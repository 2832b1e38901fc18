import type { PinPrompt } from '../../pin/prompt.ts';
import type { ReaderService } from '../../reader.ts';
import { CardError } from '../../errors.ts';
import type { ApplicationKind } from '../applications.ts';
import type { HpkiCard } from '../card.ts';
import { certificateSha256, holderName, parseCertificate } from '../certificate-facts.ts';
import { CardMemory } from '../memory.ts';
import { readCard } from '../read-card.ts';
import { modulusBytesOf } from '../signing/check-signature.ts';
import type { CardSignerEvent, SignerContext } from './context.ts';
import { withSession } from './context.ts';
import { CardSigner } from './card-signer.ts';

export interface CardSignerOptions {
  readonly service: ReaderService;
  readonly reader: string;
  /** Which application signs. Documents are signed with `signature`, the default; `authentication` answers challenges. */
  readonly application?: ApplicationKind;
  /** Only the card of this stay. */
  readonly insertion?: string;
  readonly prompt: PinPrompt;
  /** Signatures that one PIN entry is asked for: the number of documents of the batch. */
  readonly uses: number;
  /** Whether the person is asked again after a PIN that was malformed or wrong; otherwise the error ends the signature. Default `false`. */
  readonly askAgain?: boolean;
  /** Where the PIN is typed on a reader with keys: there, unless the person has chosen otherwise. */
  readonly typeAt?: 'reader' | 'here';
  /** Name for the prompt, where the caller knows a better one than the common name of the certificate. */
  readonly holder?: string;
  /** Remembers what was learned of the card, and which PINs it has refused, beyond this signer. */
  readonly memory?: CardMemory;
  readonly signal: AbortSignal;
  readonly onEvent?: (event: CardSignerEvent) => void;
}

/**
 * Opens one application of a card for signing. The card is read and released at once; each signature opens it again.
 * @throws CardError CARD_NOT_HPKI, CARD_APPLICATION_MISSING, CARD_CERTIFICATE_UNREADABLE, CARD_DIRECTORY_UNREADABLE,
 *   CARD_PIN_REFERENCE_UNKNOWN, and faults of the session
 * @example
 * const signer = await openCardSigner({ service, reader, prompt, uses: documents.length, signal });
 * try { await signPdf(document, signer); } finally { signer.close(); }
 */
export async function openCardSigner(options: CardSignerOptions): Promise<CardSigner> {
  const memory = options.memory ?? new CardMemory();
  const card = await withSession(options, (session) => readCard(session, memory));
  return new CardSigner(
    { ...contextOf(card, { ...options, memory }), alone: options.memory === undefined, pad: card.pad && (options.typeAt ?? 'reader') === 'reader' },
    options.uses,
    options.askAgain ?? false,
  );
}

function contextOf(
  card: HpkiCard,
  { service, reader, application: kind = 'signature', prompt, memory, signal, holder, onEvent }: CardSignerOptions & Pick<SignerContext, 'memory'>,
): Omit<SignerContext, 'alone' | 'pad'> {
  const application = usable(card, kind);
  const certificate = parseCertificate(application.certificate.der);
  if (certificate?.publicKey.asymmetricKeyType !== 'rsa')
    throw new CardError('CARD_CERTIFICATE_UNREADABLE', { reader, aid: application.aid, note: 'no RSA key' });
  return {
    service,
    reader,
    insertion: card.insertion,
    application,
    certificateSha256: certificateSha256(application.certificate.der),
    publicKey: certificate.publicKey,
    modulusBytes: modulusBytesOf(certificate.publicKey),
    holder: holder ?? holderName(certificate),
    memory,
    prompt,
    refused: memory.refusedPins({ insertion: card.insertion, reader, aid: application.aid }),
    signal,
    onEvent: onEvent ?? (() => {}),
  };
}

function usable({ applications, reader }: HpkiCard, wanted: ApplicationKind): SignerContext['application'] {
  const application = applications.find(({ kind }) => kind === wanted);
  if (application === undefined) throw new CardError('CARD_APPLICATION_MISSING', { reader, note: `${wanted} application` });
  const { aid, certificate, pin, key, failure } = application;
  if (certificate === null) throw failure ?? new CardError('CARD_CERTIFICATE_UNREADABLE', { reader, aid });
  if (key === null) throw new CardError('CARD_DIRECTORY_UNREADABLE', { reader, aid, note: 'no private key named' });
  if (pin === null) throw new CardError('CARD_PIN_REFERENCE_UNKNOWN', { reader, aid });
  return { ...application, certificate, pin, key };
}
