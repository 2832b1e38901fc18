import { useEffect, useState } from 'react';
import type { AuditEntry } from '../../main/api/schema/application.ts';
import type { Failure } from '../../main/api/schema/common.ts';
import type { Desk } from '../client/desk.ts';
import { failureOf } from '../client/failure.ts';
import { asking } from '../client/until-answered.ts';

const PAGE = 100;

/** The log, a hundred entries at a time, newest first. */
export function useEntries(desk: Desk) {
  const [list, setList] = useState<readonly AuditEntry[]>([]);
  const [complete, setComplete] = useState(false);
  const [loading, setLoading] = useState(true);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(
    () =>
      asking(
        () => desk.audit.list({ before: null, limit: PAGE }),
        ({ value: entries, failure: failed }) => {
          if (entries) {
            setList(entries);
            setComplete(entries.length < PAGE);
          }
          setFailure(failed);
          setLoading(false);
        },
      ),
    [desk],
  );
  const more = async () => {
    setLoading(true);
    setFailure(null);
    const before = list.at(-1)?.sequence ?? null;
    await desk.audit.list({ before, limit: PAGE }).then(
      (entries) => {
        // The first page may have come meanwhile, asked for again by itself.
        setList((known) => (before === null ? entries : [...known, ...entries]));
        setComplete(entries.length < PAGE);
      },
      (error: unknown) => setFailure(failureOf(error)),
    );
    setLoading(false);
  };
  return { list, complete, loading, failure, more };
}
