import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { askFolder } from '../../../main/folders/unless-silent.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => vi.useRealTimers());
const silent = () => new Error('silent');

it.each([
  ['answers', () => Promise.resolve('there'), 'there'],
  ['fails', () => Promise.reject(new Error('closed')), 'closed'],
])('a folder that %s is as it says, and no timer stays', async (_what, ask, expected) => {
  expect(await askFolder('/one', ask, silent).catch(({ message }: Error) => message)).toBe(expected);
  expect(vi.getTimerCount()).toBe(0);
});

it.each<[string, (question: PromiseWithResolvers<string>) => void]>([
  ['answers', ({ resolve }) => resolve('late')],
  ['fails', ({ reject }) => reject(new Error('late'))],
])('one that does not answer is asked nothing more until it %s; others are', async (_what, end) => {
  const question = Promise.withResolvers<string>();
  const asked = expect(askFolder('/share', () => question.promise, silent)).rejects.toThrow('silent');
  await vi.advanceTimersByTimeAsync(20_000);
  await asked;
  const again = vi.fn(async () => 'there');
  await expect(askFolder('/share', again, silent)).rejects.toThrow('silent');
  expect(again).not.toHaveBeenCalled();
  expect(await askFolder('/other', again, silent)).toBe('there');
  end(question);
  await vi.waitFor(async () => expect(await askFolder('/share', again, silent)).toBe('there'));
});

it('who ends waits no longer, and asks nothing', async () => {
  const ended = new AbortController();
  const question = Promise.withResolvers<void>();
  const asked = askFolder('/share', () => question.promise, silent, ended.signal);
  ended.abort();
  await expect(asked).rejects.toThrow('silent');
  question.resolve();
  const more = vi.fn(async () => {});
  await expect(askFolder('/other', more, silent, ended.signal)).rejects.toThrow('silent');
  expect(more).not.toHaveBeenCalled();
});
