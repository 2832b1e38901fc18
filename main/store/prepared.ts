import type Database from 'better-sqlite3';
import type { SqliteDatabase } from 'kysely';

/** Statements that are kept; the program asks a few hundred different ones. */
const MOST = 256;

/**
 * A connection that prepares a statement once: preparing costs as much as reading a row by its key. One whose rows are still being walked over is
 * prepared again beside it.
 */
export function preparedOnce(database: Database.Database): SqliteDatabase {
  const kept = new Map<string, Database.Statement>();
  return {
    prepare(sql) {
      const known = kept.get(sql);
      if (known?.busy) return database.prepare(sql);
      const statement = known ?? database.prepare(sql);
      // The one that was not asked for the longest goes first.
      kept.delete(sql);
      kept.set(sql, statement);
      const [oldest] = kept.keys();
      if (kept.size > MOST && oldest !== undefined) kept.delete(oldest);
      return statement;
    },
    close: () => void database.close(),
  };
}
