import { isDeepStrictEqual } from 'node:util';
import type { Kysely } from 'kysely';
import type { Failure } from '../api/schema/common.ts';
import type { WatchedFile, WatchedFolderView, WatchedTaken } from '../api/schema/watched-folder.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Intake } from '../documents/intake.ts';
import { safeName } from '../documents/names.ts';
import { AppError } from '../errors.ts';
import { toFailure } from '../failure.ts';
import { lookOut } from '../folders/look-out.ts';
import { inTurn } from '../in-turn.ts';
import type { Tables } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { openDecisions } from './decisions.ts';
import { requireFitFolder } from './fitness.ts';
import { folderScan, type Scanned } from './folder-scan.ts';
import { keepWatchedFolder, readWatchedFolder, type WatchedFolderSetting } from './setting.ts';
import { documentOf, type Offered, takeFile } from './take-file.ts';

/**
 * A folder whose files are offered for signing. It signs nothing by itself and changes nothing there: the folder is the queue, and what is kept here
 * is only what people decided. A file that is taken becomes a document on the desk like any other.
 */
export interface WatchedFolder extends AsyncDisposable {
  readonly view: WatchedFolderView;
  /** `null` watches nothing. @throws AppError WATCHED_FOLDER_UNFIT */
  set(setting: WatchedFolderSetting | null): Promise<WatchedFolderView>;
  /** Looks into the folder now. A file is offered after two looks that found it the same. */
  look(): Promise<WatchedFolderView>;
  /** Takes files onto the desk; one that is there already is the same document again. */
  take(ids: readonly string[]): Promise<WatchedTaken>;
  /** Files that are not offered again as they are. */
  putAside(ids: readonly string[]): Promise<WatchedFolderView>;
  offerAgain(): Promise<WatchedFolderView>;
  /** Notes that a document is signed, in the transaction that enters the signature. */
  signedIn(transaction: Kysely<Tables>, document: string): Promise<void>;
}

export interface WatchedFolderParts {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly intake: Pick<Intake, 'take' | 'describe' | 'discard'>;
  /** Whether the folder is looked into all the time. */
  readonly keepsLooking: boolean;
  /** Milliseconds of a clock that only goes forward. */
  readonly clock?: () => number;
}

/** Shares over the network tell of no change, so that only looking again finds a file; ten seconds at most between its end and its offer. */
const EVERY_SECONDS = 5;
/** More than anybody looks at in one go. */
const LISTED = 500;
const NOTHING: Omit<WatchedFolderView, 'folder'> = { failure: null, since: null, files: [], more: 0, unfit: [], signed: 0, aside: 0 };

export async function openWatchedFolder({ store, audit, intake, keepsLooking, clock }: WatchedFolderParts): Promise<WatchedFolder> {
  const decisions = await openDecisions(store);
  const parts = { decisions, intake };
  const now = clock ?? (() => performance.now());
  const turn = inTurn();
  const ended = new AbortController();
  const watching = (setting: WatchedFolderSetting | null) => setting && { ...setting, scan: folderScan(setting.folder, now) };
  let watched = watching(await readWatchedFolder(store));
  let offered: ReadonlyMap<string, Offered> = new Map();
  /** Of every file that this run has offered, so that one that went meanwhile is called by its name. */
  const names = new Map<string, string>();
  let view: WatchedFolderView = { ...NOTHING, folder: watched?.folder ?? null };

  async function viewOf(folder: string, { files, unfit }: Scanned): Promise<WatchedFolderView> {
    const known = files.map((file): Offered => ({ ...file, id: decisions.idOf(file) }));
    const decided = await decisions.of(known);
    const documents = await decisions.documents();
    const waiting: WatchedFile[] = [];
    for (const { id, name, size, mtimeMs } of known.filter((file) => !decided.has(file.id))) {
      const document = await documentOf(parts, documents.get(id) ?? []);
      if (document?.where === 'batch') continue;
      waiting.push({ id, name: safeName(name), size, changedAt: new Date(mtimeMs).toISOString(), document: document?.id ?? null });
    }
    offered = new Map(known.map((file) => [file.id, file]));
    for (const { id, name } of known) names.set(id, safeName(name));
    const count = (decision: 'signed' | 'aside') => known.filter(({ id }) => decided.get(id) === decision).length;
    const told = unfit.map(({ name, failure }) => ({ name: safeName(name), failure }));
    return {
      ...NOTHING,
      ...{ folder, files: waiting.slice(0, LISTED), more: Math.max(0, waiting.length - LISTED), unfit: told },
      ...{ signed: count('signed'), aside: count('aside') },
    };
  }

  /** A fault is recorded when it begins and when it is over, not with every look. */
  async function noteFault(folder: string, failure: Failure | null): Promise<string | null> {
    const { failure: before, since } = view;
    if (before && failure && isDeepStrictEqual(before, failure)) return since;
    if (before) await audit.record({ action: 'watched-folder.well', facts: { folder, code: before.code } });
    if (failure) await audit.record({ action: 'watched-folder.fault', facts: { folder, code: failure.code } });
    return failure && store.now().toISOString();
  }

  async function lookOnce(): Promise<void> {
    const looked = watched;
    if (!looked) return;
    const found = await looked.scan(ended.signal).catch((error: unknown) => toFailure(error));
    await turn(async () => {
      // Closed, or set to another folder meanwhile.
      if (ended.signal.aborted || watched !== looked) return;
      const failure = 'code' in found ? found : null;
      const since = await noteFault(looked.folder, failure);
      view = 'code' in found ? { ...NOTHING, folder: looked.folder, failure, since } : await viewOf(looked.folder, found);
    });
  }

  let next: Promise<void> | null = null;
  let last: Promise<void> = Promise.resolve();
  /** One look at a time; who asks while one waits to begin gets that one. */
  function look(): Promise<void> {
    next ??= last.then(() => {
      next = null;
      last = lookOnce().catch((error: unknown) => console.error(error));
      return last;
    });
    return next;
  }

  const seen = async (): Promise<WatchedFolderView> => {
    await look();
    return view;
  };

  const looking = lookOut(look);
  const keepLooking = () => looking.keep(keepsLooking && watched ? EVERY_SECONDS : null);
  keepLooking();

  return {
    get view() {
      return view;
    },
    async set(setting) {
      if (setting) await requireFitFolder(setting.folder, store.folder.root);
      await turn(async () => {
        await keepWatchedFolder(store, audit, setting);
        watched = watching(setting);
        offered = new Map();
        view = { ...NOTHING, folder: setting?.folder ?? null };
      });
      keepLooking();
      return seen();
    },
    look: seen,
    async take(ids) {
      const taken: WatchedTaken = { opened: [], rejected: [] };
      await turn(async () => {
        for (const id of new Set(ids)) {
          const file = offered.get(id);
          try {
            if (!file) throw new AppError('WATCHED_FILE_GONE', { name: names.get(id) ?? '' });
            taken.opened.push(await takeFile(parts, file));
          } catch (error) {
            taken.rejected.push({ name: names.get(id) ?? '', failure: toFailure(error) });
          }
        }
      });
      await look();
      return taken;
    },
    async putAside(ids) {
      await turn(async () => {
        const known = ids.filter((id) => offered.has(id));
        await store.db.transaction().execute(async (transaction) => {
          await decisions.putAside(transaction, known);
          await audit.append(transaction, { action: 'watched-folder.put-aside', facts: { files: known.length } });
        });
      });
      return seen();
    },
    async offerAgain() {
      await turn(() =>
        store.db.transaction().execute(async (transaction) => {
          const files = await decisions.offerAgain(transaction);
          await audit.append(transaction, { action: 'watched-folder.offered-again', facts: { files } });
        }),
      );
      return seen();
    },
    signedIn: decisions.signed,
    async [Symbol.asyncDispose]() {
      looking[Symbol.dispose]();
      ended.abort();
      // What has begun at the store is finished before it closes; a folder that does not answer is not waited for.
      await turn(async () => {});
    },
  };
}
