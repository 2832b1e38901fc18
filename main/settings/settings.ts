import { isDeepStrictEqual } from 'node:util';
import { type Settings, settings as schema } from '../api/schema/application.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Store } from '../store/store.ts';
import { auditedSettings } from './audited.ts';

/** The person's choices; changes are recorded, because test mode and the prescription profile decide what is signed and accepted. */
export interface SettingsBook {
  readonly current: Settings;
  change(change: Partial<Settings>): Promise<Settings>;
}

export const DEFAULT_SETTINGS: Settings = {
  language: 'ja',
  theme: 'system',
  prescriptionProfile: 'official-sample',
  stamp: false,
  testMode: false,
  network: { proxy: { mode: 'system', url: '' }, allowedHosts: [], fetch: true, ocspWithoutNonce: false },
  revocationPolicy: 'valid-at-time',
};

/** The settings as they were stored; a value this version does not know falls back to its default. */
export async function readSettings({ db }: Pick<Store, 'db'>): Promise<Settings> {
  const rows = await db.selectFrom('setting').selectAll().execute();
  const known = rows.map(({ name, value }) => schema.partial().safeParse({ [name]: JSON.parse(value) }).data ?? {});
  return Object.assign({ ...DEFAULT_SETTINGS }, ...known);
}

export async function openSettings(store: Store, audit: AuditLog): Promise<SettingsBook> {
  let current = await readSettings(store);
  return {
    get current() {
      return current;
    },
    async change(change) {
      const changed = Object.entries(change).filter(
        ([name, value]) => value !== undefined && !isDeepStrictEqual(value, current[name as keyof Settings]),
      );
      if (changed.length === 0) return current;
      await store.db.transaction().execute(async (transaction) => {
        for (const [name, value] of changed) {
          const row = { name, value: JSON.stringify(value) };
          await transaction
            .insertInto('setting')
            .values(row)
            .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
            .execute();
        }
        await audit.append(transaction, { action: 'settings.changed', facts: auditedSettings(Object.fromEntries(changed)) });
      });
      current = { ...current, ...Object.fromEntries(changed) };
      return current;
    },
  };
}
