import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Participation } from '../../../../main/api/schema/training.ts';
import { type AcceptedSubmission, type Mode, submittedRows } from '../../../../main/training/output/submitted-rows.ts';
import { profileOf } from '../../../../main/training/output/profiles.ts';
import { NOW, person, PLAN, SCHEMES, SEMINAR, settled } from './samples.ts';

const PREFECTURE = profileOf('prefecture', 'submission');

/** Frozen results, oldest first, each a list of people; a name with `*` is somebody whose affiliation was corrected. */
const results = (...lists: readonly (readonly string[])[]) =>
  lists
    .map((list, index) =>
      settled(
        list.map((name): Participation => {
          const id = name.replace(/\*+$/, '');
          return person(id, { kana: id, affiliation: name });
        }),
        { number: index + 1 },
      ),
    )
    .reverse();
const accepted = (mode: Mode, settlement: number, ...persons: readonly string[]): AcceptedSubmission => ({
  mode,
  settlement,
  persons: new Set(persons),
});

/** Affiliations in the rows of a submission: who, and in which version. */
function submitted(lists: readonly (readonly string[])[], before: readonly AcceptedSubmission[], mode: Mode): readonly string[] {
  const rows = submittedRows({ profile: PREFECTURE, seminar: SEMINAR, settlements: results(...lists), schemes: SCHEMES }, mode, before);
  expect(rows.map(({ cells }) => cells[0])).toEqual(rows.map((_row, index) => ({ kind: 'number', value: index + 1 })));
  return rows.map(({ cells }) => (cells[3]?.kind === 'text' ? cells[3].text : ''));
}

describe('rows of a submission', () => {
  const once = [['a', 'b']];
  const later = [
    ['a', 'b', 'c'],
    ['a', 'b*', 'd'],
  ];
  it.each<[string, readonly (readonly string[])[], readonly AcceptedSubmission[], Record<Mode, readonly string[]>]>([
    ['nothing was accepted', once, [], { replace: ['a', 'b'], add: ['a', 'b'], delete: [] }],
    ['everything was accepted', once, [accepted('replace', 1, 'a', 'b')], { replace: ['a', 'b'], add: [], delete: [] }],
    ['somebody was not among them', once, [accepted('replace', 1, 'a')], { replace: ['a', 'b'], add: ['b'], delete: [] }],
    ['after a correction', later, [accepted('replace', 1, 'a', 'b', 'c')], { replace: ['a', 'b*', 'd'], add: ['b*', 'd'], delete: ['b', 'c'] }],
    [
      'after a correction, the deletion accepted',
      later,
      [accepted('replace', 1, 'a', 'b', 'c'), accepted('delete', 2, 'b', 'c')],
      { replace: ['a', 'b*', 'd'], add: ['b*', 'd'], delete: [] },
    ],
    [
      'after a correction, the addition accepted first',
      later,
      [accepted('replace', 1, 'a', 'b', 'c'), accepted('add', 2, 'b', 'd')],
      { replace: ['a', 'b*', 'd'], add: [], delete: ['b', 'c'] },
    ],
    [
      'after a correction, both accepted',
      later,
      [accepted('replace', 1, 'a', 'b', 'c'), accepted('add', 2, 'b', 'd'), accepted('delete', 2, 'b', 'c')],
      { replace: ['a', 'b*', 'd'], add: [], delete: [] },
    ],
    [
      'a replacement lets go of what was before',
      later,
      [accepted('replace', 1, 'a', 'b', 'c'), accepted('replace', 2, 'a')],
      { replace: ['a', 'b*', 'd'], add: ['b*', 'd'], delete: [] },
    ],
  ])('%s', (_name, lists, before, expected) => {
    const modes = ['replace', 'add', 'delete'] as const;
    expect(Object.fromEntries(modes.map((mode) => [mode, submitted(lists, before, mode)]))).toEqual(expected);
  });

  it('rows that say the same are as many as were settled', () => {
    const twice = (session: string, units: number) => ({ ...present, session, credits: Array.from({ length: units }, () => ONE) });
    const source = (...lists: readonly (readonly Participation['sessions'][number][])[]) => ({
      profile: profileOf('national-training-system', 'submission'),
      seminar: { ...SEMINAR, plan: { ...PLAN, sessions: PLAN.sessions.map((session) => ({ ...session, title: 'one talk in two parts' })) } },
      settlements: lists.map((sessions, index) => settled([person('a', { sessions: [...sessions] })], { number: index + 1 })).reverse(),
      schemes: SCHEMES,
    });
    const ONE = { scheme: 'cme', category: null, code: '74', units: 1 };
    const present = { in: NOW.toISOString(), out: null, minutes: 60, reason: null };
    expect(submittedRows(source([twice('s1', 1), twice('s2', 1)]), 'replace', []).length).toBe(2);
    expect(submittedRows(source([twice('s1', 2)]), 'add', []).length).toBe(2);
    const fewer = source([twice('s1', 2)], [twice('s1', 1)]);
    const before = [accepted('replace', 1, 'a')];
    expect((['replace', 'add', 'delete'] as const).map((mode) => submittedRows(fewer, mode, before).length)).toEqual([1, 0, 1]);
  });

  it('additions and deletions that were accepted, in any order, leave the receiver with the newest result', () => {
    const list = fc
      .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 })
      .chain((names) => fc.tuple(...names.map((name) => fc.constantFrom(name, `${name}*`))).map((versions) => [...versions].sort()));
    fc.assert(
      fc.property(fc.array(list, { minLength: 1, maxLength: 4 }), fc.boolean(), (lists, addFirst) => {
        const accepts: AcceptedSubmission[] = [];
        for (let number = 1; number <= lists.length; number += 1) {
          const known = lists.slice(0, number);
          for (const mode of addFirst ? (['add', 'delete'] as const) : (['delete', 'add'] as const)) {
            const persons = submitted(known, accepts, mode).map((name) => name.replace('*', ''));
            if (persons.length > 0) accepts.push(accepted(mode, number, ...persons));
          }
          expect([submitted(known, accepts, 'add'), submitted(known, accepts, 'delete')]).toEqual([[], []]);
        }
      }),
      { numRuns: 60 },
    );
  });
});
