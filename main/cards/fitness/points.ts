import type { Check, CheckId } from '../../../pki/report.ts';
import type { FitnessPoint, FitnessVerdict } from '../../api/schema/fitness.ts';
import { certificatePair, pairVerdict, type PairVerdict } from '../certificate-pair.ts';
import { type JudgedApplication, judgedOf } from '../judged-application.ts';

/** A card as its points look at it. */
export interface FitnessQuestion {
  readonly applications: readonly JudgedApplication[];
  readonly now: Date;
  /** Days before the end from which a card should be renewed. */
  readonly soonDays: number;
}

const DAY_MS = 86_400_000;
/** Tries left below which somebody should stop guessing; the strip warns from the same number. */
export const FEW_TRIES = 3;
const KINDS = ['signature', 'authentication'] as const;

const SEVERITY: readonly FitnessVerdict[] = ['good', 'unknown', 'attention', 'bad'];
/** What is worst comes first; what is not known stands between good and a matter to attend to. */
export const worst = (verdicts: readonly FitnessVerdict[]): FitnessVerdict =>
  verdicts.toSorted((a, b) => SEVERITY.indexOf(b) - SEVERITY.indexOf(a))[0] ?? 'unknown';

const point = (
  id: string,
  verdict: FitnessVerdict,
  state: string,
  params: FitnessPoint['params'] = {},
  form: string | null = null,
): FitnessPoint => ({
  id,
  verdict,
  state,
  params,
  form,
});

type Maker = (question: FitnessQuestion) => FitnessPoint;

const applications: Maker = ({ applications: found }) => {
  const missing = KINDS.filter((kind) => judgedOf(found, kind) === null);
  if (missing.length > 0) return point('applications', 'attention', `no-${missing[0]}`);
  const unread = found.find(({ judged }) => judged === null);
  return unread ? point('applications', 'bad', `unreadable-${unread.kind}`, {}, 'reissue') : point('applications', 'good', 'both');
};

const validity: Maker = ({ applications: found, now, soonDays }) => {
  const certificates = found.flatMap(({ judged }) => (judged ? [judged.certificate] : []));
  const [first] = certificates.toSorted((a, b) => a.notAfter.getTime() - b.notAfter.getTime());
  if (!first) return point('validity', 'unknown', 'unread');
  const days = Math.floor((first.notAfter.getTime() - now.getTime()) / DAY_MS);
  const params = { until: first.notAfter.toISOString(), days: Math.abs(days) };
  if (now > first.notAfter) return point('validity', 'bad', 'expired', params);
  const early = certificates.find(({ notBefore }) => now < notBefore);
  if (early) return point('validity', 'bad', 'not-yet', { from: early.notBefore.toISOString() });
  return days <= soonDays ? point('validity', 'attention', 'soon', params) : point('validity', 'good', 'long', params);
};

const checksOf = (found: readonly JudgedApplication[], ids: readonly CheckId[]): readonly Check[] =>
  found.flatMap(({ judged }) => (judged?.readiness.checks ?? []).filter(({ id }) => ids.includes(id)));

const chain: Maker = ({ applications: found }) => {
  const checks = checksOf(found, ['certificate-path', 'issuer-key-pinned']);
  if (checks.length === 0) return point('chain', 'unknown', 'unread');
  if (checks.some(({ id, status }) => id === 'issuer-key-pinned' && status === 'failed')) return point('chain', 'bad', 'forged');
  const open = checks.filter(({ status }) => status !== 'passed');
  // A path that reaches no anchor says nothing against the card.
  if (open.some(({ status, subIndication }) => status === 'failed' && subIndication !== 'NO_CERTIFICATE_CHAIN_FOUND'))
    return point('chain', 'bad', 'broken');
  return open.length > 0 ? point('chain', 'unknown', 'incomplete') : point('chain', 'good', 'complete');
};

const revocation: Maker = ({ applications: found }) => {
  const all = found.flatMap(({ judged }) => (judged ? [judged.readiness] : []));
  const checks = checksOf(found, ['revocation']);
  const refused = checks.find(({ status }) => status === 'failed');
  if (refused) {
    const held = refused.params?.['reason'] === 'certificateHold';
    return held ? point('revocation', 'bad', 'on-hold') : point('revocation', 'bad', 'revoked', {}, 'reissue');
  }
  if (all.length === 0 || checks.some(({ status }) => status !== 'passed')) return point('revocation', 'unknown', 'unknown');
  const hours = Math.max(...all.map(({ revocation: { ageHours } }) => Math.ceil(ageHours ?? 0)));
  return point('revocation', 'good', 'good', { hours });
};

const PROFILE: readonly CheckId[] = ['certificate-policy', 'key-usage', 'hc-role', 'algorithms'];

const profile: Maker = ({ applications: found }) => {
  const checks = checksOf(found, PROFILE);
  if (checks.length === 0) return point('profile', 'unknown', 'unread');
  if (checksOf(found, ['test-certificate']).some(({ status }) => status === 'failed')) return point('profile', 'bad', 'test-card');
  const failed = checks.find(({ status }) => status === 'failed');
  if (failed) return point('profile', 'bad', 'unfit', { check: failed.id });
  const open = checks.find(({ status }) => status === 'indeterminate');
  return open ? point('profile', 'unknown', 'open', { check: open.id }) : point('profile', 'good', 'fits');
};

const PAIR: Readonly<Record<PairVerdict, FitnessVerdict>> = {
  agree: 'good',
  'two-holders': 'bad',
  dates: 'attention',
  'one-sided': 'attention',
  'one-certificate': 'unknown',
};

const pair: Maker = ({ applications: found }) => {
  const certificateOf = (kind: (typeof KINDS)[number]) => judgedOf(found, kind)?.judged?.certificate ?? null;
  const verdict = pairVerdict(certificatePair(certificateOf('signature'), certificateOf('authentication')));
  return point('pair', PAIR[verdict], verdict);
};

const pin =
  (kind: (typeof KINDS)[number]): Maker =>
  ({ applications: found }) => {
    const id = `pin-${kind}`;
    const application = judgedOf(found, kind);
    if (!application) return point(id, 'unknown', 'no-application');
    const { triesLeft } = application;
    if (triesLeft === null) return point(id, 'unknown', 'not-told');
    if (triesLeft === 0) return point(id, 'bad', 'locked', {}, 'pin-unlock');
    return triesLeft < FEW_TRIES
      ? point(id, 'attention', 'few', { tries: triesLeft }, 'pin-disclosure')
      : point(id, 'good', 'enough', { tries: triesLeft });
  };

const MAKERS: readonly Maker[] = [applications, validity, chain, revocation, profile, pair, pin('signature'), pin('authentication')];

/** Every point of a card, each made and told whatever another found. */
export const fitnessPoints = (question: FitnessQuestion): readonly FitnessPoint[] => MAKERS.map((make) => make(question));
