import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applied, due } from '../../../../main/membership/procedures/apply.ts';
import { type Decision, decide, nextToDecide, type Step, waiting } from '../../../../main/membership/procedures/decide.ts';
import { plan } from '../../../../main/membership/procedures/plan.ts';
import { procedureRequest } from '../../../../main/membership/procedures/request.ts';
import { AppError } from '../../../../main/errors.ts';
import { isActive, type MembershipRow, stranded } from '../../../../main/membership/tiers/membership-row.ts';
import { group, treeWith } from '../tiers/tiers.ts';

const tree = treeWith();
const steps = waiting([
  { association: 'otaru', position: 1, part: 'decides' },
  { association: 'hokkaido', position: 2, part: 'informed' },
  { association: 'kanagawa', position: 3, part: 'decides' },
  { association: 'jma', position: 4, part: 'automatic' },
]);
const run = (...answers: readonly (readonly [string, Decision])[]) =>
  answers.reduce<{ steps: readonly Step[]; state: string }>((at, [code, decision]) => decide(at.steps, code, decision), { steps, state: 'pending' });
const states = (answers: ReturnType<typeof run>) => [answers.state, ...answers.steps.map(({ state }) => state)];

describe('decisions', () => {
  it.each([
    ['the first', [['otaru', 'approve']], ['pending', 'approved', 'waiting', 'waiting', 'waiting']],
    [
      'both in order',
      [
        ['otaru', 'approve'],
        ['kanagawa', 'approve'],
      ],
      ['effective', 'approved', 'waiting', 'approved', 'done'],
    ],
    ['a refusal', [['otaru', 'refuse']], ['refused', 'refused', 'waiting', 'waiting', 'waiting']],
    ['one who has seen it', [['hokkaido', 'acknowledge']], ['pending', 'waiting', 'done', 'waiting', 'waiting']],
  ] as const)('%s', (_what, answers, expected) => expect(states(run(...answers))).toEqual(expected));

  it.each([
    ['of one who is not asked', [['sapporo', 'approve']], 'not_asked'],
    ['of one who is informed', [['hokkaido', 'approve']], 'not_asked'],
    ['of one who follows by itself', [['jma', 'approve']], 'not_asked'],
    ['of one who has to decide, as if informed', [['otaru', 'acknowledge']], 'not_asked'],
    ['before those who are first', [['kanagawa', 'approve']], 'not_yet'],
    [
      'again',
      [
        ['otaru', 'approve'],
        ['otaru', 'refuse'],
      ],
      'decided',
    ],
    [
      'after a refusal',
      [
        ['otaru', 'refuse'],
        ['kanagawa', 'approve'],
      ],
      'decided',
    ],
  ] as const)('are refused %s', (_how, answers, reason) =>
    expect(() => run(...answers)).toThrow(expect.objectContaining({ code: 'MEMBERSHIP_DECISION_REFUSED', detail: { reason } })),
  );

  it('in any order give the same end or are refused', () => {
    const deciders = ['otaru', 'hokkaido', 'kanagawa', 'jma'];
    const parts = fc.constantFrom('decides', 'informed', 'automatic');
    fc.assert(
      fc.property(fc.array(parts, { minLength: 4, maxLength: 4 }), fc.array(fc.constantFrom(...deciders), { maxLength: 20 }), (given, order) => {
        const planned = given.map((part, index) => ({ association: deciders[index]!, position: index + 1, part }) as const);
        let at: { steps: readonly Step[]; state: string } = { steps: waiting(planned), state: 'pending' };
        const done: string[] = [];
        for (const code of [...order, ...deciders]) {
          const next = nextToDecide(at.steps);
          try {
            at = decide(at.steps, code, 'approve');
            done.push(code);
            expect(next?.association).toBe(code);
          } catch (error) {
            expect(error).toBeInstanceOf(AppError);
          }
        }
        expect(done).toEqual(deciders.filter((_, index) => given[index] === 'decides'));
        expect(at.state).toBe(given.includes('decides') ? 'effective' : 'pending');
      }),
    );
  });
});

describe('whatever is asked for and agreed to', () => {
  const CHAINS = [
    ['otaru', 'hokkaido', 'jma'],
    ['sapporo', 'hokkaido', 'jma'],
    ['aoba', 'yokohama', 'kanagawa', 'jma'],
  ];
  const PLACES = ['a', 'b', 'c'];
  const held = fc
    .array(fc.tuple(fc.constantFrom(...CHAINS), fc.constantFrom(...PLACES), fc.nat(4)), { maxLength: 3 })
    .map((groups) =>
      groups.flatMap(([chain, place, top], index) =>
        groups.findIndex(([, other]) => other === place) === index ? group(chain.slice(0, 1 + top), place) : [],
      ),
    );
  const classes = fc
    .tuple(fc.constantFrom(...CHAINS), fc.nat(3), fc.nat(3), fc.constantFrom('A1', 'B'))
    .map(([chain, from, to, id]) => chain.slice(Math.min(from, to), Math.max(from, to) + 1).map((association) => ({ association, class: id })))
    .filter((list) => list.length > 0);
  const place = fc.constantFrom(...PLACES);
  const day = fc.constantFrom('2026-10-31', '2026-11-30', '2027-03-31');
  const request = fc.oneof(
    fc.record({ kind: fc.constantFrom('join', 'add', 'change-class'), affiliation: place, classes }),
    fc.record({ kind: fc.constantFrom('change-facility'), affiliation: place, to: place }),
    fc.record({ kind: fc.constantFrom('transfer'), affiliation: place, to: place, classes }),
    fc.record({
      kind: fc.constant('withdraw'),
      affiliation: place,
      associations: classes.map((list) => list.map(({ association }) => association)),
      wishedOn: day,
      reason: fc.constantFrom('retired', 'death'),
    }),
  );

  it('no upper association is left without one below in its group, and none is held twice', () => {
    let taken = 0;
    fc.assert(
      fc.property(held, fc.array(fc.tuple(request, day), { maxLength: 8 }), (start, given) => {
        let rows: readonly MembershipRow[] = start;
        let id = 0;
        let today = '';
        const take = (changes: ReturnType<typeof applied>) => {
          const changed = new Map(changes.flatMap(({ before, after }) => (before ? [[before.id, after!] as const] : [])));
          rows = [...rows.map((row) => changed.get(row.id) ?? row), ...changes.flatMap(({ before, after }) => (before ? [] : [after!]))];
        };
        for (const [asked, on] of given) {
          today = on > today ? on : today;
          take(due(rows, today));
          const read = procedureRequest.parse(asked);
          try {
            const { intents } = plan(read, { tree, registration: '123456', rows });
            take(applied(intents, { registration: '123456', rows, day: today, newId: () => `new-${id++}` }));
            taken += 1;
          } catch (error) {
            expect(error).toMatchObject({ code: 'MEMBERSHIP_REQUEST_WRONG' });
          }
          expect(stranded(rows, tree)).toEqual([]);
          const places = rows.filter(isActive).map(({ association, affiliation }) => `${association} ${affiliation}`);
          expect(new Set(places).size).toBe(places.length);
        }
        take(due(rows, '9999-12-31'));
        expect(stranded(rows, tree)).toEqual([]);
      }),
      { numRuns: 500 },
    );
    expect(taken).toBeGreaterThan(100);
  });
});
