import type { Check, CheckId } from '../../pki/report.ts';
import type { Attestation, QualificationAnswer } from '../api/schema/qualification.ts';
import { pairVerdict } from '../cards/certificate-pair.ts';
import type { CheckedApplication, QualificationRecord } from './record.ts';

/** What was found that keeps an answer from being positive. Words: `qualification.finding.<id>`. */
export type FindingId =
  | 'key-not-held'
  | 'two-holders'
  | 'on-hold'
  | 'revoked'
  | 'expired'
  | 'not-yet-valid'
  | 'forged-issuer'
  | 'test-card'
  | 'unfit'
  | 'licence-differs'
  | 'certificate-missing'
  | 'path-not-proved'
  | 'revocation-unknown'
  | 'role-not-stated'
  | 'check-open'
  | 'dates-differ'
  | 'one-sided'
  | 'possession-not-proved';

interface Finding {
  readonly id: FindingId;
  readonly answer: Exclude<QualificationAnswer, 'positive'>;
  readonly holds: (question: Question) => boolean;
}

type Checked = Pick<QualificationRecord, 'applications' | 'pair'>;
interface Question {
  readonly checked: Checked;
  readonly possession: QualificationRecord['possession']['state'];
  readonly attestation: Attestation | null;
}

const BOTH = 2;

const some =
  (holds: (application: CheckedApplication) => boolean) =>
  ({ checked }: Question): boolean =>
    checked.applications.some(holds);

const check = (status: Check['status'], ids: readonly CheckId[], more: (check: Check) => boolean = () => true) =>
  some(({ checks }) => checks.some((each) => each.status === status && ids.includes(each.id) && more(each)));
const onHold = ({ params }: Check): boolean => params?.['reason'] === 'certificateHold';
const state =
  (wanted: string) =>
  ({ params }: Check): boolean =>
    params?.['state'] === wanted;
const pair =
  (wanted: string) =>
  ({ checked }: Question): boolean =>
    pairVerdict(checked.pair) === wanted;

const PATH: readonly CheckId[] = ['certificate-path', 'issuer-key-pinned'];
/** A path that reaches no anchor says nothing against the certificate: it is not proved. */
const isAnchored = ({ subIndication }: Check): boolean => subIndication !== 'NO_CERTIFICATE_CHAIN_FOUND';

/** The first that holds is the reason that is said: what speaks against the card comes before what is merely not known. */
const OF_CARDS: readonly Finding[] = [
  { id: 'two-holders', answer: 'negative', holds: pair('two-holders') },
  { id: 'on-hold', answer: 'negative', holds: check('failed', ['revocation'], onHold) },
  { id: 'revoked', answer: 'negative', holds: check('failed', ['revocation'], (each) => !onHold(each)) },
  { id: 'expired', answer: 'negative', holds: check('failed', ['validity-period'], state('expired')) },
  { id: 'not-yet-valid', answer: 'negative', holds: check('failed', ['validity-period'], state('not-yet-valid')) },
  { id: 'forged-issuer', answer: 'negative', holds: check('failed', ['issuer-key-pinned']) },
  { id: 'test-card', answer: 'negative', holds: check('failed', ['test-certificate']) },
  {
    id: 'unfit',
    answer: 'negative',
    holds: check('failed', ['certificate-path', 'certificate-policy', 'key-usage', 'hc-role', 'algorithms'], isAnchored),
  },
  {
    id: 'certificate-missing',
    answer: 'indeterminate',
    holds: ({ checked }) => checked.applications.filter(({ certificate }) => certificate !== null).length < BOTH,
  },
  {
    id: 'path-not-proved',
    answer: 'indeterminate',
    holds: some(({ checks }) => checks.some((each) => PATH.includes(each.id) && each.status !== 'passed')),
  },
  { id: 'revocation-unknown', answer: 'indeterminate', holds: check('indeterminate', ['revocation']) },
  // No source on record says whether certificates for authentication state a role; one that states none says nothing of it.
  { id: 'role-not-stated', answer: 'indeterminate', holds: some(({ certificate }) => certificate?.hcRoles.length === 0) },
  {
    id: 'check-open',
    answer: 'indeterminate',
    holds: check('indeterminate', ['algorithms', 'certificate-policy', 'test-certificate', 'key-usage', 'validity-period']),
  },
  { id: 'dates-differ', answer: 'indeterminate', holds: pair('dates') },
  { id: 'one-sided', answer: 'indeterminate', holds: pair('one-sided') },
];

const OF_CHECKS: readonly Finding[] = [
  { id: 'key-not-held', answer: 'negative', holds: ({ possession }) => possession === 'contradicted' },
  ...OF_CARDS.filter(({ answer }) => answer === 'negative'),
  { id: 'licence-differs', answer: 'negative', holds: ({ attestation }) => attestation?.licence?.compared === 'differs' },
  ...OF_CARDS.filter(({ answer }) => answer === 'indeterminate'),
  // Whoever copies the public certificates of a card has everything but its key.
  { id: 'possession-not-proved', answer: 'indeterminate', holds: ({ possession }) => possession !== 'proved' },
];

export interface Judgement {
  readonly answer: QualificationAnswer;
  /** The reason that is said first, `null` where nothing was found. */
  readonly because: FindingId | null;
  readonly findings: readonly FindingId[];
}

function judgementBy(findings: readonly Finding[], question: Question): Judgement {
  const found = findings.filter(({ holds }) => holds(question));
  return { answer: found[0]?.answer ?? 'positive', because: found[0]?.id ?? null, findings: found.map(({ id }) => id) };
}

/** What a whole check came to. */
export const judgementOf = (record: QualificationRecord, attestation: Attestation | null): Judgement =>
  judgementBy(OF_CHECKS, { checked: record, possession: record.possession.state, attestation });

/** What the certificates alone say, without anybody's word and without proof that the card holds its key. */
export const cardJudgement = (checked: Checked): Judgement => judgementBy(OF_CARDS, { checked, possession: 'not-asked', attestation: null });

/** The same of one certificate, without the other. */
export const certificateJudgement = (application: CheckedApplication): Judgement => {
  const question: Question = { checked: { applications: [application], pair: [] }, possession: 'not-asked', attestation: null };
  const rows = OF_CARDS.filter(({ id }) => id !== 'certificate-missing');
  return application.certificate
    ? judgementBy(rows, question)
    : { answer: 'indeterminate', because: 'certificate-missing', findings: ['certificate-missing'] };
};
