import type { SignatureReportView, VerificationReportView } from '../../main/api/schema/verification.ts';
import type { Status } from '../design/status.tsx';
import type { TextKey } from '../words/catalogue.ts';
import { knownKey } from '../words/translate.ts';

/** How an answer is drawn. `unreadable` is for files that no report could be made of. */
export type Face = 'valid' | 'invalid' | 'refuse' | 'undecided' | 'unsigned' | 'unreadable';

type Answer = Pick<SignatureReportView, 'conclusion' | 'subIndication'>;

/** The faces of INDETERMINATE answers. Everything that is not here is undecided: nothing unknown is ever shown as better than that. */
const INDETERMINATE_FACES: Readonly<Record<string, Face>> = {
  NO_CERTIFICATE_CHAIN_FOUND: 'refuse',
  NO_SIGNING_CERTIFICATE_FOUND: 'refuse',
  CERTIFICATE_CHAIN_GENERAL_FAILURE: 'refuse',
  CHAIN_CONSTRAINTS_FAILURE: 'refuse',
  SIG_CONSTRAINTS_FAILURE: 'refuse',
  CRYPTO_CONSTRAINTS_FAILURE: 'refuse',
  OUT_OF_BOUNDS_NO_POE: 'refuse',
  OUT_OF_BOUNDS_NOT_REVOKED: 'refuse',
  REVOKED_NO_POE: 'refuse',
  NO_SIGNATURE: 'unsigned',
};

export function faceOf({ conclusion, subIndication }: Answer): Face {
  if (conclusion === 'TOTAL-PASSED') return 'valid';
  if (conclusion === 'TOTAL-FAILED') return 'invalid';
  return (subIndication && INDETERMINATE_FACES[subIndication]) || 'undecided';
}

export const FACE_STATUS: Readonly<Record<Face, Status>> = {
  valid: 'success',
  invalid: 'error',
  refuse: 'warning',
  undecided: 'unsure',
  unsigned: 'info',
  unreadable: 'absent',
};

/** The reason, in one sentence. */
export function reasonKey(answer: Answer, test: boolean): TextKey {
  if (answer.conclusion === 'TOTAL-PASSED') return test ? 'verify.because.passed-test' : 'verify.because.passed';
  return knownKey(`verify.because.${answer.subIndication}`) ?? 'verify.because.other';
}

export const isTest = (report: VerificationReportView): boolean => report.signatures.some(({ test }) => test);

/** The issuer bears a published name but not the published key: the mark of a forgery. */
export const hasForgedIssuer = ({ checks }: Pick<SignatureReportView, 'checks'>): boolean =>
  checks.some(({ id, status }) => id === 'issuer-key-pinned' && status === 'failed');
