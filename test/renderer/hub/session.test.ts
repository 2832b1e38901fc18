import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { signIn } from '../../../renderer/hub/session/session.ts';

const LIFE_S = 300;
let asked: string[] = [];
let issued = 0;

/** The hub, as far as the way in and out goes. */
async function hub(path: string, { method = 'GET', headers }: RequestInit): Promise<Response> {
  const { authorization = '' } = (headers ?? {}) as Record<string, string>;
  asked.push(`${method} ${path} ${authorization}`.trim());
  if (path === '/enrol') return Response.json({ client_id: 'page', hub: 'https://hub.example.invalid' }, { status: 201 });
  if (path !== '/token') return new Response(null, { status: 204 });
  issued += 1;
  return Response.json({ access_token: `token-${issued}`, expires_in: LIFE_S });
}

beforeEach(() => {
  [asked, issued] = [[], 0];
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
  vi.stubGlobal('fetch', hub);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('a page that nobody has touched for minutes is left at once, with a token that it has', async () => {
  const session = await signIn('code', 'page', () => {});
  for (const tokens of [2, 3]) {
    vi.advanceTimersByTime(240_000);
    await vi.waitFor(() => expect(issued).toBe(tokens));
  }
  // What has arrived is read.
  await new Promise((resolve) => setTimeout(resolve, 0));
  vi.setSystemTime(Date.now() + 239_000);
  asked = [];
  await session.leave();
  expect(asked).toEqual(['DELETE /admin/clients/page Bearer token-3']);
});

it('a page that was left asks for no more tokens', async () => {
  const session = await signIn('code', 'page', () => {});
  await session.leave();
  vi.advanceTimersByTime(3_600_000);
  expect(issued).toBe(1);
});
