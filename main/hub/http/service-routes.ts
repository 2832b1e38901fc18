import { sql } from 'kysely';
import type { HubParts } from '../parts.ts';
import { GATE } from '../store/actor.ts';
import { hubStats, type HubStats } from '../stats.ts';
import type { Metrics } from './metrics.ts';
import { openApiOf } from './openapi.ts';
import type { Route } from './router.ts';

/** Counting everything is work for the database; nobody needs it more often. */
const STATS_MS = 15_000;

/** For whoever runs it: alive or not, how it does, what can be asked. */
export function serviceRoutes(parts: HubParts, metrics: Metrics, waiting: () => number, all: () => readonly Route[]): readonly Route[] {
  const { store, url } = parts;
  let counted: { readonly at: number; readonly stats: Promise<HubStats> } | null = null;
  function recent(): Promise<HubStats> {
    if (!counted || performance.now() > counted.at + STATS_MS) {
      const stats = hubStats(store);
      stats.catch(() => (counted = null));
      counted = { at: performance.now(), stats };
    }
    return counted.stats;
  }
  return [
    {
      method: 'GET',
      path: '/health',
      scope: null,
      summary: 'Whether the hub and its database answer.',
      async handler() {
        const well = await store
          .within(GATE, (tx) => sql`SELECT 1`.execute(tx))
          .then(
            () => true,
            () => false,
          );
        return {
          status: well ? 200 : 503,
          headers: { 'cache-control': 'no-store' },
          body: { status: well ? 'pass' : 'fail', database: store.engine },
        };
      },
    },
    {
      method: 'GET',
      path: '/metrics',
      scope: null,
      summary: 'Counts for Prometheus, of nobody in particular.',
      async handler() {
        const { clients, events, waiting: unread, reconciliation } = await recent();
        const body = metrics.text({
          hpki_hub_polls_waiting: waiting(),
          hpki_hub_clients: clients,
          hpki_hub_events: events,
          hpki_hub_events_unread: unread,
          hpki_hub_reconciliation_open: reconciliation,
          hpki_hub_memory_bytes: process.memoryUsage.rss(),
        });
        return { status: 200, headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }, body };
      },
    },
    {
      method: 'GET',
      path: '/admin/stats',
      scope: 'admin',
      summary: 'Counts of the hub, of nobody in particular.',
      handler: async () => ({ status: 200, body: await recent() }),
    },
    {
      method: 'GET',
      path: '/openapi.json',
      scope: null,
      summary: 'This table.',
      handler: async () => ({ status: 200, body: openApiOf(all(), url) }),
    },
  ];
}
