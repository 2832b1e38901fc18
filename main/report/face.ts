import type { Check, Conclusion } from '../../pki/report.ts';
import type { Face } from '../api/schema/report.ts';

/** What of a check an answer rests on. */
type Ground = Pick<Check, 'status' | 'informative'> & {
  readonly id: string;
  readonly subIndication?: string | undefined;
  readonly params?: Check['params'] | undefined;
};

/** An answer with the checks it was drawn from. */
export interface Answer {
  readonly conclusion: Conclusion;
  readonly subIndication: string | null;
  readonly checks: readonly Ground[];
}

/** The answer of a file with those of its signatures. */
type FileAnswer = Omit<Answer, 'checks'> & { readonly signatures: readonly Answer[] };

/** The faces of INDETERMINATE answers. Everything that is not here is undecided: nothing unknown is ever shown as better than that. */
const INDETERMINATE_FACES: ReadonlyMap<string, Face> = new Map([
  ['NO_CERTIFICATE_CHAIN_FOUND', 'refuse'],
  ['NO_SIGNING_CERTIFICATE_FOUND', 'refuse'],
  ['CERTIFICATE_CHAIN_GENERAL_FAILURE', 'refuse'],
  ['CHAIN_CONSTRAINTS_FAILURE', 'refuse'],
  ['SIG_CONSTRAINTS_FAILURE', 'refuse'],
  ['CRYPTO_CONSTRAINTS_FAILURE', 'refuse'],
  ['CRYPTO_CONSTRAINTS_FAILURE_NO_POE', 'refuse'],
  ['OUT_OF_BOUNDS_NO_POE', 'refuse'],
  ['OUT_OF_BOUNDS_NOT_REVOKED', 'refuse'],
  ['REVOKED_NO_POE', 'refuse'],
  ['NO_SIGNATURE', 'unsigned'],
]);

const TIME_STAMPS: ReadonlySet<string> = new Set(['signature-time-stamp', 'archive-time-stamp']);

/** The check that the answer rests on: the first open one that names its sub-indication. */
export const decisiveCheck = ({ subIndication, checks }: Answer): Ground | null =>
  checks.find((check) => check.status !== 'passed' && !check.informative && check.subIndication === subIndication) ?? null;

/** How an answer is shown. A time stamp by an authority that is merely not known here speaks neither for nor against the signature. */
export function faceOf(answer: Answer): Face {
  const { conclusion, subIndication } = answer;
  if (conclusion === 'TOTAL-PASSED') return 'valid';
  if (conclusion === 'TOTAL-FAILED') return 'invalid';
  const check = decisiveCheck(answer);
  if (check && TIME_STAMPS.has(check.id) && subIndication === 'NO_CERTIFICATE_CHAIN_FOUND') return 'undecided';
  return INDETERMINATE_FACES.get(subIndication ?? '') ?? 'undecided';
}

/** The answer of a file is that of the signature which decides it. */
export function answerOf({ conclusion, subIndication, signatures }: FileAnswer): Answer {
  const deciding = signatures.find((each) => each.conclusion === conclusion && each.subIndication === subIndication);
  return { conclusion, subIndication, checks: deciding?.checks ?? [] };
}

/** `INDETERMINATE / TRY_LATER`, as ETSI EN 319 102-1 section 5.1.3 names it. */
export const indicationOf = ({ conclusion, subIndication }: Answer): string => [conclusion, subIndication].filter(Boolean).join(' / ');

/** The issuer bears a published name but not the published key: the mark of a forgery. */
export const hasForgedIssuer = ({ checks }: Pick<Answer, 'checks'>): boolean =>
  checks.some(({ id, status }) => id === 'issuer-key-pinned' && status === 'failed');
