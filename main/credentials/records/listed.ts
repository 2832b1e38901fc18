import type { AuthorityParts } from '../parts.ts';
import type { Acting } from '../staff/acting.ts';

/** What an answer that shows several people is. */
export type Listing = 'queue' | 'duplicates' | 'proposals' | 'revocations' | 'bulk' | 'retention' | 'search';

/** Numbers of holders in one entry of the log; of more, the count is told. */
const NAMED = 200;

/** Records who was shown to whom, once for each answer; nothing for one that shows nobody. */
export async function recordListed({ audit }: Pick<AuthorityParts, 'audit'>, acting: Acting, what: Listing, shown: readonly number[]): Promise<void> {
  const holders = [...new Set(shown)].toSorted((a, b) => a - b);
  if (holders.length === 0) return;
  const facts = { by: acting.id, what, holders: holders.slice(0, NAMED).join(' '), count: holders.length };
  await audit.record({ action: 'credential.listed', facts });
}
