import { expect, it } from 'vitest';
import { rateLimit } from '../../../../main/hub/access/rate-limit.ts';
import type { HttpError } from '../../../../main/hub/http/http-error.ts';

it('gives a burst, then so many a second, each name its own, and says when to come again', () => {
  let clock = 0;
  const take = rateLimit({ burst: 2, perSecond: 0.5 }, () => clock);
  const taken = (name: string) => {
    try {
      take(name);
      return 'taken';
    } catch (error) {
      const { status, headers } = error as HttpError;
      return `${status} ${headers['retry-after']}`;
    }
  };
  expect([taken('a'), taken('a'), taken('a'), taken('b')]).toEqual(['taken', 'taken', '429 2', 'taken']);
  clock = 2_000;
  expect([taken('a'), taken('a')]).toEqual(['taken', '429 2']);
});
