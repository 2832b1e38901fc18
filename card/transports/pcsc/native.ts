import { PcscFailure, SCARD } from './codes.ts';
import type { PcscPlatform } from './platform.ts';

/** SCARDCONTEXT or SCARDHANDLE. */
export type Handle = number | bigint;

/** SCARD_READERSTATE as koffi fills it. */
export interface NativeReaderState {
  szReader: string;
  pvUserData: null;
  dwCurrentState: number;
  dwEventState: number;
  cbAtr: number;
  rgbAtr: Buffer;
}

interface NativeFunction {
  (...values: unknown[]): number;
  async(...values: unknown[]): void;
}

const SCOPE_SYSTEM = 2;
/** Room for the names of all readers, in bytes. */
const NAME_ROOM = 0x10000;

/**
 * The functions of the system's PC/SC library that this program uses, each as a promise that rejects with `PcscFailure`.
 * Calls that may block run on threads of their own pool, so that none of them holds up the program.
 */
export type PcscNative = Awaited<ReturnType<typeof loadPcsc>>;

/** @throws when the library or koffi's part for this platform is not installed */
export async function loadPcsc(platform: PcscPlatform) {
  const { default: koffi } = await import('koffi');
  const { dword, long, handle, text, suffix } = platform;
  const library = koffi.load(platform.library);
  const out = (type: string) => koffi.out(koffi.pointer(type));
  const inout = (type: string) => koffi.inout(koffi.pointer(type));

  const readerState = (platform.packed ? koffi.pack : koffi.struct)({
    szReader: text,
    pvUserData: 'void *',
    dwCurrentState: dword,
    dwEventState: dword,
    cbAtr: dword,
    rgbAtr: koffi.array('uint8', platform.atrCapacity, 'Buffer'),
  });
  const ioRequest = koffi.struct({ dwProtocol: dword, cbPciLength: dword });
  const ioRequestSize = koffi.sizeof(ioRequest);

  const declare = (name: string, ...parameters: Parameters<typeof koffi.sizeof>[0][]): NativeFunction =>
    library.func(name, long, parameters) as unknown as NativeFunction;
  const functions = {
    establishContext: declare('SCardEstablishContext', dword, 'void *', 'void *', out(handle)),
    releaseContext: declare('SCardReleaseContext', handle),
    cancel: declare('SCardCancel', handle),
    listReaders: declare(`SCardListReaders${suffix}`, handle, 'void *', 'void *', inout(dword)),
    getStatusChange: declare(`SCardGetStatusChange${suffix}`, handle, dword, koffi.inout(koffi.pointer(readerState)), dword),
    connect: declare(`SCardConnect${suffix}`, handle, text, dword, dword, out(handle), out(dword)),
    reconnect: declare('SCardReconnect', handle, dword, dword, dword, out(dword)),
    disconnect: declare('SCardDisconnect', handle, dword),
    beginTransaction: declare('SCardBeginTransaction', handle),
    endTransaction: declare('SCardEndTransaction', handle, dword),
    transmit: declare('SCardTransmit', handle, koffi.pointer(ioRequest), 'void *', dword, 'void *', 'void *', inout(dword)),
    control: declare('SCardControl', handle, dword, 'void *', dword, 'void *', dword, out(dword)),
  };

  const call = (name: keyof typeof functions, ...values: unknown[]): Promise<void> =>
    new Promise((resolve, reject) => {
      functions[name].async(...values, (error: Error | null, code: number) => {
        if (error) reject(error);
        else if (code >>> 0 === SCARD.success) resolve();
        else reject(new PcscFailure(code >>> 0));
      });
    });

  return {
    async establishContext(): Promise<Handle> {
      const context: [Handle] = [0];
      await call('establishContext', SCOPE_SYSTEM, null, null, context);
      return context[0];
    },
    releaseContext: (context: Handle) => call('releaseContext', context),
    /** Ends a waiting `getStatusChange`; does nothing when it has not begun to wait. */
    cancel: (context: Handle): void => void functions.cancel(context),

    async listReaders(context: Handle): Promise<readonly string[]> {
      const names = Buffer.alloc(NAME_ROOM);
      const width = Buffer.from('\0', platform.encoding).length;
      const length: [number] = [NAME_ROOM / width];
      await call('listReaders', context, null, names, length);
      return names
        .toString(platform.encoding, 0, length[0] * width)
        .split('\0')
        .filter((name) => name !== '');
    },
    /** Waits up to `timeout` milliseconds and fills the states in. */
    getStatusChange: (context: Handle, timeout: number, states: NativeReaderState[]) =>
      call('getStatusChange', context, timeout, states, states.length),

    async connect(context: Handle, reader: string, share: number, protocols: number): Promise<{ card: Handle; protocol: number }> {
      const card: [Handle] = [0];
      const protocol: [number] = [0];
      await call('connect', context, reader, share, protocols, card, protocol);
      return { card: card[0], protocol: protocol[0] };
    },
    async reconnect(card: Handle, share: number, protocols: number, initialization: number): Promise<number> {
      const protocol: [number] = [0];
      await call('reconnect', card, share, protocols, initialization, protocol);
      return protocol[0];
    },
    disconnect: (card: Handle, disposition: number) => call('disconnect', card, disposition),
    beginTransaction: (card: Handle) => call('beginTransaction', card),
    endTransaction: (card: Handle, disposition: number) => call('endTransaction', card, disposition),

    /** The command's bytes are handed over in place, without a copy that could not be wiped. Returns the length of the answer. */
    async transmit(card: Handle, protocol: number, command: Uint8Array, answer: Uint8Array): Promise<number> {
      const length: [number] = [answer.length];
      await call('transmit', card, { dwProtocol: protocol, cbPciLength: ioRequestSize }, command, command.length, null, answer, length);
      return length[0];
    },
    /** Sends a control code to the reader's driver. Returns the length of the answer. */
    async control(card: Handle, code: number, input: Uint8Array | null, answer: Uint8Array): Promise<number> {
      const length: [number] = [0];
      await call('control', card, code, input, input?.length ?? 0, answer, answer.length, length);
      return length[0];
    },
  };
}
