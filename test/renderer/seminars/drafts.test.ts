import { expect, it } from 'vitest';
import { draftOf } from '../../../renderer/seminars/plan/plan-draft.ts';
import { draftsIn } from '../../../renderer/seminars/use-drafts.ts';
import { plan, seminar } from '../double/training-samples.ts';

/** The memory of a window, as a reload finds it. */
function memory(content: Record<string, string> = {}): Storage {
  const items = new Map(Object.entries(content));
  return {
    get length() {
      return items.size;
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
  };
}
const draft = { ...draftOf(plan), title: '書きかけ' };

it('what was being written outlives a reload, until it is saved or given up', () => {
  const window = memory();
  draftsIn(window).set('new', { base: null, draft });
  draftsIn(window).set('s-1', { base: seminar('s-1'), draft });
  expect([draftsIn(window).get('new'), draftsIn(window).get('s-1')?.draft.title]).toEqual([{ base: null, draft }, '書きかけ']);
  draftsIn(window).delete('new');
  expect([draftsIn(window).get('new'), draftsIn(window).get('s-1')?.base?.id]).toEqual([undefined, 's-1']);
});

it('what cannot be read is not taken up', () => {
  expect(draftsIn(memory({ 'hpki-desk-drafts/1': '{' })).get('new')).toBeUndefined();
});
