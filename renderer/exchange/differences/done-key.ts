import type { DisagreementItem, SettledAnswer } from '../../../main/api/schema/exchange.ts';
import type { TextKey } from '../../words/catalogue.ts';
import type { Decision } from './decision.ts';

/** What was done, in words: what the program did itself, and what is left to a person. */
export function doneKey(kind: DisagreementItem['kind'], decision: Decision, { record, draft }: Pick<SettledAnswer, 'record' | 'draft'>): TextKey {
  if (decision === 'ours') return 'exchange.differences.done.ours';
  if (kind === 'name') return draft ? 'exchange.differences.done.name.draft' : 'exchange.differences.done.name.nothing';
  if (record) return draft ? 'exchange.differences.done.member.record-draft' : 'exchange.differences.done.member.record';
  return draft ? 'exchange.differences.done.member.draft' : 'exchange.differences.done.member.nothing';
}
