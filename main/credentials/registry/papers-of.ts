import type { Kysely } from 'kysely';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import type { Paper } from '../procedures/checklist.ts';
import type { Holder } from './holders.ts';

/** Place that the notes of papers are sealed for. */
export const EVIDENCE_PLACE = 'credential evidence';

/** The papers that were recorded for somebody's applications and not taken back, by application. */
export async function papersOf(
  { persons }: Store,
  db: Kysely<Tables>,
  { holder, person, wrappedKey }: Holder,
): Promise<ReadonlyMap<string, readonly Paper[]>> {
  const rows = await db
    .selectFrom('credential_evidence')
    .select(['id', 'object', 'item', 'dated', 'at', 'by', 'sealed', 'scan_type'])
    .where('holder', '=', holder)
    .where('withdrawn_at', 'is', null)
    .orderBy('at')
    .execute();
  const papers = rows.map(({ id, object, item, dated, at, by, sealed, scan_type }) => {
    const opened = sealed ? (persons.openWith(wrappedKey, person, sealed, EVIDENCE_PLACE) as { note: string } | null) : null;
    return { object, paper: { id, item, dated, at, by, scan: scan_type !== null, note: opened?.note ?? '' } };
  });
  return new Map([...Map.groupBy(papers, ({ object }) => object)].map(([object, list]) => [object, list.map(({ paper }) => paper)]));
}
