import { sql } from 'kysely';
import { onTestFinished } from 'vitest';
import type { HttpClient } from '../../../pki/network/http-client.ts';
import { openStatusBook } from '../../../main/attendance/status-list/book.ts';
import type { ListedStatus } from '../../../main/attendance/status-list/format.ts';
import { statusTokens } from '../../../main/attendance/status-list/token.ts';
import { auditLog } from '../../../main/audit/audit-log.ts';
import { openExchange } from '../../../main/exchange/exchange.ts';
import { listedKey } from '../../../main/exchange/events/keys.ts';
import { type Feed, eventTypeOf } from '../../../main/exchange/events/table.ts';
import type { HubPeer } from '../../../main/exchange/link/hub.ts';
import { openLink } from '../../../main/exchange/link/link.ts';
import { queueFacts } from '../../../main/exchange/outbox/queue.ts';
import { openStore } from '../../../main/store/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { named } from '../support/status-lists.ts';

export const HUB = 'https://hub.example';
export const AT = Date.parse('2026-11-30T03:00:00Z');
const KEY = Buffer.alloc(32, 7);

/** A desk that a hub in memory knows as `client`. */
export async function openDesk(client: string, kind: 'authority' | 'association' = 'association', real: HttpClient | null = null) {
  const clock = { at: real ? Date.now() : AT };
  const store = await openStore({ folder: await temporaryFolder(), now: () => new Date(clock.at) });
  onTestFinished(() => store[Symbol.asyncDispose]());
  // What is lost with the power is no matter here.
  await sql`PRAGMA synchronous = OFF`.execute(store.db);
  const audit = auditLog(store);
  await audit.begin();
  const status = await openStatusBook({ store, audit });
  const http = real ?? { send: () => Promise.reject(new Error('no network')) };
  const exchange = await openExchange({ store, audit, http, status, authority: null });
  const scopes = ['events:read', 'events:write'];
  const enrol = () =>
    exchange.identity.enrol({
      url: HUB,
      client,
      issuer: `${HUB}/issuers/${client}`,
      hub: HUB,
      kind,
      association: kind === 'authority' ? null : client,
      scopes,
      national: null,
    });
  if (!real) await enrol();
  const linkTo = (hub: HubPeer) =>
    openLink({
      store,
      identity: exchange.identity,
      inbox: exchange.inbox,
      hub,
      peer: HUB,
      scopes,
      refresh: async () => {},
      pauses: { firstMs: 1, mostMs: 4 },
    });
  const { row: person } = store.persons.make();
  await store.db.insertInto('person').values(person).execute();

  /** Tells how a card stands since a second of the clock. */
  const tellStatus = (card: number, value: ListedStatus, second: number) =>
    store.db.transaction().execute((tx) =>
      queueFacts(store, tx, { person: person.id, wrappedKey: person.wrapped_key, association: 'tokyo' }, [
        {
          event: 'stop.status_changed',
          happenedAt: new Date(clock.at - 3_600_000 + second * 1_000).toISOString(),
          subject: { format: 'opaque', id: statusTokens(KEY)(named(card)).toString('base64url') },
          payload: { status: value, key: KEY.toString('base64url') },
        },
      ]),
    );
  /** Tells that a card was held, about its holder. */
  const tellHeld = (registration: string, association = 'tokyo') =>
    store.db.transaction().execute((tx) =>
      queueFacts(store, tx, { person: person.id, wrappedKey: person.wrapped_key, association }, [
        {
          event: 'card.held',
          happenedAt: new Date(clock.at - 1_000).toISOString(),
          subject: { format: 'doctor', registration },
          payload: { object: 'C26-0000001', kind: 'card', state: 'held' },
        },
      ]),
    );
  const statusOf = (card: number) => status.statusOf(named(card));
  const received = async () =>
    (await store.db.selectFrom('exchange_inbox').select(['issuer', 'jti', 'state']).orderBy('issuer').orderBy('jti').execute()).map((row) => ({
      ...row,
    }));
  return { clock, store, audit, status, exchange, linkTo, tellStatus, tellHeld, statusOf, received, person };
}
export type Desk = Awaited<ReturnType<typeof openDesk>>;

interface Kept {
  readonly issuer: string;
  readonly jti: string;
  readonly feed: Feed;
  readonly token: string;
}

const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as { iss: string; jti: string; events: Record<string, unknown> };

/** A hub in memory: takes each event once, gives every desk what it has not acknowledged yet. */
export class MemoryHub {
  readonly events: Kept[] = [];
  readonly #keys = new Map<string, unknown>();
  readonly #acknowledged = new Map<string, Set<string>>();
  readonly refuses = new Set<string>();

  constructor(desks: Readonly<Record<string, Desk>>) {
    for (const [client, { exchange }] of Object.entries(desks)) {
      const { kid } = exchange.identity.key;
      this.#keys.set(`${HUB}/issuers/${client}`, { keys: [listedKey(kid, exchange.identity.jwk)] });
    }
  }

  /** The hub as one desk reaches it. */
  for(client: string): HubPeer {
    const place = (feed: Feed) => `${client} ${feed}`;
    return {
      clockOffsetMs: 0,
      push: async (token) => {
        const { iss: issuer, jti, events } = claimsOf(token);
        const [[uri, told] = ['', null]] = Object.entries(events);
        const type = eventTypeOf(uri, told)!;
        if (this.refuses.has(type.name)) return 'access_denied';
        if (!this.events.some((each) => each.issuer === issuer && each.jti === jti)) this.events.push({ issuer, jti, feed: type.feed, token });
        return null;
      },
      poll: async ({ feed, ack, errors, most }) => {
        const done = this.#acknowledged.get(place(feed)) ?? new Set<string>();
        for (const jti of [...ack, ...Object.keys(errors)]) done.add(jti);
        this.#acknowledged.set(place(feed), done);
        const next = this.events.filter((each) => each.feed === feed && !done.has(each.jti));
        return { sets: Object.fromEntries(next.slice(0, most).map(({ jti, token }) => [jti, token])), more: next.length > most };
      },
      keys: async (issuer) => this.#keys.get(issuer) ?? null,
      members: async () => ({ rows: [], next: null }),
      statusList: async () => null,
      publishStatusList: async () => {},
      national: async () => null,
    };
  }

  /** Everything again from the beginning, as after a restored backup. */
  forget(): void {
    this.#acknowledged.clear();
  }
}
