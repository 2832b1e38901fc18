import { provePossession, type PossessionOptions } from '../cards/possession.ts';
import { CardError } from '../../card/errors.ts';
import { toFailure } from '../failure.ts';
import type { QualificationRecord } from './record.ts';

interface ProofOptions extends PossessionOptions {
  readonly now: () => Date;
  /** Tries left of the PIN as the card told last; `null` where it does not. */
  readonly triesLeft: () => number | null;
}

/**
 * Has the card prove that it holds the key of the authentication certificate that was judged. Whatever prevents the proof is part of the record, with
 * the tries that are left; after a wrong PIN the candidate is asked again as anywhere, and no PIN is sent that was not typed.
 */
export async function proveQualification(
  reader: string,
  record: QualificationRecord,
  { now, triesLeft, ...options }: ProofOptions,
): Promise<QualificationRecord['possession']> {
  const certificate = record.applications.find(({ kind }) => kind === 'authentication')?.certificate;
  const ended = (state: QualificationRecord['possession']['state'], failure: QualificationRecord['possession']['failure']) => ({
    state,
    at: now().toISOString(),
    triesLeft: triesLeft(),
    failure,
  });
  if (!certificate) return ended('not-proved', toFailure(new CardError('CARD_APPLICATION_MISSING', { reader, note: 'authentication application' })));
  try {
    await provePossession(reader, certificate.sha256, options);
    return ended('proved', null);
  } catch (error) {
    const failure = toFailure(error);
    return ended(failure.code === 'SIGNATURE_MISMATCH' ? 'contradicted' : 'not-proved', failure);
  }
}
