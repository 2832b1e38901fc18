import { sql } from 'kysely';
import { HUB } from './store/actor.ts';
import type { HubStore } from './store/hub-store.ts';

/** Counts of a hub, of nobody in particular. */
export interface HubStats {
  readonly associations: number;
  readonly persons: number;
  readonly memberships: number;
  readonly clients: number;
  readonly events: number;
  /** Events behind the top over all places of active clients: what desks have not taken yet. */
  readonly waiting: number;
  readonly reconciliation: number;
  /** Of the newest status list. */
  readonly statusList: number | null;
}

/** Counts everything once. */
export async function hubStats(store: HubStore): Promise<HubStats> {
  return store.within(HUB, async (tx) => {
    const { rows } = await sql<{ [Name in keyof HubStats]: number | null }>`SELECT
      (SELECT count(*) FROM association) AS associations,
      (SELECT count(*) FROM person) AS persons,
      (SELECT count(*) FROM membership) AS memberships,
      (SELECT count(*) FROM client WHERE state = 'active') AS clients,
      (SELECT count(*) FROM event) AS events,
      (SELECT count(*) FROM place JOIN client ON client.id = place.client AND client.state = 'active'
        JOIN event_audience ON event_audience.feed = place.feed AND event_audience.sequence > place.cursor
          AND event_audience.audience IN ('*', client.association, CASE client.kind WHEN 'authority' THEN 'authority' END)) AS waiting,
      (SELECT count(*) FROM reconciliation WHERE state = 'open') AS reconciliation,
      (SELECT max(version) FROM status_list) AS "statusList"`.execute(tx);
    return rows[0] as unknown as HubStats;
  });
}
