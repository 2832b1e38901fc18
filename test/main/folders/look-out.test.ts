import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { lookOut } from '../../../main/folders/look-out.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => vi.useRealTimers());

it('looks at once and after each interval, until it is told otherwise', async () => {
  const look = vi.fn(async () => {});
  using looking = lookOut(look);
  const looks = async (seconds: number) => {
    await vi.advanceTimersByTimeAsync(seconds * 1000);
    return look.mock.calls.length;
  };
  expect(await looks(10)).toBe(0);
  looking.keep(5);
  expect([await looks(0), await looks(4), await looks(1), await looks(5)]).toEqual([1, 1, 2, 3]);
  looking.keep(2);
  expect([await looks(0), await looks(2)]).toEqual([4, 5]);
  looking.keep(null);
  expect(await looks(60)).toBe(5);
  expect(vi.getTimerCount()).toBe(0);
});

it('looks once at a time, and no more where it was told so during a look', async () => {
  const answers: (() => void)[] = [];
  const look = vi.fn(() => new Promise<void>((resolve) => answers.push(resolve)));
  const looking = lookOut(look);
  looking.keep(1);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(look).toHaveBeenCalledTimes(1);
  answers[0]!();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(look).toHaveBeenCalledTimes(2);
  looking[Symbol.dispose]();
  answers[1]!();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(look).toHaveBeenCalledTimes(2);
});
