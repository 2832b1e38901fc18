import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  byTime,
  draftOf,
  inOrder,
  isMissing,
  type PlanDraft,
  planOf,
  type SessionDraft,
  unitsOf,
} from '../../../renderer/seminars/plan/plan-draft.ts';
import { plan } from '../double/training-samples.ts';

const draft = draftOf(plan);
const [first, ...others] = draft.sessions as [SessionDraft, ...SessionDraft[]];
const withFirst = (part: Partial<SessionDraft>): PlanDraft => ({ ...draft, sessions: [{ ...first, ...part }, ...others] });
const [credit] = first.credits;

it('a plan comes back from its draft as it was', () => expect(planOf(draft)).toEqual({ plan, problems: new Map() }));

it('times and days are entered as Japan tells them', () => expect([first.day, first.from, first.to]).toEqual(['2026-11-20', '19:00', '20:00']));

describe('one thing that is not right is named at its place, and nothing else', () => {
  it.each<[string, PlanDraft, string, string]>([
    ['no title', { ...draft, title: ' ' }, 'title', 'title-missing'],
    ['no organiser', { ...draft, organiser: '' }, 'organiser', 'organiser-missing'],
    [
      'a room without a name',
      { ...draft, rooms: draft.rooms.map((room) => (room.id === 'b' ? { ...room, name: '' } : room)) },
      'rooms.b',
      'room-missing',
    ],
    ['a session without a title', withFirst({ title: '' }), 'sessions.s1.title', 'session-title-missing'],
    ['a time that is none', withFirst({ from: '19時' }), 'sessions.s1.from', 'time-wrong'],
    ['no time', withFirst({ to: '' }), 'sessions.s1.to', 'time-missing'],
    ['an end at the start', withFirst({ to: '19:00' }), 'sessions.s1.to', 'end-before-start'],
    ['no units', withFirst({ credits: [{ ...credit!, units: '' }] }), 'sessions.s1.credits.0.units', 'units-missing'],
    ['units in words', withFirst({ credits: [{ ...credit!, units: '一' }] }), 'sessions.s1.credits.0.units', 'units-wrong'],
    ['units below nothing', withFirst({ credits: [{ ...credit!, units: '-1' }] }), 'sessions.s1.credits.0.units', 'units-wrong'],
    ['no scheme', withFirst({ credits: [{ ...credit!, scheme: '' }] }), 'sessions.s1.credits.0.scheme', 'scheme-missing'],
    ['a rule without its number', { ...draft, policy: { ...draft.policy, opensBefore: '' } }, 'policy.opensBefore', 'number-missing'],
    ['a rule beyond a day', { ...draft, policy: { ...draft.policy, graceAfterStart: '1441' } }, 'policy.graceAfterStart', 'number-wrong'],
    ['a rule of a session', withFirst({ policy: { minimumPresence: 'x' } }), 'sessions.s1.policy.minimumPresence', 'number-wrong'],
  ])('%s', (_name, wrong, place, problem) => expect(planOf(wrong)).toEqual({ plan: null, problems: new Map([[place, problem]]) }));

  it('no day takes the times with it, which are not called wrong for that', () => {
    expect([...planOf(withFirst({ day: '' })).problems]).toEqual([['sessions.s1.day', 'day-missing']]);
  });
});

it('what may be left open is left open', () => {
  const open = planOf({ ...draft, policy: { ...draft.policy, graceAfterStart: '', minimumPresence: ' ', statusMaxAgeDays: '' } }).plan;
  expect(open?.policy).toMatchObject({ graceAfterStart: null, minimumPresence: null, statusMaxAgeDays: null });
});

it('a session that differs in nothing has no rules of its own', () => expect(planOf(withFirst({ policy: {} })).plan?.sessions[0]?.policy).toBeNull());

it('only what has not been entered yet is called missing', () =>
  expect([isMissing('title-missing'), isMissing('time-wrong')]).toEqual([true, false]));

it.each([
  ['0.5', 0.5],
  ['１．５', 1.5],
  ['100', 100],
  ['0', null],
  ['101', null],
  ['1e2', null],
  ['', null],
])('%j is %j units', (text, units) => expect(unitsOf(text)).toBe(units));

it('sessions are put in the order of time whatever the order they were entered in', () => {
  const session = fc.record({ id: fc.uuid(), from: fc.constantFrom('', '9:00', '10:30', '19:00'), day: fc.constantFrom('2026-11-20', '2026-11-21') });
  fc.assert(
    fc.property(fc.array(session), (entered) => {
      const sorted = byTime(entered.map((part) => ({ ...first, ...part })));
      expect(inOrder(sorted)).toBe(true);
      expect(sorted.findLastIndex(({ from }) => from !== '') < sorted.filter(({ from }) => from !== '').length).toBe(true);
      expect(sorted.map(({ id }) => id).sort()).toEqual(entered.map(({ id }) => id).sort());
    }),
  );
});
