import { PcscFailure, SCARD } from '../../card/transports/pcsc/codes.ts';
import type { Handle, NativeReaderState, PcscNative } from '../../card/transports/pcsc/native.ts';
import { READER_NOTIFICATION } from '../../card/transports/pcsc/reader-state.ts';

const PRESENT = 0x20;
const EMPTY = 0x10;
const CHANGED = 0x02;
const ATR = Buffer.from('3bf41300008131fe45004e0000a2', 'hex');

/** What the double's reader is like; a test changes it and calls `changed`. */
export interface FakeReader {
  card: boolean;
  counter: number;
  /** Sharing bits of the reader state. */
  sharing: number;
}

/**
 * A double of the PC/SC library for what no daemon can be brought to do on demand: connections that never answer, systems without the pseudo-reader.
 * Status calls follow winscard.h: they return at once where the known state differs, else when something changes or the call is cancelled.
 */
export class FakePcsc {
  readonly readers = new Map<string, FakeReader>();
  /** What connecting does; by default it succeeds. */
  connect: () => Promise<void> = async () => {};
  readonly disconnected: Handle[] = [];
  #contexts = 0;
  #waiting: { readonly context: Handle; readonly wake: (code: number) => void }[] = [];

  changed(): void {
    this.#end(() => true, SCARD.success);
  }

  #end(which: (context: Handle) => boolean, code: number): void {
    const ending = this.#waiting.filter(({ context }) => which(context));
    this.#waiting = this.#waiting.filter(({ context }) => !which(context));
    for (const { wake } of ending) wake(code);
  }

  #stateOf({ card, counter, sharing }: FakeReader): number {
    return ((counter << 16) | (card ? PRESENT | sharing : EMPTY)) >>> 0;
  }

  /** Fills the states in; tells whether any differs from what the caller knew. */
  #fill(states: NativeReaderState[]): boolean {
    let differs = false;
    for (const state of states) {
      if (state.szReader === READER_NOTIFICATION) continue;
      const reader = this.readers.get(state.szReader);
      if (!reader) throw new PcscFailure(SCARD.unknownReader);
      const now = this.#stateOf(reader);
      const isNew = state.dwCurrentState !== now;
      state.dwEventState = isNew ? (now | CHANGED) >>> 0 : now;
      state.cbAtr = reader.card ? ATR.length : 0;
      state.rgbAtr.set(ATR);
      differs ||= isNew;
    }
    return differs;
  }

  readonly native = {
    establishContext: async () => ++this.#contexts,
    releaseContext: async () => {},
    cancel: (context: Handle) => this.#end((waiting) => waiting === context, SCARD.cancelled),
    listReaders: async () => [...this.readers.keys()],
    getStatusChange: async (context: Handle, timeout: number, states: NativeReaderState[]) => {
      if (this.#fill(states)) return;
      if (timeout === 0) throw new PcscFailure(SCARD.timeout);
      const code = await new Promise<number>((resolve) => {
        this.#waiting.push({ context, wake: resolve });
        if (timeout < 0xffffffff) setTimeout(() => resolve(SCARD.timeout), timeout);
      });
      if (code !== SCARD.success) throw new PcscFailure(code);
      this.#fill(states);
    },
    connect: async () => {
      await this.connect();
      return { card: 1, protocol: 2 };
    },
    reconnect: async () => 2,
    disconnect: async (card: Handle) => void this.disconnected.push(card),
    beginTransaction: async () => {},
    endTransaction: async () => {},
    transmit: async (_card: Handle, _protocol: number, _command: Uint8Array, answer: Uint8Array) => {
      answer.set([0x90, 0x00]);
      return 2;
    },
    control: async () => {
      throw new PcscFailure(0x80100016);
    },
  } satisfies PcscNative;
}
