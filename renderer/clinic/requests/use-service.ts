import { useEffect, useState } from 'react';
import type { Failure } from '../../../main/api/schema/common.ts';
import type { PrescriptionServiceView } from '../../../main/api/schema/prescription-requests.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { failureOf } from '../../client/failure.ts';
import { follow } from '../../client/follow.ts';

export interface Service {
  /** `null` until it is known. */
  readonly view: PrescriptionServiceView | null;
  readonly failure: Failure | null;
}

/** Where the exchange with the terminal stands, as long as the screen is open. */
export function useService(): Service {
  const { desk } = useDesk();
  const [state, setState] = useState<Service>({ view: null, failure: null });
  useEffect(() => {
    const ended = new AbortController();
    void follow(
      {
        open: (signal) => desk.prescriptionRequests.watch(undefined, { signal }),
        onValue: (view) => setState({ view, failure: null }),
        onLoss: (error) => setState(({ view }) => ({ view, failure: failureOf(error) })),
      },
      ended.signal,
    );
    return () => ended.abort();
  }, [desk]);
  return state;
}
