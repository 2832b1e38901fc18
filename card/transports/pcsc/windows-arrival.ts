import { cancelBeforeExit } from './exit.ts';
import type { ServiceArrival } from './service-arrival.ts';

type WindowsHandle = number | bigint;

interface WindowsEvents {
  /** Handle that is signalled while the smart-card service runs. */
  readonly started: () => WindowsHandle;
  readonly releaseStarted: () => void;
  readonly create: () => WindowsHandle;
  readonly set: (event: WindowsHandle) => void;
  readonly close: (event: WindowsHandle) => void;
  readonly waitForAny: (events: readonly WindowsHandle[]) => Promise<void>;
}

const INFINITE = 0xffffffff;

async function loadWindowsEvents(): Promise<WindowsEvents> {
  const { default: koffi } = await import('koffi');
  const winscard = koffi.load('winscard.dll');
  const kernel = koffi.load('kernel32.dll');
  const started = winscard.func('SCardAccessStartedEvent', 'uintptr', []);
  const releaseStarted = winscard.func('SCardReleaseStartedEvent', 'void', []);
  const create = kernel.func('CreateEventW', 'uintptr', ['void *', 'int32', 'int32', 'str16']);
  const set = kernel.func('SetEvent', 'int32', ['uintptr']);
  const close = kernel.func('CloseHandle', 'int32', ['uintptr']);
  const wait = kernel.func('WaitForMultipleObjects', 'uint32', ['uint32', koffi.pointer('uintptr'), 'int32', 'uint32']);
  return {
    started: () => started(),
    releaseStarted: () => releaseStarted(),
    create: () => create(null, 1, 0, null),
    set: (event) => void set(event),
    close: (event) => void close(event),
    waitForAny: (events) =>
      new Promise((resolve, reject) => {
        wait.async(events.length, events, 0, INFINITE, (error: Error | null) => (error ? reject(error) : resolve()));
      }),
  };
}

/**
 * Windows stops its service with the last reader and starts it with the first; the started event of winscard tells (SCardAccessStartedEvent).
 * A second event of our own ends the wait.
 */
export class WindowsArrival implements ServiceArrival {
  async next(signal: AbortSignal): Promise<void> {
    const events = await loadWindowsEvents();
    const stopped = events.create();
    const stop = () => events.set(stopped);
    const safeToExit = cancelBeforeExit(stop);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    try {
      await events.waitForAny([events.started(), stopped]);
    } finally {
      safeToExit();
      signal.removeEventListener('abort', stop);
      events.releaseStarted();
      events.close(stopped);
    }
  }

  [Symbol.dispose](): void {}
}
