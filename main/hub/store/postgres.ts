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

/** How often a connection that listens is asked whether it lives, and how long an answer or a new connection may take; milliseconds. */
export interface Watch {
  readonly every: number;
  readonly within: number;
}
const WATCH: Watch = { every: 15_000, within: 10_000 };

/**
 * Listens to a channel, over a new connection whenever one ends or, as behind a firewall that forgot it, answers no more; then what was notified
 * meanwhile was not heard, so that it counts as heard once.
 */
export async function listenTo(address: string, channel: string, heard: () => void, { every, within }: Watch = WATCH): Promise<AsyncDisposable> {
  /** Listening, or on its way. */
  let client: pg.Client | null = null;
  let listening = false;
  let ended = false;
  let next: NodeJS.Timeout | null = null;

  async function connect(): Promise<void> {
    const own = new pg.Client({ connectionString: address, keepAlive: true, connectionTimeoutMillis: within, query_timeout: within });
    client = own;
    own.on('notification', heard);
    own.on('error', () => {});
    try {
      await own.connect();
      await own.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      void own.end();
      throw error;
    }
    listening = true;
    own.once('end', () => {
      listening = false;
      if (!ended) retry();
    });
    watch(own);
  }
  /** One that does not answer is ended. */
  function watch(own: pg.Client): void {
    next = setTimeout(() => {
      own.query('SELECT 1').then(
        () => {
          if (listening && !ended) watch(own);
        },
        () => void own.end(),
      );
    }, every);
  }
  function retry(): void {
    if (ended) return;
    if (next) clearTimeout(next);
    next = setTimeout(() => {
      connect().then(heard, retry);
    }, AGAIN_MS);
  }

  await connect();
  return {
    async [Symbol.asyncDispose]() {
      ended = true;
      if (next) clearTimeout(next);
      const closed = client?.end();
      // One on its way ends by itself, at the latest when its time to connect is over.
      if (listening) await closed;
    },
  };
}
