import type { KeyObject } from 'node:crypto';
import type { PinObject } from '../../pin/pin-object.ts';
import type { PinPrompt, PinRequest } from '../../pin/prompt.ts';
import type { RefusedPins } from '../../pin/refused-pins.ts';
import type { CardSession, ReaderService } from '../../reader.ts';
import type { CardCertificate, HpkiApplication, KeyReference } from '../card.ts';
import type { CardMemory } from '../memory.ts';

/** Progress of a signer, for screens and logs; without secrets. */
export type CardSignerEvent =
  | { readonly step: 'asking'; readonly reason: PinRequest['reason']; readonly triesLeft: number | null }
  | { readonly step: 'verifying' }
  | { readonly step: 'signing' }
  | { readonly step: 'signed'; readonly triesLeft: number | null };

/** All that the steps of one signer share: the card it was opened for, and who is asked. */
export interface SignerContext {
  readonly service: ReaderService;
  readonly reader: string;
  readonly insertion: string;
  readonly memory: CardMemory;
  readonly application: HpkiApplication & { readonly certificate: CardCertificate; readonly pin: PinObject; readonly key: KeyReference };
  readonly certificateSha256: string;
  readonly publicKey: KeyObject;
  readonly modulusBytes: number;
  readonly holder: string;
  /** The PIN is typed at the keys of the reader. */
  readonly pad: boolean;
  readonly prompt: PinPrompt;
  readonly refused: RefusedPins;
  /** Nobody remembers refused PINs beyond this signer. */
  readonly alone: boolean;
  readonly signal: AbortSignal;
  readonly onEvent: (event: CardSignerEvent) => void;
}

/** Opens the card, the same stay only where one is named. A transaction inside has reset it already where that is due. */
export async function withSession<T>(
  { service, reader, insertion, signal }: Pick<SignerContext, 'service' | 'reader' | 'signal'> & { readonly insertion?: string | undefined },
  work: (session: CardSession) => Promise<T>,
): Promise<T> {
  const session = await service.open(reader, { signal, ...(insertion === undefined ? {} : { insertion }) });
  try {
    return await work(session);
  } finally {
    await session.close('leave');
  }
}
