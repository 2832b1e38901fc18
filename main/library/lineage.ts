import { sql } from 'kysely';

/** A recursive part of a query, `older (id)`: a document, and whatever it was made of by renewing. */
export const older = (id: string) => sql`
    older (id) AS (
      VALUES (${id})
      UNION SELECT document.extended_from FROM older JOIN library_document AS document ON document.id = older.id
      WHERE document.extended_from IS NOT NULL
    )`;
