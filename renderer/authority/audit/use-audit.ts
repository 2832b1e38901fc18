import { useEffect, useState } from 'react';
import type { AuditEntry } from '../../../main/api/schema/application.ts';
import type { Failure } from '../../../main/api/schema/common.ts';
import type { AuditFilter } from '../../../main/api/schema/credential-records.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { failureOf } from '../../client/failure.ts';
import { asking } from '../../client/until-answered.ts';
import { useTurns } from '../../client/use-turns.ts';

const PAGE = 100;

interface Known {
  readonly list: readonly AuditEntry[] | null;
  readonly more: boolean;
  readonly failure: Failure | null;
}

/** The log as filtered, a hundred entries at a time, newest first. */
export function useAudit(filter: Omit<AuditFilter, 'before' | 'limit'>) {
  const { desk } = useDesk();
  const [known, setKnown] = useState<Known>({ list: null, more: false, failure: null });
  const [loading, setLoading] = useState(false);
  const turns = useTurns();
  const { action, staff, holder, from, until } = filter;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the parts of the filter, which is a new object each time
  useEffect(() => {
    turns.next();
    setLoading(false);
    return asking(
      () => desk.credentials.audit.list({ ...filter, before: null, limit: PAGE }),
      ({ value: list, failure }) => setKnown((before) => (list ? { list, more: list.length === PAGE, failure } : { ...before, failure })),
    );
  }, [desk, action, staff, holder, from, until]);
  const next = async () => {
    const wanted = turns.beside();
    setLoading(true);
    const change = await desk.credentials.audit.list({ ...filter, before: known.list?.at(-1)?.sequence ?? null, limit: PAGE }).then(
      (list) => (before: Known) => ({ list: [...(before.list ?? []), ...list], more: list.length === PAGE, failure: null }),
      (error: unknown) => (before: Known) => ({ ...before, failure: failureOf(error) }),
    );
    if (!wanted()) return;
    setKnown(change);
    setLoading(false);
  };
  return { ...known, loading, next };
}
