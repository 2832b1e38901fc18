import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { RPCHandler } from '@orpc/server/node';
import { inject } from 'vitest';
import { shieldFiles } from '../../../main/shell/browser/shielded-files.ts';
import type { DeskDouble } from './desk-double.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
};

/** Stricter than any shell: no inline code or style, no WebAssembly, nothing from elsewhere. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'";

/** Folder of the screens, built once for all files (`test/end-to-end/build-screens.ts`). */
export const builtScreens = (): string => inject('screens');

/** Serves built screens, and the double of the program that is current at each call, on one loopback origin. */
export async function serveScreens(folder: string, current: () => DeskDouble): Promise<{ origin: string; close: () => Promise<void> }> {
  const handlers = new WeakMap<DeskDouble, RPCHandler<Record<never, never>>>();
  const handlerOf = (double: DeskDouble) => {
    const known = handlers.get(double) ?? new RPCHandler(double.router, { rootInterceptors: [shieldFiles] });
    handlers.set(double, known);
    return known;
  };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://loopback');
    const { matched } = await handlerOf(current()).handle(request, response, { prefix: '/rpc', context: {} });
    if (matched) return;
    const name = pathname === '/' ? '/index.html' : pathname;
    const body = await readFile(join(folder, decodeURIComponent(name))).catch(() => null);
    response.writeHead(body ? 200 : 404, {
      'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream',
      'Content-Security-Policy': POLICY,
      'Cache-Control': name.startsWith('/assets/') ? 'max-age=3600' : 'no-store',
    });
    response.end(body ?? undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { origin: `http://127.0.0.1:${port}`, close };
}
