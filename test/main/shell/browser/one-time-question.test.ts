import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OneTimeQuestion } from '../../../../main/shell/browser/one-time-question.ts';

const LIFETIME = 180_000;
const expired = new Error('expired');

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A question, and how it stands after so many milliseconds. */
function asked() {
  const question = new OneTimeQuestion<string>(new AbortController().signal, LIFETIME, () => expired);
  let state: unknown = 'open';
  question.answered.then(
    (answer) => (state = answer),
    (error: unknown) => (state = error),
  );
  const stateAfter = async (milliseconds: number) => {
    await vi.advanceTimersByTimeAsync(milliseconds);
    return state;
  };
  return { question, stateAfter };
}

describe('a question whose page was loaded', () => {
  it('is cancelled when the page was closed before it could say that it is there', async () => {
    const { question, stateAfter } = asked();
    question.show();
    expect([await stateAfter(29_999), await stateAfter(1)]).toEqual(['open', null]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('stays open for its whole life while the page is there', async () => {
    const { question, stateAfter } = asked();
    question.show();
    await stateAfter(1000);
    question.attend();
    expect([await stateAfter(LIFETIME - 1001), await stateAfter(1)]).toEqual(['open', expired]);
  });

  it('leaves nothing behind when it is answered before that', async () => {
    const { question, stateAfter } = asked();
    question.show();
    question.answer('4711');
    expect([await stateAfter(0), vi.getTimerCount()]).toEqual(['4711', 0]);
  });
});

it('a question whose page nobody has opened yet waits for its whole life', async () => {
  const { stateAfter } = asked();
  expect([await stateAfter(LIFETIME - 1), await stateAfter(1)]).toEqual(['open', expired]);
});
