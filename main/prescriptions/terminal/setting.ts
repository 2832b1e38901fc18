import * as z from 'zod';
import type { AuditLog } from '../../audit/audit-log.ts';
import { keepSetting, readSetting } from '../../store/setting.ts';
import type { Store } from '../../store/store.ts';

/** Where the terminal's folders are, and how many seconds pass at most between two looks into them. */
export const terminalSetting = z.strictObject({
  request: z.string().trim().min(1).max(1024),
  response: z.string().trim().min(1).max(1024),
  everySeconds: z.int().min(1).max(3600),
});
export type TerminalSetting = z.infer<typeof terminalSetting>;

const NAME = 'prescriptionTerminal';

/** `null` where none is set. */
export async function readTerminal({ db }: Pick<Store, 'db'>): Promise<TerminalSetting | null> {
  return terminalSetting.safeParse(await readSetting(db, NAME)).data ?? null;
}

export async function keepTerminal({ db }: Pick<Store, 'db'>, audit: AuditLog, setting: TerminalSetting | null): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await keepSetting(tx, NAME, setting);
    await audit.append(tx, { action: 'prescription.terminal-set', facts: setting ? { ...setting } : { request: null, response: null } });
  });
}
