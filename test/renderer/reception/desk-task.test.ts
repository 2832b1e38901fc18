import { describe, expect, it } from 'vitest';
import { confirmationAfter, type Task, taskNext } from '../../../renderer/reception/use-desk-task.ts';

const waiting = [{ id: 'v1' }, { id: 'v2' }];
const at = (verdict: string): Task => ({ kind: 'waiting', verdict });
const annul: Task = { kind: 'annul' };

describe('what staff have in hand', () => {
  it.each<[string, Task | null, typeof waiting, string[], boolean, Task | null]>([
    ['nothing while nothing waits', null, [], [], false, null],
    ['the oldest that waits', null, waiting, [], false, at('v1')],
    ['nothing new while something is typed', null, waiting, [], true, null],
    ['what they began, whatever comes', annul, waiting, [], false, annul],
    ['what came forward, also when something older turns up', at('v2'), waiting, [], false, at('v2')],
    ['what came forward, also while something is typed', at('v1'), waiting, [], true, at('v1')],
    ['the next once one has its answer', at('v0'), waiting, [], false, at('v1')],
    ['not what they stepped past', null, waiting, ['v1'], false, at('v2')],
    ['nothing once they stepped past all', null, waiting, ['v1', 'v2'], false, null],
  ])('%s', (_name, now, open, past, busy, next) => {
    expect(taskNext(now, open, new Set(past), busy)).toEqual(next);
  });

  it.each([
    [null, 'v1'],
    ['v1', 'v2'],
    ['v2', null],
    ['answered', 'v1'],
  ])('stepping on from %s leads to %s', (shown, next) => expect(confirmationAfter(waiting, shown)).toBe(next));
});
