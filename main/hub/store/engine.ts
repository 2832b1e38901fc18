import type { Dialect } from 'kysely';

/** A PostgreSQL behind one interface: within this process (PGlite) or a server that many processes share. */
export interface Engine extends AsyncDisposable {
  readonly name: 'pglite' | 'postgres';
  readonly dialect: Dialect;
  /** Calls back after each commit that notified the channel, by whatever process. A lost connection is made again, and counts as a notice. */
  listen(channel: string, heard: () => void): Promise<AsyncDisposable>;
}
