import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { plainHost, secureBase } from '../../pki/remote/secure-address.ts';
import { type RemoteServiceOrder, type RemoteServiceRecord, remoteServiceRecord } from '../api/schema/remote.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { AppError } from '../errors.ts';
import { keepSetting, readSetting } from '../store/setting.ts';
import type { Store } from '../store/store.ts';

/** Which services for remote signing this desk may ask. None is asked that nobody entered; every change is recorded in the audit log. */
export interface RemoteServices {
  readonly list: readonly RemoteServiceRecord[];
  /** By id or name. @throws AppError REMOTE_SERVICE_UNKNOWN */
  find(idOrName: string): RemoteServiceRecord;
  /** @throws AppError REMOTE_SERVICE_NAME_TAKEN, PkiError REMOTE_ADDRESS_UNFIT */
  add(order: RemoteServiceOrder): Promise<RemoteServiceRecord>;
  /** Records that a person saw this host as the sign-in of the service and allowed it. @throws AppError REMOTE_SERVICE_UNKNOWN, PkiError REMOTE_ADDRESS_UNFIT */
  confirmSignIn(idOrName: string, host: string): Promise<void>;
  /** @throws AppError REMOTE_SERVICE_UNKNOWN */
  remove(idOrName: string): Promise<RemoteServiceRecord>;
}

const SETTING = 'remoteServices';
const kept = z.array(remoteServiceRecord);

const sameName = (name: string) => name.normalize('NFKC').toLowerCase();

export async function openRemoteServices({ db }: Pick<Store, 'db'>, audit: AuditLog): Promise<RemoteServices> {
  let list: readonly RemoteServiceRecord[] = kept.safeParse(await readSetting(db, SETTING)).data ?? [];

  function find(idOrName: string): RemoteServiceRecord {
    const found = list.find(({ id }) => id === idOrName) ?? list.find(({ name }) => sameName(name) === sameName(idOrName));
    if (!found) throw new AppError('REMOTE_SERVICE_UNKNOWN', { name: idOrName });
    return found;
  }

  async function keep(
    next: readonly RemoteServiceRecord[],
    action: 'remote-service.added' | 'remote-service.removed' | 'remote-service.sign-in-confirmed',
    { name, base, clientId, signInHost }: RemoteServiceOrder,
  ): Promise<void> {
    await db.transaction().execute(async (transaction) => {
      await keepSetting(transaction, SETTING, next);
      await audit.append(transaction, { action, facts: { service: name, address: base, client: clientId, signIn: signInHost } });
    });
    list = next;
  }

  return {
    get list() {
      return list;
    },
    find,
    async add({ name, base, clientId, signInHost }) {
      if (list.some((known) => sameName(known.name) === sameName(name))) throw new AppError('REMOTE_SERVICE_NAME_TAKEN', { name });
      const confirmed = signInHost === null ? null : plainHost(signInHost);
      const service = { id: randomUUID(), name, base: secureBase(base).href, clientId, signInHost: confirmed };
      await keep([...list, service], 'remote-service.added', service);
      return service;
    },
    async confirmSignIn(idOrName, host) {
      const before = find(idOrName);
      const service = { ...before, signInHost: plainHost(host) };
      await keep(
        list.map((known) => (known === before ? service : known)),
        'remote-service.sign-in-confirmed',
        service,
      );
    },
    async remove(idOrName) {
      const service = find(idOrName);
      await keep(
        list.filter((known) => known !== service),
        'remote-service.removed',
        service,
      );
      return service;
    },
  };
}
