import { sql } from 'kysely';
import type { ClientView, CodeView } from '../../api/schema/hub-administration.ts';
import type { HubTransaction } from '../store/hub-store.ts';

type Row = Omit<ClientView, 'scopes' | 'enrolled_at' | 'seen_at' | 'key_since'> & {
  readonly scopes: string;
  readonly enrolled_at: Date;
  readonly seen_at: Date | null;
  readonly key_since: Date | null;
};

const iso = (at: Date | null): string | null => at && new Date(at).toISOString();

/** Clients that may ask something of the hub, the longest silent last. */
export async function listClients(tx: HubTransaction): Promise<readonly ClientView[]> {
  const { rows } = await sql<Row>`
    SELECT id, name, kind, association, registration, scopes, enrolled_at, seen_at, key.since AS key_since
    FROM client LEFT JOIN LATERAL (SELECT max(since) AS since FROM client_key WHERE client_key.client = client.id) key ON true
    WHERE state = 'active' ORDER BY coalesce(seen_at, enrolled_at) DESC, id`.execute(tx);
  return rows.map(({ scopes, enrolled_at, seen_at, key_since, ...row }) => ({
    ...row,
    scopes: scopes.split(' '),
    enrolled_at: iso(enrolled_at)!,
    seen_at: iso(seen_at),
    key_since: iso(key_since),
  }));
}

/** Codes that may still be used. */
export async function listCodes(tx: HubTransaction, now: Date): Promise<readonly CodeView[]> {
  const rows = await tx
    .selectFrom('enrolment_code')
    .select(['kind', 'association', 'registration', 'expires_at'])
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('expires_at')
    .execute();
  return rows.map(({ expires_at, ...row }) => ({ ...row, expires_at: expires_at.toISOString() }));
}
