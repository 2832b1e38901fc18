import { setTimeout as sleep } from 'node:timers/promises';
import { PcscFailure, SCARD } from './codes.ts';
import { INFINITE, type Known, type Pcsc, PcscContext } from './context.ts';
import { eventCounter, READER_NOTIFICATION, type ReaderLook, settled } from './reader-state.ts';
import type { ServiceArrival } from './service-arrival.ts';
import type { Moment } from './stays.ts';

export interface MonitorEvents {
  readonly onReaders: (looks: readonly ReaderLook[], moment: Moment) => void;
  readonly onServiceAbsent: () => void;
}

/**
 * Follows all readers by the service's status events: look, tell, wait for a change. When the service dies, waits for its return.
 * Runs until the signal aborts.
 */
export async function monitorReaders(pcsc: Pcsc, arrival: () => ServiceArrival, events: MonitorEvents, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    using service = arrival();
    try {
      await using context = await PcscContext.establish(pcsc);
      await followReaders(pcsc, context, events, signal);
    } catch (error) {
      if (!(error instanceof PcscFailure)) throw error;
      events.onServiceAbsent();
      await service.next(signal);
    }
  }
}

async function followReaders(pcsc: Pcsc, context: PcscContext, events: MonitorEvents, signal: AbortSignal): Promise<void> {
  let notification = 0;
  while (!signal.aborted) {
    const begun = performance.now();
    const looks = await lookAtAll(context);
    if (looks === null) continue;
    events.onReaders(looks, { begun, answered: performance.now() });
    notification = await untilChange(pcsc, context, looks, notification, signal);
  }
}

/** `null` when a reader went away between the list and the look. */
async function lookAtAll(context: PcscContext): Promise<readonly ReaderLook[] | null> {
  try {
    return await context.look(await context.listReaders());
  } catch (error) {
    if (error instanceof PcscFailure && error.code === SCARD.unknownReader) return null;
    throw error;
  }
}

async function untilChange(
  pcsc: Pcsc,
  context: PcscContext,
  looks: readonly ReaderLook[],
  notification: number,
  signal: AbortSignal,
): Promise<number> {
  const known: readonly Known[] = looks.map(({ name, eventState }) => ({ name, eventState: settled(eventState) }));
  const { arrival, watchable } = pcsc.platform;
  if (arrival !== 'notification') {
    if (known.length > 0) await context.wait(known, arrival.rescanMs, signal);
    else await sleep(arrival.rescanMs, undefined, { signal }).catch(() => {});
    return 0;
  }
  if (known.length >= watchable) {
    await ignoreVanished(context.wait(known, INFINITE, signal));
    return notification;
  }
  const listAgain = new AbortController();
  const change = context.wait(
    [...known, { name: READER_NOTIFICATION, eventState: notification }],
    INFINITE,
    AbortSignal.any([signal, listAgain.signal]),
  );
  const [states] = await Promise.all([ignoreVanished(change), abortIfReadersDiffer(pcsc, looks, listAgain)]);
  const seen = states?.at(-1);
  return seen ? settled(eventCounter(seen) << 16) : notification;
}

/** A reader that vanished before the wait began is a change like any other. */
const ignoreVanished = (change: Promise<readonly ReaderLook[] | null>): Promise<readonly ReaderLook[] | null> =>
  change.catch((error: unknown) => {
    if (error instanceof PcscFailure && error.code === SCARD.unknownReader) return null;
    throw error;
  });

/** pcsc-lite before 2.3 reports only readers that arrive while it waits; one that came between list and wait is found by a second list; should that fail, so does the wait. */
async function abortIfReadersDiffer(pcsc: Pcsc, looks: readonly ReaderLook[], listAgain: AbortController): Promise<void> {
  try {
    await using context = await PcscContext.establish(pcsc);
    const names = await context.listReaders();
    if (names.length !== looks.length || names.some((name) => !looks.some((look) => look.name === name))) listAgain.abort();
  } catch (error) {
    if (!(error instanceof PcscFailure)) throw error;
  }
}
