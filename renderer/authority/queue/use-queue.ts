import { useEffect, useState } from 'react';
import type { Failure } from '../../../main/api/schema/common.ts';
import type { QueuePage, QueueRow } from '../../../main/api/schema/credentials.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { failureOf } from '../../client/failure.ts';
import { asking } from '../../client/until-answered.ts';
import { useTurns } from '../../client/use-turns.ts';

/** Rows that come at once. */
export const PAGE = 100;

export interface Queue {
  /** The newest answer: counts and whether there is more; `null` until it has come. */
  readonly page: QueuePage | null;
  readonly rows: readonly QueueRow[];
  readonly failure: Failure | null;
  readonly loading: boolean;
  readonly more: () => void;
  readonly again: () => void;
}

const after = (row: QueueRow | undefined) => (row ? { due: row.due, object: row.object } : null);

/**
 * The stack, a hundred rows at a time.
 * @param queue `null` for all of it
 * @param association `null` for all of them
 */
export function useQueue(queue: string | null, association: string | null, occasion: unknown = null): Queue {
  const { desk } = useDesk();
  const [page, setPage] = useState<QueuePage | null>(null);
  const [rows, setRows] = useState<readonly QueueRow[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [loading, setLoading] = useState(true);
  const [round, setRound] = useState(0);
  const turns = useTurns();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another occasion or round asks the same again
  useEffect(() => {
    turns.next();
    setLoading(true);
    return asking(
      () => desk.credentials.queue({ queue, association, after: null, limit: PAGE }),
      ({ value: answer, failure: failed }) => {
        if (answer) {
          setPage(answer);
          setRows(answer.rows);
        }
        setFailure(failed);
        setLoading(false);
      },
    );
  }, [desk, queue, association, round, occasion]);
  const more = () => {
    const wanted = turns.beside();
    setLoading(true);
    desk.credentials.queue({ queue, association, after: after(rows.at(-1)), limit: PAGE }).then(
      (answer) => {
        if (!wanted()) return;
        setPage(answer);
        setRows((known) => [...known, ...answer.rows]);
        setLoading(false);
      },
      (error: unknown) => {
        if (!wanted()) return;
        setFailure(failureOf(error));
        setLoading(false);
      },
    );
  };
  return { page, rows, failure, loading, more, again: () => setRound((before) => before + 1) };
}
