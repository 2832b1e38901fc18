import type { HolderHit } from '../../api/schema/credentials.ts';
import type { AuthorityParts } from '../parts.ts';
import type { Holder } from '../registry/holders.ts';

/** Holders as a list shows them, in the order given, with their newest card and what is waited for. */
export async function hitsOf({ store }: AuthorityParts, found: readonly Holder[]): Promise<readonly HolderHit[]> {
  const ids = found.map(({ holder }) => holder);
  if (ids.length === 0) return [];
  const rows = await store.db
    .selectFrom('credential_object')
    .select(['id', 'holder', 'kind', 'state', 'queue', 'due'])
    .where('holder', 'in', ids)
    .execute();
  const of = Map.groupBy(rows, ({ holder }) => holder);
  return found.flatMap(({ holder, fields, association, member }) => {
    if (!fields) return [];
    const own = of.get(holder) ?? [];
    const cards = own.filter(({ kind }) => kind === 'card').toSorted((a, b) => (a.id < b.id ? 1 : -1));
    const waiting = own.filter(({ queue }) => queue !== null).toSorted((a, b) => ((a.due ?? '') < (b.due ?? '') ? -1 : 1));
    const { registration, name, kana, birthDate } = fields;
    return [
      { holder, registration, name, kana, birthDate, association, member, card: cards[0]?.state ?? null, queues: waiting.map(({ queue }) => queue!) },
    ];
  });
}
