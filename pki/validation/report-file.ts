import type { SignatureFormat, SignatureReport, VerificationReport } from '../report.ts';
import type { VerificationOptions } from '../trust.ts';
import { type Answer, concludeFile } from './conclude.ts';

export interface FileFacts {
  readonly file: string;
  readonly format: SignatureFormat;
  readonly signatures: readonly SignatureReport[];
  /** Answers that count beside those of the signatures. */
  readonly further?: readonly Answer[];
}

/** Report on a file: its worst signature decides. */
export const reportFile = ({ file, format, signatures, further = [] }: FileFacts, options: VerificationOptions): VerificationReport => ({
  file,
  format,
  ...concludeFile([...further, ...signatures]),
  verifiedAt: options.at.toISOString(),
  testCardsAccepted: options.acceptTestCards,
  signatures,
});
