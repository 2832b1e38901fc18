import { useEffect, useState } from 'react';
import type { KioskView, ReceptionView } from '../../main/api/schema/attendance.ts';
import type { Failure } from '../../main/api/schema/common.ts';
import { useDesk } from '../client/desk-context.tsx';
import type { Desk } from '../client/desk.ts';
import { failureOf } from '../client/failure.ts';
import { follow } from '../client/follow.ts';

interface Followed<View> {
  /** `null` until the program has told it. */
  readonly view: View | null;
  /** Why nothing is told at present. */
  readonly loss: Failure | null;
}

type Opening<View> = (desk: Desk, signal: AbortSignal) => Promise<AsyncIterable<View>>;

function useFollowed<View>(opening: Opening<View>): Followed<View> {
  const { desk } = useDesk();
  const [followed, setFollowed] = useState<Followed<View>>({ view: null, loss: null });
  useEffect(() => {
    const stop = new AbortController();
    follow(
      {
        open: (signal) => opening(desk, signal),
        onValue: (view) => setFollowed({ view, loss: null }),
        onLoss: (error) => setFollowed(({ view }) => ({ view, loss: failureOf(error) })),
      },
      stop.signal,
    );
    return () => stop.abort();
  }, [desk, opening]);
  return followed;
}

const watch: Opening<ReceptionView> = (desk, signal) => desk.attendance.watch(undefined, { signal });
const kiosk: Opening<KioskView> = (desk, signal) => desk.attendance.kiosk(undefined, { signal });

/** Reception as it is now. */
export const useReception = (): Followed<ReceptionView> => useFollowed(watch);

/** What a second screen may show of it. */
export const useKiosk = (): Followed<KioskView> => useFollowed(kiosk);
