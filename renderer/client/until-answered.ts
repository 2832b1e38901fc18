import type { Failure } from '../../main/api/schema/common.ts';
import { failureOf } from './failure.ts';
import { growingPauses, pause } from './pause.ts';

export interface Answered<T> {
  /** `null` with a failure. */
  readonly value: T | null;
  readonly failure: Failure | null;
}

/**
 * Asks the program until it has answered. That the connection is lost is told and no answer: the question is asked again after a pause that grows, for
 * nobody should have to press a button when the program is back.
 */
export async function untilAnswered<T>(question: () => Promise<T>, onAnswer: (answer: Answered<T>) => void, signal: AbortSignal): Promise<void> {
  for (const wait of growingPauses()) {
    const answer = await question().then(
      (value): Answered<T> => ({ value, failure: null }),
      (error: unknown): Answered<T> => ({ value: null, failure: failureOf(error) }),
    );
    if (signal.aborted) return;
    onAnswer(answer);
    if (answer.failure?.code !== 'CONNECTION_LOST') return;
    await pause(wait, signal);
    if (signal.aborted) return;
  }
}

/** Asks for as long as a screen shows what it asked for. @returns ends it, as the end of a React effect */
export function asking<T>(question: () => Promise<T>, onAnswer: (answer: Answered<T>) => void): () => void {
  const stop = new AbortController();
  void untilAnswered(question, onAnswer, stop.signal);
  return () => stop.abort();
}
