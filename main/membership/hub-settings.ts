import type { HubSettings } from '../api/schema/membership.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { deriveKey, seal, unseal } from '../store/sealing.ts';
import { keepSetting, readSetting } from '../store/setting.ts';
import type { Store } from '../store/store.ts';

/** Where the hub is, with the token in clear for the one who sends it. */
export interface HubAccess {
  readonly url: string;
  /** `null`: it is asked without. */
  readonly token: string | null;
}

/** The hub of the desk. Its token rests sealed and is bound to the address it was entered for. */
export interface HubBook {
  readonly view: HubSettings;
  access(): HubAccess | null;
  /** An empty address forgets the hub; an empty token keeps the one known of the same server. */
  change(order: { readonly url: string; readonly token: string }): Promise<HubSettings>;
}

interface Stored {
  readonly url: string;
  /** Sealed, in base64. */
  readonly token: string | null;
}

const SETTING = 'hub';

export async function openHubSettings(store: Store, audit: AuditLog): Promise<HubBook> {
  const key = deriveKey(store.masterKey.key, 'hub');
  let stored = (await readSetting(store.db, SETTING)) as Stored | null;

  /** The token is sent to this server and nowhere else. */
  const place = (url: string) => `token of ${new URL(url).origin}`;
  const sealed = (url: string, token: string) => Buffer.from(seal(key, Buffer.from(token), place(url))).toString('base64');
  const opened = (url: string, token: string) => Buffer.from(unseal(key, Buffer.from(token, 'base64'), place(url))).toString('utf8');
  const known = (url: string): string | null => (stored && place(stored.url) === place(url) ? stored.token : null);
  const view = (): HubSettings => ({ url: stored?.url ?? '', hasToken: stored?.token != null });

  return {
    get view() {
      return view();
    },
    access: () => stored && { url: stored.url, token: stored.token === null ? null : opened(stored.url, stored.token) },
    async change({ url, token }) {
      const next: Stored | null = url === '' ? null : { url, token: token === '' ? known(url) : sealed(url, token) };
      await store.db.transaction().execute(async (transaction) => {
        await keepSetting(transaction, SETTING, next);
        await audit.append(transaction, { action: 'hub.changed', facts: { url: next?.url ?? null, token: next?.token != null } });
      });
      stored = next;
      return view();
    },
  };
}
