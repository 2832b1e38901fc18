import type { SigningBatch } from '../../main/api/schema/signing.ts';
import { knownKey } from '../words/translate.ts';

/** Nothing of it waits to be signed, and only the command line can bring out what is. */
const toBringOut = ({ waiting, until }: Pick<SigningBatch, 'waiting' | 'until'>): boolean => waiting === 0 && until === 'closed';

/** A batch of which nothing is left once its result was told. */
export const isThrough = (batch: Pick<SigningBatch, 'waiting' | 'until'>): boolean => batch.waiting === 0 && !toBringOut(batch);

/** The words that say why a batch is not over. */
export const reasonOf = (batch: Pick<SigningBatch, 'waiting' | 'until' | 'stoppedBy'>) =>
  toBringOut(batch) ? 'sign.batch.bring-out' : (knownKey(`errors.${batch.stoppedBy?.code}.heading`) ?? 'sign.batch.cut-off');
