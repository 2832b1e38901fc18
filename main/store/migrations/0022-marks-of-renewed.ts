import { type Kysely, sql } from 'kysely';

/**
 * What was made of a document under a mark by renewing it has the mark as well: that of the nearest one. A document is renewed itself again where
 * nothing that was made of it is left.
 */
const STATEMENTS = [
  `WITH RECURSIVE older (document, id, distance) AS (
     SELECT id, extended_from, 1 FROM library_document WHERE extended_from IS NOT NULL AND retention IS NULL AND deleted_at IS NULL
     UNION ALL SELECT older.document, of.extended_from, older.distance + 1
     FROM older JOIN library_document AS of ON of.id = older.id WHERE of.extended_from IS NOT NULL AND of.retention IS NULL
   )
   UPDATE library_document SET (retention, retention_from, retain_until) = (
     SELECT marked.retention, marked.retention_from, marked.retain_until
     FROM older JOIN library_document AS marked ON marked.id = older.id
     WHERE older.document = library_document.id ORDER BY older.distance DESC LIMIT 1
   ) WHERE id IN (SELECT document FROM older)`,
  `WITH RECURSIVE made (of, id, deleted_at) AS (
     SELECT extended_from, id, deleted_at FROM library_document WHERE extended_from IS NOT NULL
     UNION SELECT made.of, newer.id, newer.deleted_at FROM made JOIN library_document AS newer ON newer.extended_from = made.id
   )
   UPDATE library_document SET renewed = 0 WHERE renewed = 1 AND id NOT IN (SELECT of FROM made WHERE deleted_at IS NULL)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
