import type { CreditAccount, SchemeProgress } from '../../main/api/schema/credits.ts';
import type { Scheme } from '../../main/api/schema/training.ts';
import { creditNames } from '../seminars/credit-words.ts';
import { dateInBothCalendars } from '../words/dates.ts';
import { knownKey, type Language, type Translate } from '../words/translate.ts';
import { codeOrder } from '../words/code-order.ts';

type Demand = SchemeProgress['demands'][number];

/** A day of the account as both calendars write it. */
export const dayWords = (day: string, language: Language, t: Translate): string => dateInBothCalendars(`${day}T00:00:00+09:00`, language, t);

/** A certificate that is aimed at or held; an id without words stands for itself. */
export function goalWords(goal: string, t: Translate): string {
  const key = knownKey(`credits.goal.${goal}`);
  return key ? t(key) : goal;
}

/** What is demanded, with the category or code it is demanded of. */
export function demandWords({ id, category, code }: Demand, scheme: string, schemes: readonly Scheme[], language: Language, t: Translate): string {
  const names = creditNames(schemes, language);
  const key = knownKey(`credits.demand.${id}`);
  const of = [category !== null && names.category(scheme, category), code !== null && names.code(scheme, category, code)].filter(Boolean).join(' ');
  const words = key ? t(key) : id;
  return of ? t('credits.demand-of', { of, words }) : words;
}

/** Demands that no record decides. */
const BY_PERSON: ReadonlySet<string> = new Set(['practice-evidence']);

/** Demands that are met or not, with nothing to count. */
export const CONDITIONS: ReadonlySet<string> = new Set(['cme-certificate-held']);

/** How a demand stands: `unset` its rule is not on record; `by-person` only the doctor can tell. */
export function standing({ id, missing, source }: Demand): 'unset' | 'by-person' | 'missing' | 'met' {
  if (source === null) return 'unset';
  if (BY_PERSON.has(id)) return 'by-person';
  return missing > 0 ? 'missing' : 'met';
}

/** Demands that are not met yet. */
export const lacking = ({ demands }: SchemeProgress): readonly Demand[] => demands.filter((demand) => standing(demand) === 'missing');

/** Progress by what runs out first; what is fulfilled comes last. */
export const byDeadline = (progress: readonly SchemeProgress[]): readonly SchemeProgress[] =>
  [...progress].sort((a, b) => Number(a.fulfilled) - Number(b.fulfilled) || codeOrder(a.until ?? '9999', b.until ?? '9999'));

/** What is missing of one certificate, in one sentence. */
export function progressAnswer(progress: SchemeProgress, schemes: readonly Scheme[], language: Language, t: Translate): string {
  if (progress.fulfilled) return t('credits.answer.fulfilled', { goal: goalWords(progress.goal, t) });
  const missing = lacking(progress);
  const first = missing.find(({ id }) => !CONDITIONS.has(id)) ?? missing[0];
  if (!first) return t('credits.answer.unknown', { goal: goalWords(progress.goal, t) });
  if (CONDITIONS.has(first.id)) return t('credits.answer.condition', { demand: demandWords(first, progress.scheme, schemes, language, t) });
  return t(missing.length > 1 ? 'credits.answer.missing-more' : 'credits.answer.missing', {
    demand: demandWords(first, progress.scheme, schemes, language, t),
    missing: first.missing,
    count: missing.length - 1,
  });
}

/** The first sentence of the account: which certificate comes next, by when, and what it still wants. */
export function accountAnswer({ progress, records }: CreditAccount, schemes: readonly Scheme[], language: Language, t: Translate): string {
  const [next] = byDeadline(progress);
  if (records.length === 0) return t('credits.answer.empty');
  if (!next) return t('credits.answer.no-goal');
  if (next.fulfilled) return t('credits.answer.all-fulfilled');
  const sentence = progressAnswer(next, schemes, language, t);
  if (next.until === null) return t('credits.answer.next-open', { goal: goalWords(next.goal, t), sentence });
  return t('credits.answer.next', { goal: goalWords(next.goal, t), until: dayWords(next.until, language, t), sentence });
}
