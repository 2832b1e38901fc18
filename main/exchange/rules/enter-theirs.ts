import type { Kysely } from 'kysely';
import type { AuthorityParts } from '../../credentials/parts.ts';
import type { Tables } from '../../store/schema.ts';
import { type DraftOrder, openDraft } from './draft.ts';
import { changeMembership } from './membership.ts';
import type { Disagreement, Entered, EnterOrder } from './reconciliation.ts';

const becomes = ({ theirs }: EnterOrder['sides']): boolean => theirs['member'] === 'true';

/** What goes on the card, by what is disagreed about. */
const DRAFTS: Readonly<Record<Disagreement, (sides: EnterOrder['sides']) => DraftOrder>> = {
  name: () => ({ procedure: 'reissue', reason: 'name-change' }),
  member: (sides) => ({ procedure: 'reissue', reason: becomes(sides) ? 'became-member' : 'left-membership' }),
};

/**
 * Enters what others told at the card authority's desk once somebody has decided that it counts, within the caller's transaction: membership at once, and
 * whatever is to stand on a card as the draft of a reissue, whose papers somebody checks. A name never changes without them.
 */
export async function enterTheirs(parts: AuthorityParts, tx: Kysely<Tables>, order: EnterOrder): Promise<Entered> {
  const { kind, sides, by } = order;
  const before = await parts.holders.get(tx, order.holder);
  if (!before.fields) return { record: false, draft: false };
  const record = kind === 'member' && before.member !== becomes(sides);
  const holder = record ? await changeMembership(parts, tx, before, becomes(sides), by) : before;
  return { record, draft: (await openDraft(parts, tx, holder, DRAFTS[kind](sides), order)) === 'opened' };
}
