import { randomUUID } from 'node:crypto';
import { setImmediate as pause } from 'node:timers/promises';
import type { Kysely, Selectable } from 'kysely';
import type { Failure } from '../../api/schema/common.ts';
import type { LibraryRun } from '../../api/schema/library.ts';
import type { AuditAction } from '../../audit/actions.ts';
import type { AuditLog } from '../../audit/audit-log.ts';
import { toFailure } from '../../failure.ts';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import { openDocument, type Row, selectDocuments } from '../catalogue.ts';

type Kind = LibraryRun['kind'];
type Kept = Selectable<Tables['library_run']>;

/** What came of one document. */
export interface Step {
  readonly changed: boolean;
  readonly unreadable: boolean;
}

/** Work over documents, one after the other in the order in which they came. */
export interface Work {
  readonly action: AuditAction;
  /** Documents still to be done behind a number, up to another. */
  count(after: number, newest: number): Promise<number>;
  next(after: number, newest: number): Promise<Row | null>;
  /**
   * Does one document. `note` runs in the transaction that also keeps how far the run is; what throws stops the run at this document.
   */
  step(row: Row): Promise<Step & { note?(transaction: Kysely<Tables>): Promise<Partial<Step>> }>;
}

/** One kind of work: at most one run at a time, stopped and taken up again, over the end of the program too. */
export interface Runs {
  view(): Promise<LibraryRun | null>;
  /** Goes on with a run that was stopped, failed or cut off; else, or `afresh`, begins a new one. Resolves when it ended. */
  run(afresh: boolean): Promise<LibraryRun>;
  /** Ends after the document at hand. */
  stop(): Promise<void>;
}

export function openRuns(kind: Kind, work: Work, store: Store, audit: AuditLog, onChange: () => void): Runs {
  const { db, now } = store;
  let running: { readonly id: string; readonly since: number; readonly from: number; stopping: boolean; readonly ended: Promise<LibraryRun> } | null =
    null;

  const last = () =>
    db.selectFrom('library_run').selectAll().where('kind', '=', kind).orderBy('started_at', 'desc').orderBy('id', 'desc').executeTakeFirst();

  async function viewOf(run: Kept): Promise<LibraryRun> {
    const active = running?.id === run.id ? running : null;
    const done = active ? run.done - active.from : 0;
    return {
      id: run.id,
      kind,
      // One that says it runs while none does was cut off.
      state: run.state === 'running' && !active ? 'stopped' : run.state,
      startedAt: run.started_at,
      endedAt: run.ended_at,
      total: run.total,
      done: run.done,
      changed: run.changed,
      unreadable: run.unreadable,
      failure: run.failure === null ? null : (JSON.parse(run.failure) as Failure),
      document: run.document === null ? null : await nameOf(run.document),
      pace: active && done > 0 ? (performance.now() - active.since) / done : null,
    };
  }

  async function nameOf(id: string): Promise<string | null> {
    const row = await selectDocuments(store).where('library_document.id', '=', id).executeTakeFirst();
    return row ? openDocument(store, row).name : null;
  }

  async function newestNumber(): Promise<number> {
    const { newest } = await db
      .selectFrom('library_document')
      .select(({ fn }) => fn.max('number').as('newest'))
      .executeTakeFirstOrThrow();
    return newest ?? 0;
  }

  async function begin(afresh: boolean): Promise<Kept> {
    const before = await last();
    const resumed = !afresh && before && before.state !== 'done' ? before : null;
    // What comes while it runs is not of this run: what renewing makes would be renewed again without end.
    const newest = resumed?.newest ?? (await newestNumber());
    const left = await work.count(resumed?.position ?? 0, newest);
    if (resumed) {
      const change = { state: 'running', total: resumed.done + left, failure: null, document: null, ended_at: null } as const;
      await db.updateTable('library_run').set(change).where('id', '=', resumed.id).execute();
      return { ...resumed, ...change };
    }
    const row: Kept = {
      id: randomUUID(),
      kind,
      started_at: now().toISOString(),
      state: 'running',
      position: 0,
      newest,
      total: left,
      done: 0,
      changed: 0,
      unreadable: 0,
      failure: null,
      document: null,
      ended_at: null,
    };
    await db.insertInto('library_run').values(row).execute();
    return row;
  }

  async function end(id: string, outcome: Pick<Kept, 'state' | 'failure' | 'document'>): Promise<void> {
    await db.transaction().execute(async (transaction) => {
      const run = await transaction
        .updateTable('library_run')
        .set({ ...outcome, ended_at: now().toISOString() })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirstOrThrow();
      const code = run.failure === null ? null : (JSON.parse(run.failure) as Failure).code;
      const { state, done, total, changed, unreadable } = run;
      await audit.append(transaction, { action: work.action, facts: { state, done, total, changed, unreadable, code, document: run.document } });
    });
  }

  async function one(id: string, row: Row): Promise<void> {
    const { note, ...step } = await work.step(row);
    await db.transaction().execute(async (transaction) => {
      const { changed, unreadable } = { ...step, ...(await note?.(transaction)) };
      await transaction
        .updateTable('library_run')
        .set((set) => ({
          position: row.number,
          done: set('done', '+', 1),
          changed: set('changed', '+', changed ? 1 : 0),
          unreadable: set('unreadable', '+', unreadable ? 1 : 0),
        }))
        .where('id', '=', id)
        .execute();
    });
  }

  async function through(run: Kept, isStopping: () => boolean): Promise<void> {
    let { position } = run;
    for (;;) {
      if (isStopping()) return end(run.id, { state: 'stopped', failure: null, document: null });
      const row = await work.next(position, run.newest);
      if (!row) return end(run.id, { state: 'done', failure: null, document: null });
      try {
        await one(run.id, row);
      } catch (error) {
        return end(run.id, { state: 'failed', failure: JSON.stringify(toFailure(error)), document: row.id });
      }
      position = row.number;
      onChange();
      await pause();
    }
  }

  return {
    async view() {
      const run = await last();
      return run ? viewOf(run) : null;
    },
    async run(afresh) {
      if (running) return running.ended;
      const ended = Promise.withResolvers<LibraryRun>();
      ended.promise.catch(() => {});
      const mine = { id: '', since: performance.now(), from: 0, stopping: false, ended: ended.promise };
      running = mine;
      try {
        const run = await begin(afresh);
        running = Object.assign(mine, { id: run.id, from: run.done });
        onChange();
        await through(run, () => mine.stopping);
        running = null;
        ended.resolve(await viewOf((await last())!));
      } catch (error) {
        running = null;
        ended.reject(error);
      }
      onChange();
      return ended.promise;
    },
    async stop() {
      if (!running) return;
      running.stopping = true;
      await running.ended.catch(() => {});
    },
  };
}
