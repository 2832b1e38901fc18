import type { PlanFinding, Scheme } from '../../../main/api/schema/training.ts';
import { type Status, StatusLine } from '../../design/status.tsx';
import { address } from '../../frame/routes.ts';
import { knownKey, type Language, type Translate } from '../../words/translate.ts';
import { useWords } from '../../words/words.tsx';
import { creditNames } from '../credit-words.ts';
import { isMissing, type PlanDraft, type Problems } from './plan-draft.ts';
import { POLICY_ORDER } from './policy-draft.ts';

const WEIGHT_STATUS: Readonly<Record<PlanFinding['weight'], Status>> = { wrong: 'error', unusual: 'warning', unknown: 'unsure' };
const WEIGHTS = Object.keys(WEIGHT_STATUS) as readonly PlanFinding['weight'][];

type Answer = 'incomplete' | PlanFinding['weight'] | 'good';

/** The answer in one word: what is missing comes before what is wrong, and that before what is unusual. */
export function answerOf(problems: Problems, findings: readonly PlanFinding[]): Answer {
  if (problems.size > 0) return 'incomplete';
  return WEIGHTS.find((weight) => findings.some((finding) => finding.weight === weight)) ?? 'good';
}

const ANSWER_STATUS: Readonly<Record<Answer, Status>> = { ...WEIGHT_STATUS, incomplete: 'info', good: 'success' };

/** Each problem once, what is missing first; one that many fields can have names its field. */
export function problemWords(problems: Problems, t: Translate): readonly string[] {
  const words = [...problems]
    .sort(([, a], [, b]) => Number(isMissing(b)) - Number(isMissing(a)))
    .map(([place, problem]) => {
      const field = POLICY_ORDER.find((known) => place.endsWith(`policy.${known}`));
      const sentence = t(`training.problem.${problem}`);
      return field ? t('training.problem.of', { field: t(`training.policy.${field}.label`), problem: sentence }) : sentence;
    });
  return [...new Set(words)];
}

interface PlanReviewProps {
  readonly draft: PlanDraft;
  readonly problems: Problems;
  readonly findings: readonly PlanFinding[];
  readonly schemes: readonly Scheme[];
  /** The plan is saved as it stands here. */
  readonly kept: boolean;
}

/** What stands in the way of a plan and what the rule tables say of it, live beside the form. */
export function PlanReview({ draft, problems, findings, schemes, kept }: PlanReviewProps) {
  const { t, language } = useWords();
  const answer = answerOf(problems, findings);
  const used = new Set(draft.sessions.flatMap(({ credits }) => credits.map(({ scheme }) => scheme)));
  const told = (rule: string) => findings.some(({ id }) => id === `${rule}-unknown`);
  const unset = schemes
    .filter(({ id }) => used.has(id))
    .flatMap((scheme) => scheme.unset.filter((rule) => !told(rule)).map((rule) => ({ scheme, rule })));
  const said = problemWords(problems, t);
  const sorted = [...findings].sort((a, b) => WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight));
  return (
    <section className="plan-review" aria-label={t('training.review.title')}>
      <p role="status">
        <StatusLine status={ANSWER_STATUS[answer]}>{t(`training.review.${kept ? 'kept' : 'answer'}.${answer}`)}</StatusLine>
      </p>
      {problems.size > 0 && (
        <ul className="plan-review-list">
          {said.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
      {problems.size === 0 && sorted.length > 0 && (
        <ul className="findings">
          {sorted.map((finding) => (
            <li key={JSON.stringify(finding)}>
              <StatusLine status={WEIGHT_STATUS[finding.weight]}>{findingWords(finding, { draft, schemes, language, t })}</StatusLine>
              {finding.session && <SessionLink id={finding.session} draft={draft} />}
              {finding.source && <p className="source">{t('training.source', { source: finding.source })}</p>}
            </li>
          ))}
        </ul>
      )}
      {unset.length > 0 && (
        <div className="unset">
          <h3>{t('training.review.unset')}</h3>
          <ul>
            {unset.map(({ scheme, rule }) => {
              const key = knownKey(`training.unset.${rule}`);
              return (
                <li key={`${scheme.id} ${rule}`}>{t('training.review.unset-of', { scheme: scheme.name[language], rule: key ? t(key) : rule })}</li>
              );
            })}
          </ul>
        </div>
      )}
      {(unset.length > 0 || findings.some(({ weight }) => weight === 'unknown')) && (
        <p>
          <a href={address('reception', 'rules')}>{t('training.review.to-rules')}</a>
        </p>
      )}
    </section>
  );
}

/** Leads to the session that a finding speaks of. */
function SessionLink({ id, draft }: { readonly id: string; readonly draft: PlanDraft }) {
  const { t } = useWords();
  const index = draft.sessions.findIndex((session) => session.id === id);
  const number = t('training.session.number', { number: index + 1 });
  const title = draft.sessions[index]?.title;
  return (
    <p>
      <button type="button" className="link" onClick={() => document.getElementById(`session-${id}`)?.focus()}>
        {title ? t('training.people.session-column', { number, title }) : number}
      </button>
    </p>
  );
}

interface Naming {
  readonly draft: PlanDraft;
  readonly schemes: readonly Scheme[];
  readonly language: Language;
  readonly t: Translate;
}

/** A finding in words; the ids in it are put in names. */
function findingWords({ id, params }: PlanFinding, { draft, schemes, language, t }: Naming): string {
  const key = knownKey(`training.finding.${id}`);
  if (!key) return id;
  const names = creditNames(schemes, language);
  const scheme = String(params['scheme'] ?? '');
  const room = draft.rooms.find((known) => known.id === params['room'])?.name;
  return t(key, {
    ...params,
    ...(scheme && { scheme: names.scheme(scheme) }),
    ...(params['category'] !== undefined && { category: names.category(scheme, String(params['category'])) }),
    ...(room && { room }),
  });
}
