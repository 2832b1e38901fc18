import { describe, expect, it } from 'vitest';
import { ReaderLocks } from '../../../card/transports/reader-locks.ts';

const READER = 'reader';
const never = new AbortController().signal;
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    ({ code }: { code: string }) => code,
  );

describe('one session per reader', () => {
  it.each<[string, (locks: ReaderLocks) => Promise<unknown>, string]>([
    ['whose turn does not come', (locks) => locks.acquire(READER, never), 'READER_BUSY_HERE'],
    [
      'who gives up',
      (locks) => locks.acquire(READER, AbortSignal.abort(Object.assign(new Error(), { code: 'OPERATION_ABORTED' }))),
      'OPERATION_ABORTED',
    ],
  ])('somebody %s is told so, and nobody behind is kept from a turn', async (_who, acquire, code) => {
    const locks = new ReaderLocks(() => {}, 20);
    const held = await locks.acquire(READER, never);
    expect(await codeOf(acquire(locks))).toBe(code);
    const next = locks.acquire(READER, never);
    held.release();
    (await next).release();
    expect(locks.holds(READER)).toBe(false);
    await locks.drained();
  });

  it('the first waits for nobody else, and readers do not wait for each other', async () => {
    const locks = new ReaderLocks(() => {}, 0);
    const one = await locks.acquire(READER, never);
    const other = await locks.acquire('other', never);
    expect([locks.holds(READER), locks.holds('other')]).toEqual([true, true]);
    one.release();
    other.release();
    await locks.drained();
  });
});
