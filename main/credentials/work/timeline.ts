import type { TimelineEntry } from '../../api/schema/credentials.ts';
import type { ObjectKind } from '../machines/table.ts';
import type { AuthorityParts } from '../parts.ts';
import type { Holder } from '../registry/holders.ts';

const PLACE = 'credential event';
/** Newest entries that a page shows. */
const LONGEST = 500;
const KINDS: Readonly<Record<string, ObjectKind>> = { A: 'application', O: 'order', C: 'card', T: 'certificate' };

/** Everything that happened to somebody's applications, cards and certificates, newest first. */
export async function timelineOf({ store, nameOf }: AuthorityParts, { holder, person, wrappedKey }: Holder): Promise<readonly TimelineEntry[]> {
  const rows = await store.db
    .selectFrom('credential_event')
    .selectAll()
    .where('holder', '=', holder)
    .orderBy('sequence', 'desc')
    .limit(LONGEST)
    .execute();
  const letters = await store.db.selectFrom('credential_letter').select(['id', 'object', 'at', 'template']).where('holder', '=', holder).execute();
  return rows.map(({ sequence, at, object, transition, state, by, second, facts, sealed, event }) => {
    const opened = sealed ? (store.persons.openWith(wrappedKey, person, sealed, PLACE) as { reason: string } | null) : null;
    const { evidence = '' } = JSON.parse(facts) as { evidence?: string };
    return {
      ...{ sequence, at, object, transition, state, event },
      kind: KINDS[object.charAt(0)]!,
      by: nameOf(by),
      second: second && nameOf(second),
      reason: opened?.reason ?? null,
      evidence: evidence.split(' ').filter((kind) => kind !== ''),
      letters: letters.filter((letter) => letter.object === object && letter.at === at).map(({ id, template }) => ({ id, template })),
    };
  });
}
