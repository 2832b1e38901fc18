import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestAuthority } from '../../../pki/test-authority/create.ts';
import { type RunningTsa, serveTsa } from '../../../pki/time-stamp/serve.ts';

const stop = new AbortController();
let tsa: RunningTsa;

beforeAll(async () => {
  tsa = await serveTsa({ authority: await createTestAuthority({ now: new Date() }), port: 0, signal: stop.signal });
});
afterAll(async () => {
  stop.abort();
  await tsa.closed;
});

describe('the time-stamp server', () => {
  it.each<[string, RequestInit, number, string]>([
    ['a query', { method: 'POST', headers: { 'content-type': 'application/timestamp-query' }, body: 'x' }, 200, 'application/timestamp-reply'],
    ['a page request', {}, 405, 'text/plain'],
    ['another kind of content', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'x' }, 415, 'text/plain'],
    [
      'a query without end',
      { method: 'POST', headers: { 'content-type': 'application/timestamp-query' }, body: 'x'.repeat(20_000) },
      413,
      'text/plain',
    ],
  ])('answers %s', async (_, request, status, type) => {
    const response = await fetch(tsa.url, request);
    expect([response.status, response.headers.get('content-type')]).toEqual([status, type]);
    await response.arrayBuffer();
  });

  it('listens on loopback only', () => {
    expect(new URL(tsa.url).hostname).toBe('127.0.0.1');
  });

  it('does not start when it was stopped before', async () => {
    const authority = await createTestAuthority({ now: new Date() });
    await expect(serveTsa({ authority, port: 0, signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
  });
});
