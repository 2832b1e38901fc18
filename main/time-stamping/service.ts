import type { TimeStampServiceOrder, TimeStampServiceView } from '../api/schema/time-stamping.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { AppError } from '../errors.ts';
import { deriveKey, seal, unseal } from '../store/sealing.ts';
import { keepSetting, readSetting } from '../store/setting.ts';
import type { Store } from '../store/store.ts';

/** The time-stamp service with the password in clear, for the one who sends it. */
export interface TimeStampServiceAccess extends Pick<TimeStampServiceOrder, 'url' | 'digest' | 'policy'> {
  readonly authorization: { readonly user: string; readonly password: string } | null;
}

/** The time-stamp service of the desk. Its password rests sealed and is bound to the address and user it was entered for. */
export interface TimeStampServiceBook {
  readonly view: TimeStampServiceView | null;
  access(): TimeStampServiceAccess | null;
  /** @throws AppError TIME_STAMP_PASSWORD_NEEDED */
  change(order: TimeStampServiceOrder | null): Promise<TimeStampServiceView | null>;
}

interface Stored extends Pick<TimeStampServiceOrder, 'url' | 'digest' | 'policy'> {
  /** `password` is sealed, in base64. */
  readonly authorization: { readonly user: string; readonly password: string } | null;
}

const SETTING = 'timeStampService';

export async function openTimeStampService(store: Store, audit: AuditLog): Promise<TimeStampServiceBook> {
  const key = deriveKey(store.masterKey.key, 'time-stamp service');
  let stored = (await readSetting(store.db, SETTING)) as Stored | null;

  /** The password is sent to this host by this way for this user, and nowhere else. */
  const place = (url: string, user: string) => `password of ${JSON.stringify([new URL(url).origin, user])}`;
  const sealed = (url: string, user: string, password: string) => Buffer.from(seal(key, Buffer.from(password), place(url, user))).toString('base64');
  const opened = (url: string, user: string, password: string) =>
    Buffer.from(unseal(key, Buffer.from(password, 'base64'), place(url, user))).toString('utf8');

  function authorizationOf({ url, authorization }: TimeStampServiceOrder): Stored['authorization'] {
    if (!authorization) return null;
    const { user, password } = authorization;
    if (password !== null) return { user, password: sealed(url, user, password) };
    const known = stored?.authorization;
    if (!stored || !known || place(stored.url, known.user) !== place(url, user)) throw new AppError('TIME_STAMP_PASSWORD_NEEDED');
    return known;
  }

  const view = (): TimeStampServiceView | null => {
    if (!stored) return null;
    const { authorization, ...service } = stored;
    return { ...service, user: authorization?.user ?? null, hasPassword: authorization !== null };
  };

  return {
    get view() {
      return view();
    },
    access() {
      if (!stored) return null;
      const { authorization, ...service } = stored;
      if (!authorization) return { ...service, authorization };
      const { user, password } = authorization;
      return { ...service, authorization: { user, password: opened(service.url, user, password) } };
    },
    async change(order) {
      const next: Stored | null = order && { url: order.url, digest: order.digest, policy: order.policy, authorization: authorizationOf(order) };
      await store.db.transaction().execute(async (transaction) => {
        await keepSetting(transaction, SETTING, next);
        const facts = {
          url: next?.url ?? null,
          digest: next?.digest ?? null,
          policy: next?.policy ?? null,
          authorization: next?.authorization != null,
        };
        await audit.append(transaction, { action: 'time-stamp-service.changed', facts });
      });
      stored = next;
      return view();
    },
  };
}
