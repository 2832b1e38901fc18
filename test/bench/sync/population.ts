import { sql } from 'kysely';
import { jwkOf, type SigningKey } from '../../../main/exchange/events/keys.ts';
import { HUB } from '../../../main/hub/store/actor.ts';
import type { HubStore } from '../../../main/hub/store/hub-store.ts';

/** Code of the national association, of which everybody is a member. */
export const NATIONAL = '00';

/** An association with the number of another above it; 47 prefectures stand under the national one, and the rest under them in turn. */
export function associationsOf(count: number): readonly { readonly code: string; readonly tier: number; readonly above: string | null }[] {
  const codeOf = (index: number): string => String(index).padStart(2, '0');
  return Array.from({ length: count }, (_none, index) => ({
    code: codeOf(index),
    tier: index === 0 ? 1 : index <= 47 ? 2 : 3,
    above: index === 0 ? null : index <= 47 ? NATIONAL : codeOf(1 + (index % 47)),
  }));
}

/** What a record of the hub holds of a doctor: about 330 bytes of JSON, of SQL's row number `i`. */
export const FIELDS = `jsonb_build_object('name', '検証　医師' || i, 'kana', 'ケンショウ　イシ', 'sex', CASE i % 2 WHEN 0 THEN 'male' ELSE 'female' END,
  'birthDate', (date '1940-01-01' + (i % 20000))::text, 'licensedOn', (date '1965-05-01' + (i % 20000))::text, 'memberId', (10000000 + i)::text,
  'postalCode', '113-0021', 'address', '東京都文京区本駒込二丁目' || i, 'phone', '03-' || (1000000 + i), 'email', 'doctor' || i || '@example.jp')`;

/** The first registration number; the others follow it. */
export const FIRST = 100_000;

/** So many doctors, each a member of the national association, of a prefecture's and of one below it. Associations as `associationsOf` has them. */
export async function populate(store: HubStore, persons: number, associations: number): Promise<void> {
  const below = associations - 48;
  const rows = JSON.stringify(associationsOf(associations));
  await store.within(HUB, async (tx) => {
    await sql`INSERT INTO association (code, name, tier, above, mastered_by) SELECT code, code, tier, above, 'hub'
      FROM json_to_recordset(${rows}::json) AS row (code text, tier smallint, above text)`.execute(tx);
    await sql
      .raw(`INSERT INTO person (registration, fields) SELECT (${FIRST} + i)::text, ${FIELDS} FROM generate_series(0, ${persons - 1}) AS i`)
      .execute(tx);
    for (const [tier, code] of [
      [1, `'${NATIONAL}'`],
      [2, `lpad((1 + i % 47)::text, 2, '0')`],
      [3, `lpad((48 + i % ${below})::text, 2, '0')`],
    ] as const) {
      const id = `lpad(to_hex(${tier}), 8, '0') || '-0000-4000-8000-' || lpad(to_hex(i), 12, '0')`;
      await sql
        .raw(
          `INSERT INTO membership (association, id, registration, affiliation, class, national_class, state, joined_on)
           SELECT ${code}, (${id})::uuid, (${FIRST} + i)::text, '検証病院' || (i % 9000), 'A1', 'A1', 'active', '2010-04-01' FROM generate_series(0, ${persons - 1}) AS i`,
        )
        .execute(tx);
    }
  });
}

/** Who may ask the hub, as if it had come with a code. */
export interface NewClient {
  readonly id: string;
  readonly kind: 'association' | 'authority';
  readonly association: string | null;
  readonly key: SigningKey;
}

const SCOPES = 'events:write events:read status:read members:read';

/** Makes clients known. */
export async function addClients(store: HubStore, clients: readonly NewClient[]): Promise<void> {
  const rows = clients.map(({ id, kind, association }) => ({
    id,
    name: id,
    kind,
    association,
    scopes: SCOPES,
    state: 'active' as const,
    seen_at: null,
  }));
  const keys = await Promise.all(
    clients.map(async ({ id, key }) => ({ kid: key.kid, client: id, jwk: JSON.stringify(await jwkOf(key.privateKey)), until: null })),
  );
  await store.within(HUB, async (tx) => {
    await tx.insertInto('client').values(rows).execute();
    await tx.insertInto('client_key').values(keys).execute();
  });
}

/** An event that waits at the hub, signed. */
export interface WaitingEvent {
  readonly feed: 'stop' | 'credential' | 'membership';
  readonly issuer: string;
  readonly jti: string;
  readonly registration: string | null;
  readonly token: string;
  readonly audience: string;
}

/** Puts events into the feeds as if they had been pushed one by one. */
export async function addEvents(store: HubStore, events: readonly WaitingEvent[]): Promise<void> {
  await store.within(HUB, async (tx) => {
    for (let start = 0; start < events.length; start += 2_000) {
      const rows = JSON.stringify(events.slice(start, start + 2_000));
      const from = sql`FROM json_to_recordset(${rows}::json) AS row (feed text, issuer text, jti text, registration text, token text, audience text)`;
      await sql`INSERT INTO event (feed, issuer, jti, registration, token) SELECT feed, issuer, jti, registration, token ${from}`.execute(tx);
      await sql`INSERT INTO event_audience (audience, feed, sequence)
        SELECT row.audience, row.feed, event.sequence ${from} JOIN event ON event.issuer = row.issuer AND event.jti = row.jti`.execute(tx);
    }
  });
}
