import { describe, expect, it } from 'vitest';
import { openedOnce } from '../../main/opened-once.ts';

describe('a part that is opened once', () => {
  it('is one for everybody who asks, and closed with the rest', async () => {
    const log: string[] = [];
    const part = openedOnce(async () => {
      log.push('opened');
      return { [Symbol.asyncDispose]: async () => void log.push('closed') };
    });
    expect(part.asked()).toBe(false);
    const [one, other] = await Promise.all([part(), part()]);
    expect(one).toBe(other);
    expect(part.asked()).toBe(true);
    await part[Symbol.asyncDispose]();
    expect(log).toEqual(['opened', 'closed']);
  });

  it('is tried again after a failure', async () => {
    let tries = 0;
    const part = openedOnce(async () => {
      tries += 1;
      if (tries === 1) throw new Error('not yet');
      return {};
    });
    await expect(part()).rejects.toThrow('not yet');
    expect(part.asked()).toBe(false);
    await expect(part()).resolves.toEqual({});
  });

  it('that nobody asked for needs no closing, nor one that has no end', async () => {
    await openedOnce(async () => ({}))[Symbol.asyncDispose]();
    const plain = openedOnce(async () => ({}));
    await plain();
    await plain[Symbol.asyncDispose]();
  });
});
