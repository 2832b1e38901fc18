import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Refused } from '../../../renderer/client/failure.ts';
import { untilAnswered } from '../../../renderer/client/until-answered.ts';

const lost = new TypeError('Failed to fetch');
const refused = new Refused({ code: 'DOCUMENT_UNKNOWN', detail: {} });

describe('asking until the program has answered', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** Asks with these outcomes one after the other; the last one stays. @returns each answer as the screen gets it */
  async function asked(outcomes: readonly unknown[], stop = new AbortController()): Promise<readonly unknown[]> {
    const seen: unknown[] = [];
    let round = 0;
    const question = async () => {
      const outcome = outcomes[Math.min(round++, outcomes.length - 1)];
      if (outcome instanceof Error) throw outcome;
      return outcome;
    };
    const done = untilAnswered(
      question,
      ({ value, failure }) => {
        seen.push(failure?.code ?? value);
        if (seen.length === 5) stop.abort();
      },
      stop.signal,
    );
    await vi.runAllTimersAsync();
    await done;
    return seen;
  }

  it.each<[string, readonly unknown[], readonly unknown[]]>([
    ['an answer ends it', ['here'], ['here']],
    ['a refusal is an answer', [refused, 'here'], ['DOCUMENT_UNKNOWN']],
    ['a lost connection is told, and the question asked again', [lost, lost, 'here'], ['CONNECTION_LOST', 'CONNECTION_LOST', 'here']],
    ['a refusal after a loss ends it too', [lost, refused], ['CONNECTION_LOST', 'DOCUMENT_UNKNOWN']],
    ['nothing is asked once the screen is gone', [lost], Array.from({ length: 5 }, () => 'CONNECTION_LOST')],
  ])('%s', async (_what, outcomes, seen) => {
    expect(await asked(outcomes)).toEqual(seen);
  });

  it('an answer for a screen that is gone is told to nobody', async () => {
    const stop = new AbortController();
    stop.abort();
    expect(await asked(['here'], stop)).toEqual([]);
  });
});
