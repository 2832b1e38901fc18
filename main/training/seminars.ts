import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { PlanFinding, Seminar, SeminarPlan, SeminarState } from '../api/schema/training.ts';
import type { AuditEvent } from '../audit/actions.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { AppError } from '../errors.ts';
import type { Tables } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { inTurn } from '../in-turn.ts';
import { type SeminarRevision, seminarOf, seminarRevision, textOfPlan, textOfRevision } from './revision.ts';
import type { LocalRulesBook } from './rules/local-rules.ts';
import { reviewPlan } from './rules/review-plan.ts';
import { isSettled, type Mover, mayMove } from './states.ts';

/** The seminars of this desk, in memory. Every change is a revision that is never changed again. */
export interface Seminars {
  list(): readonly Seminar[];
  /** @throws AppError SEMINAR_UNKNOWN */
  get(id: string): Seminar;
  /** @throws AppError SEMINAR_PLAN_WRONG */
  create(plan: SeminarPlan): Promise<Seminar>;
  /**
   * @param revision the one that was changed
   * @param reason kept with the revision: why the plan of a seminar that has begun is changed, for example that it ended early
   * @throws AppError SEMINAR_UNKNOWN, SEMINAR_SETTLED, SEMINAR_CHANGED_MEANWHILE, SEMINAR_PLAN_WRONG
   */
  revise(id: string, revision: number, plan: SeminarPlan, reason?: string): Promise<Seminar>;
  /** Moves by hand. @throws AppError SEMINAR_UNKNOWN, SEMINAR_STATE_REFUSED */
  move(id: string, to: SeminarState, reason: string): Promise<Seminar>;
  /**
   * Moves as part of an operation, which writes what it does in the same transaction; `also` is given the seminar as it stood, and may use nothing of the
   * store but the transaction.
   * @throws AppError SEMINAR_UNKNOWN, SEMINAR_STATE_REFUSED
   */
  moveWith(id: string, move: OperationMove, also: (transaction: Kysely<Tables>, before: Seminar) => Promise<void>): Promise<Seminar>;
  /** All rows of a seminar, to hand to another station. @throws AppError SEMINAR_UNKNOWN */
  revisions(id: string): Promise<readonly SeminarRevision[]>;
  /**
   * The union of what this desk has and what another station has; in any order, any number of times.
   * @throws AppError BUNDLE_UNREADABLE when one of them is no revision: nothing is adopted then
   */
  adopt(rows: readonly SeminarRevision[]): Promise<void>;
  /** Tells each seminar that has changed. */
  watch(listener: (seminar: Seminar) => void): Disposable;
}

export interface OperationMove {
  readonly by: Exclude<Mover, 'hand'>;
  readonly to: SeminarState;
  readonly reason: string;
}

interface Known {
  readonly revisions: ReadonlyMap<string, SeminarRevision>;
  readonly seminar: Seminar;
}

const known = (revisions: ReadonlyMap<string, SeminarRevision>): Known => ({ revisions, seminar: seminarOf([...revisions.values()]) });

const wrong = ({ id, session, params }: PlanFinding): AppError =>
  new AppError('SEMINAR_PLAN_WRONG', { ...params, finding: id, session: session ?? '' });

/** Reads every revision once. Changes are made one after the other. */
export async function openSeminars(parts: {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly localRules?: Pick<LocalRulesBook, 'current'>;
}): Promise<Seminars> {
  const { store, audit, localRules } = parts;
  const seminars = new Map<string, Known>();
  const listeners = new Set<(seminar: Seminar) => void>();
  const turn = inTurn();

  /** Takes revisions up in memory. @returns ids of seminars that are not as they were */
  function take(rows: readonly SeminarRevision[]): ReadonlySet<string> {
    const bySeminar = Map.groupBy(rows, ({ seminar }) => seminar);
    const changed = new Set<string>();
    for (const [id, added] of bySeminar) {
      const before = seminars.get(id)?.revisions ?? new Map<string, SeminarRevision>();
      const after = new Map([...before, ...added.map((row): [string, SeminarRevision] => [textOfRevision(row), row])]);
      if (after.size === before.size) continue;
      seminars.set(id, known(after));
      changed.add(id);
    }
    return changed;
  }

  function tell(ids: ReadonlySet<string>): void {
    for (const id of ids) for (const listener of listeners) listener(get(id));
  }

  take(
    await store.db
      .selectFrom('seminar_revision')
      .selectAll()
      .execute()
      .then((rows) => rows as SeminarRevision[]),
  );

  function get(id: string): Seminar {
    const found = seminars.get(id);
    if (!found) throw new AppError('SEMINAR_UNKNOWN', { seminar: id });
    return found.seminar;
  }

  function refuseWrong(plan: SeminarPlan): void {
    const refused = reviewPlan(plan, localRules?.current).find(({ weight }) => weight === 'wrong');
    if (refused) throw wrong(refused);
  }

  const nextRow = (before: Seminar, change: Pick<SeminarRevision, 'state' | 'plan' | 'reason'>): SeminarRevision => ({
    seminar: before.id,
    revision: before.revision + 1,
    at: store.now().toISOString(),
    ...change,
  });

  async function write(row: SeminarRevision, also: (transaction: Kysely<Tables>) => Promise<void>): Promise<Seminar> {
    await store.db.transaction().execute(async (transaction) => {
      await transaction.insertInto('seminar_revision').values(row).execute();
      await also(transaction);
    });
    tell(take([row]));
    return get(row.seminar);
  }

  const audited =
    (event: AuditEvent) =>
    (transaction: Kysely<Tables>): Promise<void> =>
      audit.append(transaction, event);

  return {
    list: () => [...seminars.values()].map(({ seminar }) => seminar),
    get,
    create: (plan) =>
      turn(async () => {
        refuseWrong(plan);
        const row: SeminarRevision = {
          seminar: randomUUID(),
          revision: 1,
          at: store.now().toISOString(),
          state: 'planned',
          plan: textOfPlan(plan),
          reason: '',
        };
        return write(row, audited({ action: 'seminar.created', facts: { seminar: row.seminar, title: plan.title } }));
      }),
    revise: (id, revision, plan, reason = '') =>
      turn(async () => {
        const before = get(id);
        if (isSettled(before.state)) throw new AppError('SEMINAR_SETTLED', { seminar: id });
        if (before.revision !== revision) throw new AppError('SEMINAR_CHANGED_MEANWHILE', { seminar: id, revision: before.revision });
        refuseWrong(plan);
        const row = nextRow(before, { state: before.state, plan: textOfPlan(plan), reason });
        return write(row, audited({ action: 'seminar.revised', facts: { seminar: id, revision: row.revision, title: plan.title } }));
      }),
    move: (id, to, reason) =>
      turn(async () => {
        const before = get(id);
        if (!mayMove('hand', before.state, to)) throw new AppError('SEMINAR_STATE_REFUSED', { from: before.state, to });
        const row = nextRow(before, { state: to, plan: textOfPlan(before.plan), reason });
        return write(row, audited({ action: 'seminar.moved', facts: { seminar: id, revision: row.revision, from: before.state, to } }));
      }),
    moveWith: (id, { by, to, reason }, also) =>
      turn(async () => {
        const before = get(id);
        if (!mayMove(by, before.state, to)) throw new AppError('SEMINAR_STATE_REFUSED', { from: before.state, to });
        return write(nextRow(before, { state: to, plan: textOfPlan(before.plan), reason }), (transaction) => also(transaction, before));
      }),
    revisions: async (id) => {
      get(id);
      return [...seminars.get(id)!.revisions.values()].sort((a, b) => a.revision - b.revision || (textOfRevision(a) < textOfRevision(b) ? -1 : 1));
    },
    adopt: (rows) =>
      turn(async () => {
        const read = seminarRevision.array().safeParse(rows);
        if (!read.success) throw new AppError('BUNDLE_UNREADABLE', { note: 'a revision of a seminar is none' });
        const added = read.data.filter((row) => !seminars.get(row.seminar)?.revisions.has(textOfRevision(row)));
        if (added.length === 0) return;
        await store.db.transaction().execute((transaction) =>
          transaction
            .insertInto('seminar_revision')
            .values(added)
            .onConflict((conflict) => conflict.doNothing())
            .execute(),
        );
        tell(take(added));
      }),
    watch(listener) {
      listeners.add(listener);
      return { [Symbol.dispose]: () => void listeners.delete(listener) };
    },
  };
}
