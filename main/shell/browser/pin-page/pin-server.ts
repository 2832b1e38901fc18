import { request as sendRequest } from 'node:http';
import type { PinDesk } from '../../../signing/pin-desk.ts';
import type { Door } from '../gate.ts';
import { serveLocalhost } from '../localhost-server.ts';
import { type PinPagesOptions, pinPages } from './pin-pages.ts';

/** More than a request with a PIN takes, less than the 16 KiB of headers that Node accepts. */
const COVER = 12_288;

export interface PinServer extends PinDesk, AsyncDisposable {
  readonly door: Door;
}

/** Node's parser reads every request of this process into the same memory; a longer one of our own covers the PIN that came with the last. */
async function coverLastRequest(port: number): Promise<void> {
  const cover = sendRequest({ host: '127.0.0.1', port, agent: false, headers: { 'X-Cover': '0'.repeat(COVER) } });
  const { promise, resolve } = Promise.withResolvers<void>();
  cover.on('response', (response) => response.resume());
  cover.on('error', () => {});
  cover.on('close', resolve);
  cover.end();
  await promise;
}

/**
 * The PIN pages over HTTP on loopback. Their origin is another host (`localhost`) than that of the screens (`127.0.0.1`) and they have no
 * cookie, so that nothing the screens can do reaches them.
 */
export async function servePinPages(options: PinPagesOptions): Promise<PinServer> {
  const pages = pinPages(options);
  const server = await serveLocalhost(async (request, port) => {
    const answered = await pages.answer(request);
    if (request.method === 'POST') await coverLastRequest(port);
    return answered;
  });
  const { door } = server;
  return {
    door,
    ask(request, signal, announce) {
      const entry = pages.open(request, signal);
      announce(`${door.origin}${entry.path}`);
      return entry.answered;
    },
    async [Symbol.asyncDispose]() {
      pages[Symbol.dispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}
