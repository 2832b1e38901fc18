import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { auditLog } from '../../main/audit/audit-log.ts';
import { openIntake } from '../../main/documents/intake.ts';
import { openStore } from '../../main/store/store.ts';
import { SETTLED_MS } from '../../main/watched-folder/folder-scan.ts';
import { openWatchedFolder } from '../../main/watched-folder/watched-folder.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A watched folder over a store and an intake of their own, looked into only when told, by a clock that stands still otherwise. */
export async function openWatched(place?: string) {
  const root = place ?? (await temporaryFolder());
  const inbox = join(root, 'inbox');
  await mkdir(inbox, { recursive: true });
  let time = 0;
  await using undo = new AsyncDisposableStack();
  const store = undo.use(await openStore({ folder: join(root, 'data') }));
  const audit = auditLog(store);
  const intake = undo.use(await openIntake(store.folder.intake));
  const watched = undo.use(await openWatchedFolder({ store, audit, intake, keepsLooking: false, clock: () => time }));
  if (watched.view.folder === null) await watched.set({ folder: inbox });
  const resources = undo.move();
  return {
    ...{ root, inbox, store, audit, intake, watched },
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
    /** Two looks, as far apart as a file needs to be complete. */
    async settle() {
      await watched.look();
      time += SETTLED_MS;
      return watched.look();
    },
    /** What entering a signature does for the folder. */
    sign: (document: string) => store.db.transaction().execute((transaction) => watched.signedIn(transaction, document)),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

export type OpenWatched = Awaited<ReturnType<typeof openWatched>>;
