import * as z from 'zod';
import type { AuditLog } from '../audit/audit-log.ts';
import { keepSetting, readSetting } from '../store/setting.ts';
import type { Store } from '../store/store.ts';

/** The folder whose files are offered for signing. */
export const watchedFolderSetting = z.strictObject({ folder: z.string().trim().min(1).max(1024) });
export type WatchedFolderSetting = z.infer<typeof watchedFolderSetting>;

const NAME = 'watchedFolder';

/** `null` where none was chosen. */
export async function readWatchedFolder({ db }: Pick<Store, 'db'>): Promise<WatchedFolderSetting | null> {
  return watchedFolderSetting.safeParse(await readSetting(db, NAME)).data ?? null;
}

export async function keepWatchedFolder({ db }: Pick<Store, 'db'>, audit: AuditLog, setting: WatchedFolderSetting | null): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await keepSetting(transaction, NAME, setting);
    await audit.append(transaction, { action: 'watched-folder.set', facts: { folder: setting?.folder ?? null } });
  });
}
