import { sql } from 'kysely';
import type { BehindView, FeedView, OverviewView } from '../../api/schema/hub-administration.ts';
import { FEEDS } from '../../exchange/events/table.ts';
import program from '../../../package.json' with { type: 'json' };
import type { HubParts } from '../parts.ts';
import { hubStats } from '../stats.ts';
import { HUB } from '../store/actor.ts';
import type { HubTransaction } from '../store/hub-store.ts';

/** What waits for one receiver is counted up to that. */
const BEHIND_MOST = 10_000;
const RECEIVERS = 10;

const iso = (at: Date | null): string | null => at && new Date(at).toISOString();

async function clientsOf(tx: HubTransaction): Promise<OverviewView['clients']> {
  const { rows } = await sql<Omit<OverviewView['clients'][number], 'seen_at'> & { seen_at: Date | null }>`
    SELECT client.kind, client.association, association.name, count(*)::int AS count, max(client.seen_at) AS seen_at
    FROM client LEFT JOIN association ON association.code = client.association
    WHERE client.state = 'active' GROUP BY client.kind, client.association, association.name
    ORDER BY max(client.seen_at) NULLS FIRST, client.association`.execute(tx);
  return rows.map((row) => ({ ...row, seen_at: iso(row.seen_at) }));
}

async function feedsOf(tx: HubTransaction): Promise<readonly FeedView[]> {
  const { rows } = await sql<{ feed: FeedView['feed']; events: number; newest: number; received_at: Date | null }>`
    SELECT feed, count(*)::int AS events, max(sequence) AS newest, max(received_at) AS received_at FROM event GROUP BY feed`.execute(tx);
  return FEEDS.map((feed) => {
    const { events = 0, newest = 0, received_at = null } = rows.find((row) => row.feed === feed) ?? {};
    return { feed, events, newest: Number(newest), received_at: iso(received_at) };
  });
}

/** The receivers for whom most waits, by polls and by push. */
async function behindOf(tx: HubTransaction): Promise<readonly BehindView[]> {
  const { rows } = await sql<Omit<BehindView, 'oldest_at' | 'seen_at'> & { oldest_at: Date | null; seen_at: Date | null }>`
    SELECT client.id AS client, client.name, client.association, client.kind, client.seen_at, own.feed, own.push,
      behind.count::int AS behind, oldest.received_at AS oldest_at
    FROM place
    JOIN client ON client.id = place.client AND client.state = 'active'
    CROSS JOIN LATERAL (
      SELECT place.feed LIKE 'push/%' AS push, CASE WHEN place.feed LIKE 'push/%' THEN split_part(place.feed, '/', 3) ELSE place.feed END AS feed) own
    CROSS JOIN LATERAL (SELECT count(*), min(sequence) AS first FROM (
      SELECT event_audience.sequence FROM event_audience
      WHERE event_audience.feed = own.feed AND event_audience.sequence > place.cursor AND event_audience.audience IN
        ('*', 'client:' || client.id, client.association, CASE client.kind WHEN 'authority' THEN 'authority' END)
      ORDER BY event_audience.sequence LIMIT ${BEHIND_MOST}) waiting) behind
    LEFT JOIN event oldest ON oldest.sequence = behind.first
    WHERE behind.count > 0 ORDER BY behind.count DESC, client.id LIMIT ${RECEIVERS}`.execute(tx);
  return rows.map((row) => ({ ...row, oldest_at: iso(row.oldest_at), seen_at: iso(row.seen_at) }));
}

/** How the hub does: counts and times, of desks and of nobody in particular. */
export async function overview({ store, url }: HubParts): Promise<OverviewView> {
  const counts = await hubStats(store);
  return store.within(HUB, async (tx) => {
    const { rows } = await sql<{ version: string }>`SELECT current_setting('server_version') AS version`.execute(tx);
    const keys = await tx.selectFrom('hub_key').select(['kid', 'since', 'until']).orderBy('since', 'desc').execute();
    return {
      url,
      version: program.version,
      engine: store.engine,
      engine_version: rows[0]?.version ?? '',
      counts,
      clients: await clientsOf(tx),
      feeds: await feedsOf(tx),
      behind: await behindOf(tx),
      keys: keys.map(({ kid, since, until }) => ({ kid, since: since.toISOString(), until: iso(until) })),
    };
  });
}
