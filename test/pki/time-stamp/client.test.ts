import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digest } from '../../../pki/digest/algorithms.ts';
import { PkiError } from '../../../pki/errors.ts';
import { nodeHttpClient } from '../../../pki/network/node-client.ts';
import { noProxy } from '../../../pki/network/proxy.ts';
import type { TestAuthority } from '../../../pki/test-authority/authority.ts';
import { createTestAuthority } from '../../../pki/test-authority/create.ts';
import { timeStampSigner } from '../../../pki/test-authority/test-signer.ts';
import { type HttpTimeStamperSettings, httpTimeStamper } from '../../../pki/time-stamp/client.ts';
import { localTimeStamper } from '../../../pki/time-stamp/local.ts';
import { serveTsa, type TsaOrder } from '../../../pki/time-stamp/serve.ts';
import { parseTimeStampToken } from '../../../pki/time-stamp/token.ts';

const stop = new AbortController();
const http = nodeHttpClient({ proxy: noProxy });
const now = () => new Date();
let authority: TestAuthority;

beforeAll(async () => {
  authority = await createTestAuthority({ now: now() });
});
afterAll(() => stop.abort());

const SIGNATURE = Buffer.from('signature value');

async function stampedBy(url: string, settings: Partial<HttpTimeStamperSettings> = {}): Promise<Uint8Array | object> {
  const timeStamper = httpTimeStamper({ url, digestAlgorithm: 'sha256', http, now, ...settings });
  try {
    return await timeStamper.stamp(digest(timeStamper.digestAlgorithm, SIGNATURE));
  } catch (error) {
    if (!(error instanceof PkiError)) throw error;
    return { code: error.code, ...error.detail };
  }
}

const serve = async (offer: Partial<TsaOrder> = {}): Promise<string> => (await serveTsa({ authority, port: 0, signal: stop.signal, ...offer })).url;
const authorization = { user: 'clinic', password: 'パス:word' };

describe('a time stamp over HTTP', () => {
  it.each<[string, Partial<TsaOrder>, Partial<HttpTimeStamperSettings>, object]>([
    ['over SHA-256', {}, {}, { imprint: { algorithm: 'sha256' } }],
    ['over SHA-384', {}, { digestAlgorithm: 'sha384' }, { imprint: { algorithm: 'sha384' } }],
    ['over SHA-512', { digestAlgorithm: 'sha512' }, { digestAlgorithm: 'sha512' }, { imprint: { algorithm: 'sha512' } }],
    ['under a policy', { policy: '1.2.3.4' }, { policy: '1.2.3.4' }, { policy: '1.2.3.4' }],
    ['for user and password', { authorization }, { authorization }, {}],
  ])('is had %s', async (_, offer, settings, expected) => {
    const token = await stampedBy(await serve(offer), settings);
    expect(parseTimeStampToken(token as Uint8Array).info).toMatchObject(expected);
  });

  it.each<[string, Partial<TsaOrder>, Partial<HttpTimeStamperSettings>, object]>([
    [
      'under a policy that is not offered',
      {},
      { policy: '1.2.3.4' },
      { code: 'TIME_STAMP_REFUSED', failure: 'unacceptedPolicy', text: 'the policy asked for is not offered' },
    ],
    ['without the password', { authorization }, {}, { code: 'NETWORK_STATUS', status: 401 }],
    ['with another password', { authorization }, { authorization: { ...authorization, password: 'x' } }, { code: 'NETWORK_STATUS', status: 401 }],
  ])('is refused %s', async (_, offer, settings, expected) => {
    expect(await stampedBy(await serve(offer), settings)).toMatchObject(expected);
  });
});

describe('a service that is none', () => {
  const servers: Server[] = [];
  afterAll(() => {
    for (const server of servers) server.close().closeAllConnections();
  });

  async function listening(listener: RequestListener): Promise<string> {
    const server = createServer(listener);
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  it.each<[string, RequestListener, string]>([
    ['a page', (_, response) => void response.end('<html>'), 'TIME_STAMP_WRONG'],
    ['nothing', (_, response) => void response.end(), 'TIME_STAMP_WRONG'],
    ['an answer without end', (_, response) => void response.end(Buffer.alloc(2_000_000)), 'NETWORK_TOO_LARGE'],
    ['a fault', (_, response) => void response.writeHead(503).end(), 'NETWORK_STATUS'],
    [
      'a broken answer',
      (_, response) => void response.writeHead(200, { 'content-length': '10' }).write('x', () => response.destroy()),
      'NETWORK_INTERRUPTED',
    ],
  ])('gives %s', async (_, listener, code) => {
    expect(await stampedBy(await listening(listener))).toMatchObject({ code });
  });

  it('never answers', async () => {
    const url = await listening(() => {});
    const impatient = { send: (request: Parameters<typeof http.send>[0]) => http.send({ ...request, deadlineMs: 200 }) };
    expect(await stampedBy(url, { http: impatient })).toMatchObject({ code: 'NETWORK_TIMEOUT' });
  });
});

describe('a time stamp of this process', () => {
  it.each(['sha256', 'sha512'] as const)('is had over %s', async (digestAlgorithm) => {
    const timeStamper = localTimeStamper(timeStampSigner(authority), now, { digestAlgorithm });
    const token = await timeStamper.stamp(digest(digestAlgorithm, SIGNATURE));
    const { imprint } = parseTimeStampToken(token).info;
    expect([timeStamper.digestAlgorithm, imprint.algorithm, imprint.hash]).toEqual([
      digestAlgorithm,
      digestAlgorithm,
      digest(digestAlgorithm, SIGNATURE),
    ]);
  });
});
