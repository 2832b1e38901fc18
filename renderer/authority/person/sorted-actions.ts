import type { NextAction } from '../../../main/api/schema/credentials.ts';
import { kindOf } from '../words/credential-words.ts';

/** Reasons that the form of an action itself does away with. */
const FOR_THE_FORM: ReadonlySet<string> = new Set(['reason', 'second-missing']);

/** Whether an action can be begun: nothing is against it, or only what its form asks for. */
export const canBegin = ({ because, lacking, evidence }: NextAction): boolean =>
  because === null || FOR_THE_FORM.has(because) || (because === 'evidence' && lacking.every((id) => evidence.includes(id)));

/** Steps of a card that a step of its order brings with it: nobody takes them twice. */
const OF_ITS_ORDER: ReadonlySet<string> = new Set(['personalise', 'send-to-desk', 'activate']);
const isOwn = ({ object, transition }: NextAction): boolean => kindOf(object) !== 'card' || !OF_ITS_ORDER.has(transition);

/** The way that most go first, then what changes little, then what stops something. */
const likelihood = ({ main, stops, second }: NextAction): number => Number(!main) * 4 + Number(stops) * 2 + Number(second);

/**
 * What can be done with an object, the likeliest first, and what cannot be done now.
 * @param awaited the step that the object waits for, before all others: a card that was reported lost is to be ended, not resumed
 */
export function sortedActions(
  actions: readonly NextAction[],
  awaited: string | null = null,
): { readonly possible: readonly NextAction[]; readonly closed: readonly NextAction[] } {
  const rank = (action: NextAction) => (action.transition === awaited ? -1 : likelihood(action));
  const sorted = actions.filter(isOwn).toSorted((a, b) => rank(a) - rank(b));
  return { possible: sorted.filter(canBegin), closed: sorted.filter((action) => !canBegin(action)) };
}
