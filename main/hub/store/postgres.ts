import pg from 'pg';
import { PostgresDialect } from 'kysely';
import type { Engine } from './engine.ts';

const CONNECTIONS = 20;
const AGAIN_MS = 1_000;
/** Numbers of rows and sequences are far below 2^53. */
const INT8 = 20;
const DATE = 1082;

/** As PGlite reads them: eight-byte integers as numbers, days as the text they are. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (id, format) => {
    if (id === INT8) return (text: string) => Number(text);
    if (id === DATE) return (text: string) => text;
    return pg.types.getTypeParser(id, format as 'text');
  },
};

/** A PostgreSQL server, 15 or newer, that any number of hub processes share. */
export function postgresEngine(address: string): Engine {
  const pool = new pg.Pool({ connectionString: address, max: CONNECTIONS, types });
  // An idle connection that the server ends is replaced with the next question.
  pool.on('error', () => {});
  // One at work fails with its question; what the server says beside must not end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  return {
    name: 'postgres',
    dialect: new PostgresDialect({ pool }),
    listen: (channel, heard) => listenTo(address, channel, heard),
    // Kysely ends the pool.
    [Symbol.asyncDispose]: async () => {},
  };
}

async function listenTo(address: string, channel: string, heard: () => void): Promise<AsyncDisposable> {
  let client: pg.Client | null = null;
  let ended = false;
  let again: NodeJS.Timeout | null = null;

  async function connect(): Promise<void> {
    const own = new pg.Client({ connectionString: address });
    own.on('notification', heard);
    own.on('error', () => {});
    own.on('end', () => {
      if (client !== own || ended) return;
      client = null;
      retry();
    });
    await own.connect();
    await own.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    client = own;
  }
  function retry(): void {
    again = setTimeout(() => {
      // What was notified meanwhile was not heard.
      connect().then(heard, retry);
    }, AGAIN_MS);
  }

  await connect();
  return {
    async [Symbol.asyncDispose]() {
      ended = true;
      if (again) clearTimeout(again);
      await client?.end();
    },
  };
}
