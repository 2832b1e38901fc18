import type Database from 'better-sqlite3';
import { SqliteAdapter, SqliteDialect } from 'kysely';
import { preparedOnce } from './prepared.ts';

/** SQLite changes tables within a transaction as well as rows, which Kysely makes no use of unless it is told: a change that is cut off would stay half made. */
class WholeChanges extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** How the store speaks to its connection. */
export class StoreDialect extends SqliteDialect {
  constructor(database: Database.Database) {
    super({ database: preparedOnce(database) });
  }
  override createAdapter(): SqliteAdapter {
    return new WholeChanges();
  }
}
