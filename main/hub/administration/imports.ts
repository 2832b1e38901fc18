import { sql } from 'kysely';
import type { ImportView } from '../../api/schema/hub-administration.ts';
import type { HubTransaction } from '../store/hub-store.ts';

const AT_MOST = 200;

/** Imports, the newest first, 200 at most. @param association only those of one */
export async function listImports(tx: HubTransaction, association: string | null): Promise<readonly ImportView[]> {
  const { rows } = await sql<Omit<ImportView, 'at'> & { at: Date }>`
    SELECT member_import.id, member_import.association, coalesce(client.name, member_import.by) AS by, member_import.at,
      jsonb_array_length(member_import.body -> 'rows') AS rows, jsonb_array_length(member_import.body -> 'persons') AS persons, member_import.state
    FROM member_import LEFT JOIN client ON client.id = member_import.by
    WHERE ${association}::text IS NULL OR member_import.association = ${association}
    ORDER BY member_import.at DESC, member_import.id LIMIT ${AT_MOST}`.execute(tx);
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
}
