import type { ProposalView } from '../../../main/api/schema/credentials.ts';
import { knownKey, type Translate } from '../../words/translate.ts';
import { kindOf, transitionWords, wordOf } from '../words/credential-words.ts';

/** What a proposal would do: a step of an object, or a task of its own. */
export function proposalWords({ kind, object, transition }: Pick<ProposalView, 'kind' | 'object' | 'transition'>, t: Translate): string {
  const of = object ? kindOf(object) : null;
  if (of && transition) return t('credentials.screen.proposals.step', { kind: wordOf('kind', of, t), step: transitionWords(of, transition, t) });
  const task = knownKey(`credentials.screen.proposal.${kind}`);
  const words = task ? t(task) : kind;
  if (kind !== 'bulk' || !transition) return words;
  const step = knownKey(`credentials.screen.bulk.task.${transition}`);
  return t('credentials.screen.proposals.step', { kind: words, step: step ? t(step) : transitionWords(null, transition, t) });
}

/** Why whoever sits here may not confirm. */
export function obstacleWords(because: string, t: Translate): string {
  const key = knownKey(`credentials.screen.proposals.because.${because}`);
  return key ? t(key) : wordOf('refusal', because, t);
}
