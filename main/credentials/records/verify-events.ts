import type { Store } from '../../store/store.ts';
import { hashOfAll, isUnaltered } from '../registry/events.ts';

/** Entries of one look. */
const AT_ONCE = 1_000;

/** What an entry says of its events. */
interface Written {
  readonly from: number;
  readonly until: number;
  readonly hash: string;
}

/**
 * Whether the events of the authority's desk are exactly those that the audit log names, unchanged, none missing and none added; and whether every object
 * stands where its last event left it.
 * @returns the sequence of the first audit entry whose events are not as it says; 0 where events or states are that no entry names; `null` when all fit
 */
export function firstAlteredEvents(store: Pick<Store, 'db'>): Promise<number | null> {
  // One reading transaction: what is written meanwhile is neither in the log nor among the events that are compared.
  return store.db.transaction().execute(async (db) => {
    const states = new Map<string, string>();
    let [entry, event] = [0, 0];
    for (;;) {
      const named = db.selectFrom('audit_entry').select(['sequence', 'facts']).where('action', '=', 'credential.moved').where('sequence', '>', entry);
      const entries = await named.orderBy('sequence').limit(AT_ONCE).execute();
      if (entries.length === 0) break;
      for (const { sequence, facts } of entries) {
        const { from, until, hash } = JSON.parse(facts) as Written;
        const between = db.selectFrom('credential_event').selectAll().where('sequence', '>', event).where('sequence', '<=', until);
        const events = await between.orderBy('sequence').execute();
        const whole = events[0]?.sequence === from && events.at(-1)?.sequence === until && events.every(isUnaltered);
        if (!whole || hashOfAll(events.map((each) => each.hash)) !== hash) return sequence;
        for (const { object, state } of events) states.set(object, state);
        [entry, event] = [sequence, until];
      }
    }
    if (await db.selectFrom('credential_event').select('sequence').where('sequence', '>', event).executeTakeFirst()) return 0;
    const objects = await db.selectFrom('credential_object').select(['id', 'state']).execute();
    return objects.every(({ id, state }) => states.get(id) === state) ? null : 0;
  });
}
