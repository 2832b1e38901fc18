import { useEffect, useState } from 'react';
import type { AuditEntry } from '../../main/api/schema/application.ts';
import type { Failure } from '../../main/api/schema/common.ts';
import type { Desk } from '../client/desk.ts';
import { failureOf } from '../client/failure.ts';

const PAGE = 100;

/** The log, a hundred entries at a time, newest first. */
export function useEntries(desk: Desk) {
  const [list, setList] = useState<readonly AuditEntry[]>([]);
  const [complete, setComplete] = useState(false);
  const [loading, setLoading] = useState(true);
  const [failure, setFailure] = useState<Failure | null>(null);
  const load = async (before: number | null) => {
    setLoading(true);
    setFailure(null);
    await desk.audit.list({ before, limit: PAGE }).then(
      (entries) => {
        setList((known) => (before === null ? entries : [...known, ...entries]));
        setComplete(entries.length < PAGE);
      },
      (error: unknown) => setFailure(failureOf(error)),
    );
    setLoading(false);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first page, once
  useEffect(() => void load(null), [desk]);
  return { list, complete, loading, failure, more: () => load(list.at(-1)?.sequence ?? null) };
}
