import { isDeepStrictEqual } from 'node:util';
import { duty, type NetworkSettings, type Settings, settings as schema } from '../api/schema/application.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { keepSetting } from '../store/setting.ts';
import type { Store } from '../store/store.ts';
import { auditedSettings } from './audited.ts';
import { sealedPassword, withKnownPassword, withoutPassword, withSealedPassword } from './proxy-password.ts';

/** The person's choices; changes are recorded, because test mode and the prescription profile decide what is signed and accepted. */
export interface SettingsBook {
  readonly current: Settings;
  /** For screens: a password of the proxy never comes back to them. */
  readonly shown: Settings;
  /** An address of the proxy without password keeps the one known of the same proxy and user. */
  change(change: Partial<Settings>): Promise<Settings>;
}

export const DEFAULT_SETTINGS: Settings = {
  language: 'ja',
  theme: 'system',
  duties: duty.options,
  prescriptionProfile: 'official-sample',
  stamp: false,
  pinAtReader: true,
  keepVerified: false,
  testMode: false,
  network: { proxy: { mode: 'system', url: '' }, allowedHosts: [], fetch: true, ocspWithoutNonce: false },
  revocationPolicy: 'valid-at-time',
  staffIdleMinutes: 10,
};

/** Row of the proxy's password, sealed, in base64. */
const PROXY_PASSWORD = 'proxyPassword';

const withProxy = <Part extends Partial<Settings>>(part: Part, change: (url: string) => string): Part => {
  const { network } = part;
  return network ? { ...part, network: { ...network, proxy: { ...network.proxy, url: change(network.proxy.url) } } } : part;
};

/**
 * The settings as they were stored; a value this version does not know falls back to its default.
 * @param masterKey opens the password of the proxy; without it the address has none
 */
export async function readSettings({ db }: Pick<Store, 'db'>, masterKey: Uint8Array | null): Promise<Settings> {
  const rows = await db.selectFrom('setting').selectAll().execute();
  const known = rows.map(({ name, value }) => schema.partial().safeParse({ [name]: JSON.parse(value) }).data ?? {});
  const settings: Settings = Object.assign({ ...DEFAULT_SETTINGS }, ...known);
  const sealed = rows.find(({ name }) => name === PROXY_PASSWORD);
  return sealed && masterKey ? withProxy(settings, (url) => withSealedPassword(masterKey, url, JSON.parse(sealed.value) as string)) : settings;
}

export async function openSettings(store: Store, audit: AuditLog): Promise<SettingsBook> {
  const { key } = store.masterKey;
  let current = await readSettings(store, key);

  /** What rests of the network: the address open, the password beside it. */
  const rowsOf = (name: string, value: unknown): readonly (readonly [string, unknown])[] => {
    if (name !== 'network') return [[name, value]];
    const { network } = withProxy({ network: value as NetworkSettings }, withoutPassword);
    return [
      [name, network],
      [PROXY_PASSWORD, sealedPassword(key, (value as NetworkSettings).proxy.url) ?? ''],
    ];
  };

  return {
    get current() {
      return current;
    },
    get shown() {
      return withProxy(current, withoutPassword);
    },
    async change(wanted) {
      const change = withProxy(wanted, (url) => withKnownPassword(url, current.network.proxy.url));
      const changed = Object.entries(change).filter(
        ([name, value]) => value !== undefined && !isDeepStrictEqual(value, current[name as keyof Settings]),
      );
      if (changed.length === 0) return current;
      await store.db.transaction().execute(async (transaction) => {
        for (const [name, value] of changed.flatMap(([name, value]) => rowsOf(name, value))) await keepSetting(transaction, name, value);
        await audit.append(transaction, { action: 'settings.changed', facts: auditedSettings(Object.fromEntries(changed)) });
      });
      current = { ...current, ...Object.fromEntries(changed) };
      return current;
    },
  };
}
