import type { PcscPlatform } from './platform.ts';
import { SocketArrival, socketPath } from './socket-arrival.ts';
import { WindowsArrival } from './windows-arrival.ts';

/** Notices that the smart-card service has come (back). Observes from its creation on, so that nothing is missed between a failed attempt and the wait. */
export interface ServiceArrival extends Disposable {
  /** Resolves when another attempt is worth while, or when the signal aborts. */
  next(signal: AbortSignal): Promise<void>;
}

/** Where the system starts its service on demand, only the next request of a user can tell more. */
const onDemand = (): ServiceArrival => ({
  next: (signal) =>
    new Promise((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true });
    }),
  [Symbol.dispose]() {},
});

const ARRIVALS: Readonly<Record<PcscPlatform['library'], () => ServiceArrival>> = {
  'libpcsclite.so.1': () => new SocketArrival(socketPath()),
  'winscard.dll': () => new WindowsArrival(),
};

export const serviceArrival = ({ library }: PcscPlatform): (() => ServiceArrival) => ARRIVALS[library] ?? onDemand;
