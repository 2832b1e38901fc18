import { expect, it } from 'vitest';
import type { RevocationCache } from '../../../main/revocation/cache.ts';
import { revocationFetcher } from '../../../main/revocation/fetcher.ts';
import type { Kept } from '../../../main/revocation/kept.ts';
import { mannerOf } from '../../../main/revocation/source.ts';

const NOW = new Date('2026-06-15T12:00:00Z');
const key = { address: 'http://crl.example.invalid/list.crl', about: null };
const kept = {
  ...key,
  kind: 'crl',
  der: new Uint8Array([1]),
  thisUpdate: NOW,
  nextUpdate: new Date('2026-06-20T12:00:00Z'),
  fetchedAt: NOW,
} as unknown as Kept;

it('who looked into the folder before a list was kept does not ask for it again', async () => {
  const slow = Promise.withResolvers<null>();
  const looks: Promise<Kept | null>[] = [Promise.resolve(null), slow.promise];
  const cache: RevocationCache = { find: () => looks.shift() ?? Promise.resolve(kept), all: async () => [], keep: async () => {} };
  await using fetcher = revocationFetcher(cache, () => NOW);
  let asked = 0;
  const wanted = {
    key,
    fetch: async () => {
      asked += 1;
      return kept;
    },
  };
  const manner = mannerOf('valid-at-time', 'verification');
  const [one, other] = [fetcher.get(wanted, manner), fetcher.get(wanted, manner)];
  expect((await one).kept).toBe(kept);
  slow.resolve(null);
  expect([(await other).kept, asked]).toEqual([kept, 1]);
});
