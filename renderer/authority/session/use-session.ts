import { useEffect, useState } from 'react';
import type { Failure } from '../../../main/api/schema/common.ts';
import type { StaffSession } from '../../../main/api/schema/staff.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { failureOf } from '../../client/failure.ts';
import { follow } from '../../client/follow.ts';

export interface KnownSession {
  /** `null` until the program has answered. */
  readonly session: StaffSession | null;
  readonly failure: Failure | null;
}

/** Who sits at the desk now, and each change of it. */
export function useSession(): KnownSession {
  const { desk } = useDesk();
  const [known, setKnown] = useState<KnownSession>({ session: null, failure: null });
  useEffect(() => {
    const stop = new AbortController();
    follow(
      {
        open: (signal) => desk.credentials.staff.session(undefined, { signal }),
        onValue: (session) => setKnown({ session, failure: null }),
        onLoss: (error) => setKnown((before) => ({ ...before, failure: failureOf(error) })),
      },
      stop.signal,
    );
    return () => stop.abort();
  }, [desk]);
  return known;
}
