import type { Kysely } from 'kysely';
import type { Failure } from '../../api/schema/common.ts';
import type { SigningOrder } from '../../api/schema/signing.ts';
import type { Intake, TakenDocument } from '../../documents/intake.ts';
import type { Tables } from '../../store/schema.ts';

/** What a job is given to sign, and where it notes what became of each document. */
export interface Tray {
  /** The batch that outlives the program; `null` for documents that go with it. */
  readonly batch: string | null;
  readonly order: Pick<SigningOrder, 'format' | 'level' | 'stamp'>;
  /** Documents not signed yet, in their order. */
  readonly documents: readonly { readonly id: string; readonly name: string }[];
  /** How many of the batch earlier runs have signed. */
  readonly signedBefore: number;
  /** @throws AppError DOCUMENT_UNKNOWN, DOCUMENT_NOT_VIEWED */
  take(id: string): TakenDocument;
  /**
   * Told who signs, before any PIN. SHA-256 of the certificate.
   * @throws AppError BATCH_OTHER_CERTIFICATE where a batch was begun with another
   */
  begin(certificateSha256: string): Promise<void>;
  /** Notes a signature in the transaction that enters it, so that there is never one without the other. */
  signed(db: Kysely<Tables>, id: string, entry: string): Promise<void>;
  failed(id: string, failure: Failure): Promise<void>;
  /** The run is over; `null` where nothing but the end of the documents ended it. */
  ended(failure: Failure | null): Promise<void>;
}

/** Documents that are signed in one go: what is not reached is told and kept nowhere. */
export function looseTray(order: SigningOrder, intake: Pick<Intake, 'describe' | 'forSigning'>): Tray {
  const nothing = async () => {};
  return {
    batch: null,
    order,
    documents: order.documents.map((id) => ({ id, name: intake.describe(id)?.name ?? '' })),
    signedBefore: 0,
    take: (id) => intake.forSigning(id),
    begin: nothing,
    signed: nothing,
    failed: nothing,
    ended: nothing,
  };
}
