import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NoCredit, ReceptionPolicy, SeminarPlan } from '../../../main/api/schema/training.ts';
import { creditsOf } from '../../../main/training/credit.ts';
import { agendaOf } from '../../../main/training/agenda.ts';
import { attendanceOf } from '../../../main/training/presence.ts';
import type { Movement } from '../../../main/training/stays.ts';
import { NOTHING_SET } from '../../../main/training/rules/local-rules.ts';
import { at, cme, OPEN_POLICY, plan, session } from './plans.ts';

let count = 0;
/** `move('in 09:50')`, `move('out 11:00', { room: 'b' })`. */
const move = (text: string, change: Partial<Movement> & { readonly day?: string } = {}): Movement => {
  const [direction, time] = text.split(' ');
  const { day, ...rest } = change;
  count += 1;
  return {
    direction: direction as Movement['direction'],
    at: Date.parse(at(time!, day)),
    session: null,
    room: null,
    test: false,
    hash: `h${count}`,
    ...rest,
  };
};

const with_ = (policy: Partial<ReceptionPolicy>): Partial<SeminarPlan> => ({ policy: { ...OPEN_POLICY, ...policy } });
const attend = (of: SeminarPlan, counting: readonly Movement[], annulled: readonly Movement[] = [], until = Number.POSITIVE_INFINITY) =>
  creditsOf(attendanceOf(agendaOf(of), { counting, annulled }, until), NOTHING_SET);

/** `s1 60 -`: session, minutes, why no credit. */
const said = (of: SeminarPlan, counting: readonly Movement[], annulled: readonly Movement[] = []): string[] =>
  attend(of, counting, annulled).map(({ session: id, minutes, reason }) => `${id} ${minutes} ${reason ?? '-'}`);

const JOA = with_({ opensBefore: 10, graceAfterStart: 10, exitTap: 'required' });
const UNIVERSITY = with_({ opensBefore: 10, graceAfterStart: 30, exitTap: 'none' });

describe('one session from 10:00 to 11:00', () => {
  it.each<[string, Partial<SeminarPlan>, string[], string]>([
    ['nobody', {}, [], 's1 0 absent'],
    ['arrived before', {}, ['in 09:55'], 's1 60 -'],
    ['arrived hours before reception opened, and stayed', {}, ['in 07:00'], 's1 60 -'],
    ['arrived within', {}, ['in 10:05'], 's1 55 -'],
    ['arrived at the end of the grace', {}, ['in 10:10'], 's1 50 -'],
    ['arrived after it', {}, ['in 10:10:01'], 's1 49 late'],
    ['arrived when it was over', {}, ['in 11:00'], 's1 0 absent'],
    ['left before it began', {}, ['in 09:00', 'out 09:30'], 's1 0 absent'],
    ['left before it began and came back in time', {}, ['in 09:00', 'out 09:30', 'in 09:58'], 's1 60 -'],
    ['left before it began and came back late', {}, ['in 09:00', 'out 09:30', 'in 10:20'], 's1 40 late'],
    ['went out and came in again', {}, ['in 09:55', 'out 10:15', 'in 10:30'], 's1 45 -'],
    ['only went out', {}, ['out 11:00'], 's1 0 absent'],
    ['came in twice', {}, ['in 09:55', 'in 10:30'], 's1 60 -'],
    ['went out twice', {}, ['in 09:55', 'out 10:30', 'out 11:00'], 's1 30 -'],
    ['went out and in at one time', {}, ['in 09:55', 'out 10:30', 'in 10:30'], 's1 60 -'],
    ['no grace: until the end', with_({ graceAfterStart: null }), ['in 10:59'], 's1 1 -'],
    ['minimum fulfilled', with_({ minimumPresence: 45 }), ['in 10:15'], 's1 45 -'],
    ['minimum missed by a second', with_({ minimumPresence: 45 }), ['in 10:15:01'], 's1 44 too-short'],
    ['minimum over two stays', with_({ minimumPresence: 45 }), ['in 10:00', 'out 10:20', 'in 10:35'], 's1 45 -'],
    ['early exit where exits are only recorded', {}, ['in 09:55', 'out 10:30'], 's1 30 -'],
    ['JOA (www2.convention.co.jp/joakiso2017): in and out in time', JOA, ['in 09:50', 'out 11:00'], 's1 60 -'],
    ['JOA (www2.convention.co.jp/joakiso2017): ten minutes late', JOA, ['in 10:10', 'out 11:00'], 's1 50 -'],
    ['JOA (www2.convention.co.jp/joakiso2017): eleven minutes late', JOA, ['in 10:11', 'out 11:00'], 's1 49 late'],
    ['JOA (www2.convention.co.jp/joakiso2017): left early', JOA, ['in 09:50', 'out 10:59'], 's1 59 left-early'],
    ['JOA (www2.convention.co.jp/joakiso2017): no tap on leaving', JOA, ['in 09:50'], 's1 60 no-exit-tap'],
    ['JOA (www2.convention.co.jp/joakiso2017): out, in again, no tap on leaving', JOA, ['in 09:50', 'out 10:30', 'in 10:35'], 's1 55 no-exit-tap'],
    ['grace before the end', with_({ exitTap: 'required', graceBeforeEnd: 5 }), ['in 09:50', 'out 10:55'], 's1 55 -'],
    ['before that grace', with_({ exitTap: 'required', graceBeforeEnd: 5 }), ['in 09:50', 'out 10:54:59'], 's1 54 left-early'],
    ['tapped out hours later', JOA, ['in 09:50', 'out 18:00'], 's1 60 -'],
    ['university (wakayama-u.ac.jp): half an hour late', UNIVERSITY, ['in 10:30'], 's1 30 -'],
    ['university (wakayama-u.ac.jp): later', UNIVERSITY, ['in 10:31'], 's1 29 late'],
  ])('%s', (_what, change, moves, expected) => {
    expect(
      said(
        plan(change),
        moves.map((text) => move(text)),
      ),
    ).toEqual([expected]);
  });

  it('the session may differ from the seminar', () => {
    const strict = plan({ ...with_({}), sessions: [session('s1', { policy: { graceAfterStart: 0 } })] });
    expect(said(strict, [move('in 10:01')])).toEqual(['s1 59 late']);
  });

  it('tells when the person came and went', () => {
    expect(attend(plan(), [move('in 08:30'), move('out 11:20')])).toEqual([
      { session: 's1', in: at('08:30'), out: at('11:20'), minutes: 60, credits: [cme('74', 1)], reason: null },
    ]);
  });

  it('gives nothing for what has not happened yet', () => {
    const open = plan(with_({}));
    expect(attend(open, [move('in 09:30')], [], Date.parse(at('10:00')))).toMatchObject([{ minutes: 0, reason: 'absent' }]);
    expect(attend(open, [move('in 09:30')], [], Date.parse(at('10:20')))).toMatchObject([{ minutes: 20, reason: null }]);
  });

  it('without credits gives none', () => {
    expect(said(plan({ sessions: [session('s1', { credits: [] })] }), [move('in 10:00')])).toEqual(['s1 60 no-credits']);
  });
});

describe('test cards', () => {
  const tested = (text: string) => move(text, { test: true });
  it.each<[string, Movement[], string]>([
    ['only a test card', [tested('in 09:55')], 's1 60 test-card'],
    ['a real card beside it', [tested('in 09:50'), move('in 09:55')], 's1 60 -'],
    ['a real card that was late beside it', [tested('in 09:50'), move('in 10:20')], 's1 40 late'],
    ['a test card that went out', [move('in 09:55'), tested('out 10:05')], 's1 60 -'],
    ['a real card that only went out', [tested('in 09:55'), move('out 11:00')], 's1 60 test-card'],
  ])('%s', (_what, moves, expected) => {
    expect(said(plan(), moves)).toEqual([expected]);
    expect(said(plan({ practice: true }), moves)).toEqual([expected]);
  });
});

describe('annulled records', () => {
  it('are told apart from absence, and give no times', () => {
    expect(attend(plan(), [], [move('in 09:55')])).toEqual([{ session: 's1', in: null, out: null, minutes: 0, credits: [], reason: 'annulled' }]);
    expect(said(plan(), [move('in 09:55')], [move('out 10:01')])).toEqual(['s1 60 -']);
  });
});

describe('a day of several sessions', () => {
  const day = plan({
    ...with_({ graceAfterStart: 10 }),
    sessions: [
      session('s1'),
      session('s2', { startsAt: at('11:10'), endsAt: at('12:10') }),
      session('s3', { startsAt: at('13:00'), endsAt: at('14:00') }),
      session('b1', { room: 'b', startsAt: at('13:00'), endsAt: at('14:00') }),
      session('t1', { startsAt: at('10:00', '2026-11-21'), endsAt: at('11:00', '2026-11-21') }),
    ],
  });
  const [ALL_A, NONE] = [
    ['s1 60 -', 's2 60 -', 's3 60 -'],
    ['s1 0 absent', 's2 0 absent', 's3 0 absent', 'b1 0 absent', 't1 0 absent'],
  ];
  it.each<[string, Movement[], string[]]>([
    ['one tap in the room counts for the day', [move('in 09:55', { room: 'a' })], [...ALL_A, 'b1 0 absent', 't1 0 absent']],
    [
      'but not for the next day, though the tap on leaving is there',
      [move('in 09:55', { room: 'a' }), move('out 11:00', { room: 'a', day: '2026-11-21' })],
      [...ALL_A, 'b1 0 absent', 't1 0 absent'],
    ],
    [
      'nor where the person came in again next day before that',
      [move('in 09:55', { room: 'a' }), move('in 10:20', { room: 'a', day: '2026-11-21' })],
      [...ALL_A, 'b1 0 absent', 't1 40 late'],
    ],
    [
      'going to another room ends it',
      [move('in 09:55', { room: 'a' }), move('in 12:50', { room: 'b' })],
      ['s1 60 -', 's2 60 -', 's3 0 absent', 'b1 60 -', 't1 0 absent'],
    ],
    ['leaving ends it', [move('in 09:55', { room: 'a' }), move('out 12:10')], ['s1 60 -', 's2 60 -', 's3 0 absent', 'b1 0 absent', 't1 0 absent']],
    [
      'late for the first, in time for the next',
      [move('in 10:30', { room: 'a' })],
      ['s1 30 late', 's2 60 -', 's3 60 -', 'b1 0 absent', 't1 0 absent'],
    ],
    ['a tap for every room: one of two at a time', [move('in 09:55')], ['s1 60 -', 's2 60 -', 's3 60 same-time', 'b1 60 -', 't1 0 absent']],
    [
      'by hand for one session: that and later ones in its room',
      [move('in 09:00', { session: 's2' })],
      ['s1 0 absent', 's2 60 -', 's3 60 -', 'b1 0 absent', 't1 0 absent'],
    ],
    [
      'by hand for one session after a tap',
      [move('in 09:55', { room: 'a' }), move('in 09:56', { session: 's3', room: 'b' })],
      [...ALL_A, 'b1 0 absent', 't1 0 absent'],
    ],
    [
      'by hand for an earlier session after one for a later',
      [move('in 09:50', { session: 's3' }), move('in 09:56', { session: 's1' })],
      [...ALL_A, 'b1 0 absent', 't1 0 absent'],
    ],
    [
      'by hand for a session that is no longer planned: every room',
      [move('in 09:55', { session: 'gone', room: 'a' })],
      [...ALL_A, 'b1 0 absent', 't1 0 absent'],
    ],
    ['nothing', [], NONE],
  ])('%s', (_what, moves, expected) => {
    expect(said(day, moves)).toEqual(expected);
  });

  it('needs a tap for every session where exits are required: one departure closes one stay', () => {
    const strict = { ...day, ...with_({ graceAfterStart: 10, exitTap: 'required' }) };
    const both = [move('in 09:55', { room: 'a' }), move('out 11:00'), move('in 11:05', { room: 'a' }), move('out 12:10')];
    expect(said(strict, both).slice(0, 3)).toEqual(['s1 60 -', 's2 60 -', 's3 0 absent']);
    expect(said(strict, both.slice(0, 2)).slice(0, 3)).toEqual(['s1 60 -', 's2 0 absent', 's3 0 absent']);
    expect(said(strict, [both[0]!, both[3]!]).slice(0, 3)).toEqual(['s1 60 -', 's2 60 -', 's3 0 absent']);
    expect(said(strict, [both[0]!, move('in 11:05', { room: 'b' })]).slice(0, 1)).toEqual(['s1 60 no-exit-tap']);
  });

  it('a session across midnight is one session', () => {
    const night = plan({ ...with_({}), sessions: [session('n', { startsAt: at('23:00'), endsAt: at('01:00', '2026-11-21') })] });
    expect(said(night, [move('in 22:50')])).toEqual(['n 120 -']);
    expect(said(night, [move('in 00:30', { day: '2026-11-21' })])).toEqual(['n 30 -']);
  });
});

describe('sessions at the same time', () => {
  const two = plan({
    ...with_({}),
    sessions: [
      session('s1'),
      session('s2', { room: 'b', startsAt: at('10:30'), endsAt: at('11:30') }),
      session('s3', { room: 'b', startsAt: at('11:30'), endsAt: at('12:30') }),
    ],
  });
  it.each<[string, Movement[], string[]]>([
    [
      'the one attended longest counts',
      [move('in 10:00', { room: 'a' }), move('in 10:40', { room: 'b' })],
      ['s1 40 same-time', 's2 50 -', 's3 60 -'],
    ],
    ['or the other', [move('in 10:00', { room: 'a' }), move('in 10:55', { room: 'b' })], ['s1 55 -', 's2 35 same-time', 's3 60 -']],
    [
      'equally long: the one that begins first',
      [move('in 10:00', { room: 'a' }), move('in 10:45', { room: 'b' })],
      ['s1 45 -', 's2 45 same-time', 's3 60 -'],
    ],
  ])('%s', (_what, moves, expected) => {
    expect(said(two, moves)).toEqual(expected);
  });

  it('a session that gives nothing takes nothing from another', () => {
    const idle = plan({ ...with_({}), sessions: [session('s1'), session('s2', { room: 'b', credits: [] })] });
    expect(said(idle, [move('in 09:55')])).toEqual(['s1 60 -', 's2 60 no-credits']);
  });
});

const ROOMS = [null, 'a', 'b'] as const;
const anyMove = fc
  .record({
    direction: fc.constantFrom<Movement['direction']>('in', 'out'),
    minute: fc.integer({ min: 0, max: 40 * 60 }),
    session: fc.constantFrom(null, null, null, 's1', 's2', 'gone'),
    room: fc.constantFrom(...ROOMS),
    test: fc.boolean(),
    hash: fc.uuid(),
  })
  .map(({ minute, ...rest }): Movement => ({ ...rest, at: Date.parse(at('08:00')) + minute * 60_000 }));
const anyPlan = fc
  .array(fc.record({ room: fc.constantFrom('a', 'b'), start: fc.integer({ min: 0, max: 1800 }), minutes: fc.integer({ min: 30, max: 300 }) }), {
    minLength: 1,
    maxLength: 5,
  })
  .chain((sessions) =>
    fc
      .record({
        graceAfterStart: fc.constantFrom(null, 0, 10),
        minimumPresence: fc.constantFrom(null, 30, 60),
        exitTap: fc.constantFrom<ReceptionPolicy['exitTap']>('none', 'recorded', 'required'),
        graceBeforeEnd: fc.constantFrom(0, 10),
      })
      .map((policy) =>
        plan({
          ...with_(policy),
          sessions: sessions.map(({ room, start, minutes }, index) => {
            const from = Date.parse(at('08:00')) + start * 60_000;
            return session(`s${index + 1}`, {
              room,
              startsAt: new Date(from).toISOString(),
              endsAt: new Date(from + minutes * 60_000).toISOString(),
            });
          }),
        }),
      ),
  );

describe('properties', () => {
  it('the order of facts changes nothing', () => {
    fc.assert(
      fc.property(anyPlan, fc.array(anyMove, { maxLength: 10 }), fc.array(fc.nat(), { minLength: 10, maxLength: 10 }), (of, moves, order) => {
        const shuffled = moves.map((item, index) => ({ item, key: order[index]! })).sort((a, b) => a.key - b.key);
        expect(
          attend(
            of,
            shuffled.map(({ item }) => item),
          ),
        ).toEqual(attend(of, moves));
      }),
    );
  });

  it('nobody earns more than a session gives, nor at two sessions at one time, nor more minutes than it has', () => {
    fc.assert(
      fc.property(anyPlan, fc.array(anyMove, { maxLength: 10 }), (of, moves) => {
        const presences = attend(of, moves);
        const earned = of.sessions.filter((_session, index) => presences[index]!.reason === null);
        of.sessions.forEach(({ credits, startsAt, endsAt }, index) => {
          const { minutes, credits: given, reason } = presences[index]!;
          expect(given).toEqual(reason === null ? credits : []);
          expect(minutes).toBeLessThanOrEqual((Date.parse(endsAt) - Date.parse(startsAt)) / 60_000);
        });
        for (const one of earned)
          for (const other of earned) if (one !== other) expect(one.startsAt < other.endsAt && other.startsAt < one.endsAt).toBe(false);
      }),
    );
  });

  it('an earlier arrival never lessens presence', () => {
    fc.assert(
      fc.property(anyPlan, fc.array(anyMove, { maxLength: 8 }), anyMove, fc.integer({ min: 0, max: 3000 }), (of, moves, more, before) => {
        const first = Math.min(...moves.map(({ at: time }) => time), more.at);
        const earlier: Movement = { ...more, direction: 'in', test: false, at: first - before * 60_000 };
        const [without, withIt] = [
          attendanceOf(agendaOf(of), { counting: moves, annulled: [] }, Number.POSITIVE_INFINITY),
          attendanceOf(agendaOf(of), { counting: [earlier, ...moves], annulled: [] }, Number.POSITIVE_INFINITY),
        ];
        without.forEach((attendance, index) => {
          if (attendance.state !== 'present') return;
          expect(withIt[index]!.minutes).toBeGreaterThanOrEqual(attendance.minutes);
          expect(withIt[index]!.late && !attendance.late).toBe(false);
        });
      }),
    );
  });

  it.each<[string, (moves: readonly Movement[]) => readonly [readonly Movement[], readonly Movement[]], readonly NoCredit[]]>([
    ['only annulled records', (moves) => [[], moves], ['absent', 'annulled']],
    ['only test cards', (moves) => [moves.map((item) => ({ ...item, test: true })), []], ['absent', 'test-card']],
    ['only departures', (moves) => [moves.map((item): Movement => ({ ...item, direction: 'out' })), []], ['absent']],
  ])('whoever has %s earns nothing', (_what, made, reasons) => {
    fc.assert(
      fc.property(anyPlan, fc.array(anyMove, { maxLength: 8 }), (of, moves) => {
        const [counting, annulled] = made(moves);
        for (const { reason, credits } of attend(of, counting, annulled)) {
          expect(credits).toEqual([]);
          expect(reasons).toContain(reason);
        }
      }),
    );
  });
});
