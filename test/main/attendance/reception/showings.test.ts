import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { VerdictView } from '../../../../main/api/schema/attendance.ts';
import { Showings } from '../../../../main/attendance/reception/showings.ts';

const verdict = (id: string, answer: VerdictView['answer'], lane = 'lane-1'): VerdictView => ({
  id,
  at: '2026-11-29T05:00:00.000Z',
  lane,
  direction: 'in',
  verdict: answer === 'open' ? 'not-booked' : 'ok',
  also: [],
  face: answer === 'open' ? 'warning' : 'accepted',
  notes: [],
  person: null,
  card: null,
  fact: id,
  annulled: false,
  answer,
  took: null,
  failure: null,
});

function shown(answers: readonly VerdictView['answer'][]): Showings {
  const showings = new Showings();
  for (const [index, answer] of answers.entries()) showings.put({ view: verdict(`${index}`, answer), seen: null, unknown: null });
  return showings;
}

it.each([
  ['nothing', [], []],
  ['all that fit', ['open', null, 'accepted'], ['2', '1', '0']],
] as const)('shows %s, newest first', (_case, answers, expected) => {
  expect(shown(answers).recent.map(({ id }) => id)).toEqual(expected);
});

it('keeps the newest fifty that need nothing more', () => {
  expect(shown(Array(60).fill(null)).recent.map(({ id }) => id)).toEqual(Array.from({ length: 50 }, (_none, index) => `${59 - index}`));
});

it('shows what comes after more than fifty that wait', () => {
  const showings = shown([...Array(70).fill('open'), null]);
  expect(showings.recent).toHaveLength(71);
  expect(showings.lastOf('lane-1')?.id).toBe('70');
});

it('always shows the newest and all that wait, whatever came before', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom<VerdictView['answer']>('open', null, 'accepted'), { minLength: 1, maxLength: 200, size: 'max' }),
      (answers) => {
        const showings = shown(answers);
        expect(showings.recent[0]?.id).toBe(`${answers.length - 1}`);
        expect(showings.recent.filter(({ answer }) => answer === 'open')).toHaveLength(answers.filter((answer) => answer === 'open').length);
      },
    ),
  );
});

it('lets an answered one go with its age', () => {
  const showings = shown(['open', ...Array(50).fill(null)]);
  expect(showings.recent).toHaveLength(51);
  showings.put({ view: verdict('0', 'declined'), seen: null, unknown: null });
  expect(showings.recent.map(({ id }) => id)).not.toContain('0');
});
