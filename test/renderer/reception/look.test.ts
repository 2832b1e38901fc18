import { describe, expect, it } from 'vitest';
import { VERDICTS, type VerdictView } from '../../../main/api/schema/attendance.ts';
import { asks, look } from '../../../renderer/reception/look.ts';

type Told = Parameters<typeof look>[0];
const told = (more: Partial<Told>): Told => ({ verdict: 'ok', face: 'accepted', direction: 'in', answer: null, ...more });

describe('how a verdict looks', () => {
  it.each<[string, Partial<Told>, string, string]>([
    ['in', {}, 'success', 'reception.verdict.ok'],
    ['out', { direction: 'out' }, 'success', 'reception.word.out'],
    ['again', { verdict: 'already-in' }, 'info', 'reception.verdict.already-in'],
    ['by hand', { verdict: 'name-only' }, 'success', 'reception.verdict.name-only'],
    ['in, though not booked', { verdict: 'not-booked' }, 'success', 'reception.word.accepted'],
    ['by a test card', { verdict: 'test-card' }, 'success', 'reception.word.accepted'],
    ['being read', { verdict: 'unknown-card', face: 'hold' }, 'busy', 'reception.word.hold'],
    ['unknown', { verdict: 'unknown-card', face: 'warning', answer: 'open' }, 'unsure', 'reception.verdict.unknown-card'],
    ['unreadable', { verdict: 'unreadable', face: 'warning' }, 'unsure', 'reception.verdict.unreadable'],
    ['warning', { verdict: 'late', face: 'warning', answer: 'open' }, 'warning', 'reception.verdict.late'],
    ['stop', { verdict: 'held', face: 'stop', answer: 'open' }, 'error', 'reception.verdict.held'],
    ['stop that staff accepted', { verdict: 'held', face: 'stop', answer: 'accepted' }, 'success', 'reception.word.accepted'],
    ['warning that staff declined', { verdict: 'late', face: 'warning', answer: 'declined' }, 'absent', 'reception.word.declined'],
  ])('%s', (_name, more, status, word) => {
    expect(look(told(more))).toMatchObject({ status, word });
  });

  it('what staff must look at never looks like what is done', () => {
    const grave = VERDICTS.flatMap((verdict) => (['warning', 'stop'] as const).map((face) => look(told({ verdict, face, answer: 'open' })).status));
    expect(grave.filter((status) => status === 'success')).toEqual([]);
  });
});

describe('what staff are asked', () => {
  it.each<[VerdictView['verdict'], VerdictView['answer'], boolean]>([
    ['late', 'open', true],
    ['unknown-card', 'open', true],
    ['unreadable', 'open', false],
    ['late', 'accepted', false],
    ['late', 'declined', false],
    ['ok', null, false],
  ])('%s, answer %s: %s', (verdict, answer, asked) => expect(asks({ verdict, answer })).toBe(asked));
});
