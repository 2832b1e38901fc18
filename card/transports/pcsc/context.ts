import { setTimeout as sleep } from 'node:timers/promises';
import { PcscFailure, SCARD } from './codes.ts';
import { cancelBeforeExit } from './exit.ts';
import type { Handle, NativeReaderState, PcscNative } from './native.ts';
import type { PcscPlatform } from './platform.ts';
import { type ReaderLook, UNAWARE } from './reader-state.ts';

export interface Pcsc {
  readonly native: PcscNative;
  readonly platform: PcscPlatform;
}

/** State of a reader that a wait starts from. */
export interface Known {
  readonly name: string;
  readonly eventState: number;
}

export const INFINITE = 0xffffffff;

const CANCEL_AGAIN_MS = 10;

/** One connection to the smart-card service. Calls of one context queue behind each other inside the library, so each session has its own. */
export class PcscContext implements AsyncDisposable {
  readonly #pcsc: Pcsc;
  readonly handle: Handle;

  private constructor(pcsc: Pcsc, handle: Handle) {
    this.#pcsc = pcsc;
    this.handle = handle;
  }

  /** @throws PcscFailure */
  static async establish(pcsc: Pcsc): Promise<PcscContext> {
    return new PcscContext(pcsc, await pcsc.native.establishContext());
  }

  async listReaders(): Promise<readonly string[]> {
    try {
      return await this.#pcsc.native.listReaders(this.handle);
    } catch (error) {
      if (error instanceof PcscFailure && error.code === SCARD.noReadersAvailable) return [];
      throw error;
    }
  }

  /** The present state of readers, without waiting. */
  async look(names: readonly string[]): Promise<readonly ReaderLook[]> {
    if (names.length === 0) return [];
    const states = names.map((name) => this.#state({ name, eventState: UNAWARE }));
    await this.#pcsc.native.getStatusChange(this.handle, 0, states);
    return states.map(lookOf);
  }

  /**
   * Waits until a reader is no longer in its known state.
   * @returns the new states, or `null` when the time is over or the signal aborted
   */
  async wait(known: readonly Known[], timeout: number, signal?: AbortSignal): Promise<readonly ReaderLook[] | null> {
    if (signal?.aborted) return null;
    const states = known.map((reader) => this.#state(reader));
    const cancel = () => this.#pcsc.native.cancel(this.handle);
    const call = this.#pcsc.native.getStatusChange(this.handle, timeout, states);
    const onAbort = () => void cancelUntilEnded(call, cancel);
    signal?.addEventListener('abort', onAbort, { once: true });
    const safeToExit = cancelBeforeExit(cancel);
    try {
      await call;
      return states.map(lookOf);
    } catch (error) {
      if (error instanceof PcscFailure && (error.code === SCARD.timeout || error.code === SCARD.cancelled)) return null;
      throw error;
    } finally {
      signal?.removeEventListener('abort', onAbort);
      safeToExit();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pcsc.native.releaseContext(this.handle).catch(() => {});
  }

  #state({ name, eventState }: Known): NativeReaderState {
    const rgbAtr = Buffer.alloc(this.#pcsc.platform.atrCapacity);
    return { szReader: name, pvUserData: null, dwCurrentState: eventState, dwEventState: 0, cbAtr: 0, rgbAtr };
  }
}

const lookOf = ({ szReader, dwEventState, rgbAtr, cbAtr }: NativeReaderState): ReaderLook => ({
  name: szReader,
  eventState: dwEventState,
  atr: new Uint8Array(rgbAtr.subarray(0, Math.min(cbAtr, rgbAtr.length))),
});

/** A cancellation that comes before the library has begun to wait is lost, so it is repeated. */
async function cancelUntilEnded(call: Promise<void>, cancel: () => void): Promise<void> {
  let ended = false;
  const end = call
    .catch(() => {})
    .then(() => {
      ended = true;
    });
  while (!ended) {
    cancel();
    await Promise.race([end, sleep(CANCEL_AGAIN_MS)]);
  }
}
