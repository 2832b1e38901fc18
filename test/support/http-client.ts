import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { PkiError } from '../../pki/errors.ts';
import type { HttpRequest, ProxyResolver } from '../../pki/network/http-client.ts';
import { nodeHttpClient } from '../../pki/network/node-client.ts';
import { noProxy } from '../../pki/network/proxy.ts';
import { web } from './web.ts';

/** One request of at most 1000 bytes of answer. */
export const get = (url: string, more: Partial<HttpRequest> = {}, way: ProxyResolver = noProxy, authorities?: readonly string[]) =>
  nodeHttpClient({ proxy: way, ...(authorities && { authorities }) }).send({ url, maxBytes: 1000, ...more });

/** Code and facts of the failure. */
export async function failure(work: Promise<unknown>): Promise<Record<string, unknown>> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof PkiError)) throw error ?? new Error('nothing failed');
  return { code: error.code, ...error.detail };
}

/** An address of loopback where nobody listens. */
export async function closedPort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}/`;
}

export const hello = () => web((_request, response) => void response.setHeader('etag', '"1"').end('hello'));
