import { useCallback, useState } from 'react';
import type { VerdictView } from '../../main/api/schema/attendance.ts';
import type { HeldPerson } from '../../main/api/schema/membership.ts';

/** What staff have in hand in their column. */
export type Task =
  | { readonly kind: 'waiting'; readonly verdict: string }
  | { readonly kind: 'receive'; readonly person: HeldPerson | null; readonly registration: string; readonly name: string }
  | { readonly kind: 'hub'; readonly registration: string }
  | { readonly kind: 'annul' }
  | { readonly kind: 'alarms' }
  | { readonly kind: 'close' }
  | { readonly kind: 'staff' };

export interface DeskTask {
  readonly task: Task | null;
  readonly begin: (task: Task) => void;
  readonly end: () => void;
  /** Goes to the next confirmation that waits, and after the last back to the field. */
  readonly next: () => void;
}

/** Which confirmation comes after one; `null` after the last. */
export function confirmationAfter(waiting: readonly { readonly id: string }[], shown: string | null): string | null {
  const at = waiting.findIndex(({ id }) => id === shown);
  return waiting[at + 1]?.id ?? null;
}

/** Confirmations before one; all before none. */
const passed = (waiting: readonly { readonly id: string }[], following: string | null): readonly string[] =>
  waiting.map(({ id }) => id).slice(0, following === null ? waiting.length : waiting.findIndex(({ id }) => id === following));

const isOver = (task: Task | null, waiting: readonly { readonly id: string }[]): boolean =>
  task?.kind === 'waiting' && !waiting.some(({ id }) => id === task.verdict);

/**
 * What staff have in hand next: what they have in hand now while it is not over, else the oldest confirmation that they have not stepped past.
 * @param busy whether something is being typed
 */
export function taskNext(now: Task | null, waiting: readonly { readonly id: string }[], past: ReadonlySet<string>, busy: boolean): Task | null {
  if (now !== null && !isOver(now, waiting)) return now;
  const fresh = busy ? undefined : waiting.find(({ id }) => !past.has(id));
  return fresh ? { kind: 'waiting', verdict: fresh.id } : null;
}

/**
 * One thing at a time. A confirmation comes forward by itself when staff have nothing in hand; one that they stepped past stays with its lane until they
 * come back to it.
 * @param busy whether something is being typed
 */
export function useDeskTask(waiting: readonly VerdictView[], busy: boolean): DeskTask {
  const [begun, setBegun] = useState<Task | null>(null);
  const [past, setPast] = useState<ReadonlySet<string>>(new Set());
  const task = taskNext(begun, waiting, past, busy);
  // What came forward stays in hand, also when something older turns up behind it.
  if (task !== begun) setBegun(task);
  const shown = task?.kind === 'waiting' ? task.verdict : null;
  const next = useCallback(() => {
    const following = confirmationAfter(waiting, shown);
    setPast(new Set(shown === null ? [] : passed(waiting, following)));
    setBegun(following === null ? null : { kind: 'waiting', verdict: following });
  }, [waiting, shown]);
  return { task, begin: setBegun, end: useCallback(() => setBegun(null), []), next };
}
