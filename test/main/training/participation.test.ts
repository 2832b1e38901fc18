import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { participation, type SeminarPlan } from '../../../main/api/schema/training.ts';
import type { HeldPerson } from '../../../main/api/schema/membership.ts';
import type { KnownFact } from '../../../main/attendance/facts/fact.ts';
import { participationsOf } from '../../../main/training/participation.ts';
import { fact, held, SEMINAR } from './facts.ts';
import { at, cme, OPEN_POLICY, plan, session } from './plans.ts';

const known = (facts: readonly KnownFact[], people: readonly HeldPerson[] = [], of: SeminarPlan = plan()) =>
  participationsOf({
    seminar: SEMINAR,
    plan: of,
    facts,
    local: { occupationalDailyCap: null },
    until: Number.POSITIVE_INFINITY,
    people: {
      byId: (person) => people.find((one) => one.person === person) ?? null,
      booked: () => people.filter(({ booked }) => booked.includes(SEMINAR)),
    },
  });

describe('a participation', () => {
  it('of somebody on the list who came', () => {
    const [one, ...more] = known([fact('p1', 'in 09:55'), fact('p1', 'out 11:05')], [held('p1')]);
    expect(more).toEqual([]);
    expect(participation.parse(one)).toEqual(one);
    expect(one).toEqual({
      person: 'p1',
      registration: '123456',
      name: '髙橋　桜子',
      kana: 'たかはし　さくらこ',
      affiliation: '神楽坂クリニック',
      birthDate: '1970-04-05',
      booked: true,
      firstIn: at('09:55'),
      lastOut: at('11:05'),
      how: 'card',
      sessions: [{ session: 's1', in: at('09:55'), out: at('11:05'), minutes: 60, credits: [cme('74', 1)], reason: null }],
      totals: [{ scheme: 'cme', category: null, units: 1 }],
      missing: [],
      flags: [],
    });
  });

  it('of somebody on the list who did not come', () => {
    expect(known([], [held('p1')])).toMatchObject([
      { booked: true, firstIn: null, lastOut: null, how: 'none', sessions: [{ reason: 'absent' }], totals: [], flags: [] },
    ]);
  });

  it('of somebody on no list is what was written down at reception', () => {
    const walkIn = fact('p2', 'manual 09:55', { payload: { registration: '9', name: 'Late Comer', kana: '' } });
    expect(known([walkIn])).toMatchObject([
      { person: 'p2', registration: '9', name: 'Late Comer', booked: false, how: 'manual', missing: ['kana', 'affiliation', 'birthDate'] },
    ]);
  });

  it('is completed from reception where the list lacks something', () => {
    const completed = fact('p1', 'in 09:55', { payload: { name: 'Other', affiliation: 'Elsewhere' } });
    expect(known([completed], [held('p1', { affiliation: '' })])).toMatchObject([{ name: '髙橋　桜子', affiliation: 'Elsewhere', missing: [] }]);
  });

  const arrival = fact('p1', 'in 09:55');
  it.each<[string, KnownFact[], object[]]>([
    ['a card, then nothing', [arrival], [{ how: 'card' }]],
    ['a card, then by hand', [arrival, fact('p1', 'out 10:10'), fact('p1', 'manual 10:20')], [{ how: 'manual' }]],
    ['in spite of a verdict', [fact('p1', 'override 09:56')], [{ how: 'override' }]],
    ['only seen', [fact('p1', 'seen 09:55')], []],
    ['annulled', [arrival, fact('p1', 'void 12:00', { about: arrival.hash })], [{ how: 'none', firstIn: null, sessions: [{ reason: 'annulled' }] }]],
    [
      'flagged later',
      [arrival, fact('p1', 'flag 12:00', { about: arrival.hash, verdict: 'revoked-or-lost' })],
      [{ flags: ['revoked-or-lost'], sessions: [{ reason: null }] }],
    ],
    ['erased', [fact('p1', 'in 09:55', { payload: null })], [{ name: '', registration: null, flags: ['deleted'], sessions: [{ reason: null }] }]],
    ['by a test card', [fact('p1', 'in 09:55', { test: true })], [{ firstIn: at('09:55'), sessions: [{ reason: 'test-card' }], totals: [] }]],
    [
      'a clock that was an hour slow',
      [fact('p1', 'in 08:55'), fact('staff', 'clock 08:00', { clock: { device: 'desk-1', offsetMs: 3_600_000 } })],
      [{ person: 'p1', firstIn: at('09:55') }],
    ],
    ['a fact of nobody', [fact(null, 'in 09:55', { payload: null })], []],
  ])('%s', (_what, facts, expected) => {
    expect(known(facts)).toMatchObject(expected);
    expect(known(facts).length).toBe(expected.length);
  });

  it('says where nothing tells which of two sessions was attended', () => {
    const two = plan({ policy: OPEN_POLICY, sessions: [session('s1'), session('s2', { room: 'b' })] });
    expect(known([fact('p1', 'in 09:55')], [], two)).toMatchObject([
      { flags: ['room-unknown'], sessions: [{ reason: null }, { reason: 'same-time' }] },
    ]);
    const moved = [fact('p1', 'in 09:55', { room: 'a' }), fact('p1', 'in 10:40', { room: 'b' })];
    expect(known(moved, [], two)).toMatchObject([{ flags: [], sessions: [{ reason: null }, { reason: 'same-time' }] }]);
  });
});

describe('participations', () => {
  it('are in the order of readings', () => {
    const people = [held('p1', { kana: 'わだ' }), held('p2', { kana: 'あべ' }), held('p3', { kana: 'あべ', name: '安部' })];
    expect(known([], people).map(({ person }) => person)).toEqual(['p3', 'p2', 'p1']);
  });

  it('property: do not depend on the order of the facts', () => {
    const pool = ['p1', 'p2'].flatMap((person) => [
      fact(person, 'in 09:55', { payload: { name: `First ${person}` } }),
      fact(person, 'out 10:30', { payload: { name: `Second ${person}` } }),
      fact(person, 'in 10:30', { room: 'a', payload: { name: `Third ${person}` } }),
      fact(person, 'manual 10:40', { test: true }),
    ]);
    const facts = [
      ...pool,
      fact('p1', 'void 13:00', { about: pool[0]!.hash }),
      fact('staff', 'clock 08:00', { clock: { device: 'desk-1', offsetMs: -60_000 } }),
    ];
    const expected = known(facts);
    fc.assert(
      fc.property(fc.shuffledSubarray(facts, { minLength: facts.length }), (shuffled) => {
        expect(known(shuffled)).toEqual(expected);
      }),
    );
  });

  it('property: whoever has only annulled facts earns nothing', () => {
    const kinds = fc.constantFrom('in', 'out', 'manual', 'override');
    fc.assert(
      fc.property(fc.array(fc.tuple(kinds, fc.integer({ min: 10, max: 59 })), { minLength: 1, maxLength: 6 }), (told) => {
        const own = told.map(([kind, minute]) => fact('p1', `${kind} 10:${minute}`));
        const voids = own.map(({ hash }) => fact('p1', 'void 13:00', { about: hash }));
        for (const { totals, firstIn } of known([...own, ...voids])) expect([totals, firstIn]).toEqual([[], null]);
      }),
    );
  });
});
