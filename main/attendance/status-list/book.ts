import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import type { StatusListView } from '../../api/schema/attendance.ts';
import type { AuditLog } from '../../audit/audit-log.ts';
import { sha256 } from '../../documents/sha256.ts';
import { AppError } from '../../errors.ts';
import { makePrivateFolder } from '../../store/data-folder.ts';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import { replaceFile } from '../../store/write-new-file.ts';
import { inTurn } from '../../in-turn.ts';
import { statusAuthorities } from './authorities.ts';
import { type ChangeOutcome, openStatusChanges, type StatusChange } from './changes.ts';
import { isThumbprint } from './fingerprint.ts';
import type { ListedStatus } from './format.ts';
import { readStatusList, type StatusList } from './read.ts';
import type { CertificateName } from './token.ts';

/** `unknown`: on no list of this desk, which is told and says nothing against the card. */
export type CardStatus = ListedStatus | 'unknown';

/** The newest status list of each authority, verified before anything of it is used. */
export interface StatusBook {
  /** The list at hand; of several authorities' lists all together, as old as the oldest of them. */
  readonly view: StatusListView;
  /** In microseconds, in memory. Where lists contradict each other, what stops a card; what was told of it since they were made counts before them. */
  statusOf(card: CertificateName): CardStatus;
  /** Takes what the authority told of one card, within the caller's transaction; it counts once that is committed and `changed` was called. */
  change(tx: Kysely<Tables>, change: StatusChange): Promise<ChangeOutcome>;
  changed(): Promise<void>;
  /**
   * Takes a list in place of the authority's older one, on the disk when it resolves.
   * @param fingerprint of the authority's key, as somebody compared it; needed for its first list
   * @throws AppError STATUS_LIST_UNREADABLE, STATUS_LIST_AUTHORITY_UNKNOWN (with the thumbprint), STATUS_LIST_OLDER, FILE_UNWRITABLE
   */
  import(file: Uint8Array, fingerprint?: string): Promise<StatusListView>;
  /** Each list that was imported. */
  watch(listener: (view: StatusListView) => void): Disposable;
}

const DAY = 86_400_000;
const ENDING = '.status-list';

/** A list by the name of its authority, whatever key the authority signs with now. */
const fileName = ({ claims }: StatusList): string => `${sha256(Buffer.from(claims.authority))}${ENDING}`;

/** Graver last. */
const GRAVITY: readonly CardStatus[] = ['unknown', 'good', 'expired', 'superseded', 'held', 'revoked', 'lost'];
const gravest = (a: CardStatus, b: CardStatus): CardStatus => (GRAVITY.indexOf(b) > GRAVITY.indexOf(a) ? b : a);

/** Reads the lists of the data folder. One that is damaged, or whose key nobody has confirmed, counts for nothing and keeps nothing from opening. */
export async function openStatusBook({ store, audit }: { readonly store: Store; readonly audit: AuditLog }): Promise<StatusBook> {
  const { now } = store;
  const folder = store.folder.statusLists;
  const authorities = statusAuthorities(store, audit);
  const lists = new Map<string, StatusList>();
  const listeners = new Set<(view: StatusListView) => void>();
  const turn = inTurn();
  const changes = await openStatusChanges(store);

  for (const name of (await readdir(folder).catch(() => [])).filter((each) => each.endsWith(ENDING))) {
    const list = await readFile(join(folder, name))
      .then(readStatusList)
      .catch(() => null);
    if (list && fileName(list) === name && (await authorities.isConfirmed(list))) lists.set(name, list);
  }

  const view = (): StatusListView => viewOf([...lists.values()], now());

  /** @throws AppError STATUS_LIST_AUTHORITY_UNKNOWN, STATUS_LIST_OLDER */
  async function admit(list: StatusList, fingerprint: string | undefined): Promise<void> {
    const { thumbprint, claims } = list;
    const confirmed = await authorities.isConfirmed(list);
    if (!confirmed && !(fingerprint !== undefined && isThumbprint(fingerprint, thumbprint))) {
      throw new AppError('STATUS_LIST_AUTHORITY_UNKNOWN', { thumbprint, authority: claims.authority });
    }
    const held = lists.get(fileName(list));
    if (held && !isNewer(list, held)) throw new AppError('STATUS_LIST_OLDER', { version: claims.version, held: held.claims.version });
    if (!confirmed) await authorities.confirm(list);
  }

  async function recordImport(list: StatusList, file: Uint8Array): Promise<void> {
    const { version, issuedAt, authority, count: entries } = list.claims;
    const facts = { sha256: sha256(file), thumbprint: list.thumbprint, authority, version, issuedAt, entries };
    await store.db.transaction().execute(async (transaction) => {
      await authorities.retireOthers(transaction, list);
      await changes.prune(transaction, lists.values());
      await audit.append(transaction, { action: 'status-list.imported', facts });
    });
  }

  /** A key that now signs for an authority of another name speaks no longer for the former one. */
  function keepInMemory(name: string, list: StatusList): void {
    for (const [other, { thumbprint }] of lists) if (thumbprint === list.thumbprint) lists.delete(other);
    lists.set(name, list);
  }

  return {
    get view() {
      return view();
    },
    statusOf(card) {
      let status: CardStatus = 'unknown';
      for (const list of lists.values()) status = gravest(status, list.statusOf(card));
      return changes.statusOf(card, lists.values()) ?? status;
    },
    change: changes.write,
    changed: changes.reload,
    import: (bytes, fingerprint) =>
      turn(async () => {
        const file = Uint8Array.from(bytes);
        const list = await readStatusList(file);
        await admit(list, fingerprint);
        await makePrivateFolder(folder);
        await replaceFile(join(folder, fileName(list)), file);
        keepInMemory(fileName(list), list);
        await recordImport(list, file);
        await changes.reload();
        const present = view();
        for (const listener of listeners) listener(present);
        return present;
      }),
    watch(listener) {
      listeners.add(listener);
      return { [Symbol.dispose]: () => void listeners.delete(listener) };
    },
  };
}

/** Both must have gone up: neither a wrong clock nor a wrong count of the authority turns a list back. */
const isNewer = ({ claims: a }: StatusList, { claims: b }: StatusList): boolean =>
  a.version > b.version && Date.parse(a.issuedAt) > Date.parse(b.issuedAt);

function viewOf(lists: readonly StatusList[], now: Date): StatusListView {
  const claims = lists.map((list) => list.claims).sort((a, b) => Date.parse(a.issuedAt) - Date.parse(b.issuedAt));
  const [oldest] = claims;
  if (!oldest) return { version: null, issuedAt: null, ageDays: null, entries: 0, authority: null };
  return {
    version: claims.map(({ version }) => version).join('+'),
    issuedAt: oldest.issuedAt,
    ageDays: Math.max(0, Math.floor((now.getTime() - Date.parse(oldest.issuedAt)) / DAY)),
    entries: claims.reduce((sum, { count }) => sum + count, 0),
    authority: claims.map(({ authority }) => authority).join('、'),
  };
}
