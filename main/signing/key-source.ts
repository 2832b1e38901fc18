import type { PinPrompt } from '../../card/pin/prompt.ts';
import type { Signer } from '../../pki/signer.ts';
import type { ReaderView } from '../api/schema/card.ts';
import type { Latest } from '../latest.ts';
import type { SigningSource } from './readiness.ts';

/** A signer of documents, and what it holds until it is closed. */
export interface DocumentSigner extends Signer {
  /** Wipes what is held. */
  readonly close: () => void;
}

/** Keys that are no cards on readers: tokens of a module, keys that a service keeps. Each is shown under the name of a reader. */
export interface KeySource {
  readonly views: Latest<readonly ReaderView[]>;
  /** Whether this is the name of one of its keys. */
  has(reader: string): boolean;
  /** Looks at the keys again; a failure is told where it is shown. */
  look(): Promise<void>;
  /** Other cards lie on the readers now; only where the keys may hang on that. */
  cardsChanged?(): Promise<void>;
  /** One of its keys was used; what is seen of it may have changed. */
  used(): Promise<void>;
  /** @throws CardError READER_NOT_FOUND */
  shown(reader: string): SigningSource;
  /** Opens the key for documents; nothing is asked yet. @throws CardError, PkiError */
  openSigner(reader: string, prompt: PinPrompt, uses: number, signal: AbortSignal): DocumentSigner;
}
