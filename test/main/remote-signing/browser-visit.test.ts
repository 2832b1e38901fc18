import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { browserVisit } from '../../../main/remote-signing/browser-visit.ts';

const { signal } = new AbortController();

/** A visit with its redirect URI, and what came of it. */
function begin(lifetime?: number, until = signal) {
  const told: (string | null)[] = [];
  let redirectUri = '';
  const coming = browserVisit((address) => told.push(address), lifetime)((uri) => {
    redirectUri = uri;
    return `https://service.example/?back=${encodeURIComponent(uri)}`;
  }, until);
  coming.catch(() => {});
  const place = async () => {
    while (redirectUri === '') await new Promise((resolve) => setTimeout(resolve, 5));
    return redirectUri;
  };
  return { coming, place, told };
}

const get = (url: string, headers: Record<string, string> = {}, method = 'GET') =>
  new Promise<number>((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.on('error', reject).end();
  });

describe('the address at which a person comes back', () => {
  it('is on loopback, unguessable, another each time, and gone when somebody came', async () => {
    const [first, second] = [begin(), begin()];
    const [a, b] = await Promise.all([first.place(), second.place()]);
    for (const place of [a, b]) expect(place).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}$/);
    expect(new URL(a).pathname).not.toBe(new URL(b).pathname);
    const page = await fetch(`${a}?code=1&state=2`);
    const text = await page.text();
    expect(text).toContain('lang="ja"');
    expect(text).toContain('lang="en"');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect((await first.coming).search).toBe('?code=1&state=2');
    expect(first.told).toEqual([expect.stringContaining('https://service.example/'), null]);
    await expect(fetch(a)).rejects.toThrow();
    await fetch(b);
    await second.coming;
  });

  it.each<[string, (place: string) => Promise<number>]>([
    ['another path', (place) => get(new URL('/callback?code=1', place).href)],
    ['the path and more', (place) => get(`${place}/x?code=1`)],
    ['another host name that leads here', (place) => get(place, { host: `attacker.example:${new URL(place).port}` })],
    ['another method', (place) => get(`${place}?code=1`, {}, 'POST')],
  ])('does not hear %s', async (_what, ask) => {
    const visit = begin();
    expect(await ask(await visit.place())).toBe(404);
    await fetch(`${await visit.place()}?code=right`);
    expect((await visit.coming).searchParams.get('code')).toBe('right');
  });

  it('closes when nobody comes in time', async () => {
    const visit = begin(50);
    await expect(visit.coming).rejects.toMatchObject({ code: 'REMOTE_VISIT_EXPIRED' });
    await expect(fetch(await visit.place())).rejects.toThrow();
  });

  it('closes when the person gives up', async () => {
    const stop = new AbortController();
    const visit = begin(undefined, stop.signal);
    await visit.place();
    stop.abort();
    await expect(visit.coming).rejects.toMatchObject({ name: 'AbortError' });
    await expect(fetch(await visit.place())).rejects.toThrow();
  });
});
