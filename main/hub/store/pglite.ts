import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PGliteDialect } from 'kysely';
import { makePrivateFolder } from '../../store/data-folder.ts';
import { lockDataFolder } from '../../store/lock.ts';
import type { Engine } from './engine.ts';

/** Days are the text they are. */
const DATE = 1082;

/**
 * PostgreSQL within this process, its files in a folder of its own. Slow to open the first time (seconds), one transaction at a time.
 * @throws AppError DATA_FOLDER_LOCKED: a second process on one folder would destroy it, and PGlite itself would let it
 */
export async function pgliteEngine(folder: string): Promise<Engine> {
  await makePrivateFolder(folder);
  const lock = lockDataFolder(join(folder, 'hub.lock'));
  try {
    const pglite = await PGlite.create({ dataDir: join(folder, 'pglite'), parsers: { [DATE]: (text: string) => text } });
    return {
      name: 'pglite',
      dialect: new PGliteDialect({ pglite }),
      async listen(channel, heard) {
        const stop = await pglite.listen(channel, heard);
        return { [Symbol.asyncDispose]: () => stop() };
      },
      async [Symbol.asyncDispose]() {
        // Kysely has closed the database.
        lock[Symbol.dispose]();
      },
    };
  } catch (error) {
    lock[Symbol.dispose]();
    throw error;
  }
}
