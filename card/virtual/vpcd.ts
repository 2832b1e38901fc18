import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Interruption } from './fault.ts';
import type { VirtualCard } from './virtual-card.ts';
import { VpcdFrames } from './vpcd-frames.ts';

export interface VpcdOptions {
  /** Default: this machine. */
  readonly host?: string;
  /** First reader of the default configuration of vpcd: 35963. */
  readonly port?: number;
  /** Takes the card out and ends. */
  readonly signal: AbortSignal;
  /** The card was put into the reader, or the reader went away (pcscd stopped). */
  readonly onChange?: (attached: boolean) => void;
}

export const VPCD_PORT = 35963;

const CONTROL = { powerOff: 0, powerOn: 1, reset: 2, atr: 4 } as const;
const RETRY_MS = 250;

/**
 * Puts a virtual card into a reader of vpcd, the virtual reader of vsmartcard, and serves it until the signal aborts or a fault removes it.
 * A reader that is away, because pcscd is, is tried again every 250 ms. A reset fault looks like a card that leaves the field for a moment: vpcd has no other way to tell it.
 */
export async function serveVpcd(card: VirtualCard, options: VpcdOptions): Promise<'stopped' | 'removed'> {
  const { host = '127.0.0.1', port = VPCD_PORT, signal, onChange } = options;
  while (!signal.aborted) {
    const socket = await dial(host, port, signal);
    if (socket) {
      onChange?.(true);
      const end = await serve(card, socket, signal);
      card.powerOff();
      onChange?.(false);
      if (end === 'removed') return 'removed';
    }
    await sleep(RETRY_MS, undefined, { signal }).catch(() => {});
  }
  return 'stopped';
}

function dial(host: string, port: number, signal: AbortSignal): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, signal });
    socket.setNoDelay(true);
    socket.once('connect', () => resolve(socket));
    socket.on('error', () => resolve(null));
  });
}

async function serve(card: VirtualCard, socket: Socket, signal: AbortSignal): Promise<'lost' | 'removed'> {
  const frames = new VpcdFrames();
  const takeOut = () => socket.destroy();
  signal.addEventListener('abort', takeOut, { once: true });
  try {
    for await (const chunk of socket) {
      for (const message of frames.push(chunk as Buffer)) {
        const answer = await answerTo(card, message);
        if (answer && !socket.destroyed) socket.write(VpcdFrames.encode(answer));
      }
    }
    return 'lost';
  } catch (error) {
    if (error instanceof Interruption) return error.kind === 'removal' ? 'removed' : 'lost';
    if (socket.errored || signal.aborted) return 'lost';
    throw error;
  } finally {
    signal.removeEventListener('abort', takeOut);
    socket.destroy();
  }
}

/** Control messages are one byte long; everything else is a command APDU. */
async function answerTo(card: VirtualCard, message: Uint8Array): Promise<Uint8Array | null> {
  if (message.length !== 1) return card.process(message);
  switch (message[0]) {
    case CONTROL.powerOff:
      card.powerOff();
      return null;
    case CONTROL.powerOn:
    case CONTROL.reset:
      card.reset();
      return null;
    case CONTROL.atr:
      return card.atr;
    default:
      return null;
  }
}
