import { describe, expect, it } from 'vitest';
import type { Participation } from '../../../main/api/schema/training.ts';
import { asked, countsOf, type Filter, FILTERS, folded } from '../../../renderer/seminars/people/participant-filter.ts';
import { flagLines } from '../../../renderer/seminars/people/flag-words.ts';
import { differences } from '../../../renderer/seminars/result/differences.ts';
import { byUrgency, spanOf, whenWords } from '../../../renderer/seminars/seminar-words.ts';
import { translate } from '../../../renderer/words/translate.ts';
import { participation, plan, seminars, settlement } from '../double/training-samples.ts';

const one = (more: Partial<Participation>): Participation => ({ ...participation(0), ...more });
const names = (list: readonly Participation[]) => list.map(({ person }) => person);
const question = { text: '', filter: 'all', order: 'kana' } as const;

describe('the list of participants', () => {
  const people = [
    one({ person: 'b', kana: 'たかはし　さきこ', name: '髙橋　﨑子', registration: '20', firstIn: '2026-11-20T10:05:00.000Z' }),
    one({ person: 'a', kana: 'いいだ　たけし', name: '飯田　健', registration: '100', firstIn: '2026-11-20T09:55:00.000Z' }),
    one({ person: 'c', kana: 'わたなべ　ゆみ', name: '渡邉　由美', registration: null, firstIn: null, totals: [], booked: true, how: 'none' }),
  ];

  it.each([
    ['kana', ['a', 'b', 'c']],
    ['arrival', ['a', 'b', 'c']],
    ['registration', ['b', 'a', 'c']],
  ] as const)('in the order of %s', (order, ids) => expect(names(asked(people, { ...question, order }))).toEqual(ids));

  it.each([
    ['たかはし', ['b']],
    ['タカハシ', ['b']],
    ['ﾀｶﾊｼｻｷ', ['b']],
    ['飯田健', ['a']],
    ['１００', ['a']],
    ['見つからない', []],
  ])('%j finds %j', (text, ids) => expect(names(asked(people, { ...question, text }))).toEqual(ids));

  it.each([
    ['one width and one kana', 'ﾀｶﾊｼ　Ａ', 'たかはしa'],
    ['without what cannot be seen', '山田\u200b太郎\u202e', '山田太郎'],
    ['without variants', '葛\u{e0100}城\ufe00', '葛城'],
  ])('letters compare in %s', (_how, text, compared) => expect(folded(text)).toBe(compared));

  it('flags are lines, other seminars by their titles', () => {
    const elsewhere = ['春の研修会', '秋の研修会'].map((title) => ({ seminar: title, title }));
    expect(flagLines(one({ flags: ['deleted', 'elsewhere'], elsewhere }), translate('ja'))).toEqual([
      '個人の情報は消去済み',
      '同じ時間に「春の研修会」にも出席',
      '同じ時間に「秋の研修会」にも出席',
    ]);
  });
});

describe('each question', () => {
  const plain = one({ booked: true, how: 'card', missing: [], flags: [] });
  it.each<[Filter, Partial<Participation>]>([
    ['absent', { firstIn: null }],
    ['no-credit', { totals: [] }],
    ['missing', { missing: ['birthDate'] }],
    ['without-card', { how: 'override' }],
    ['not-booked', { booked: false }],
    ['flagged', { flags: ['superseded'] }],
  ])('%s is told by one fact', (filter, more) => expect([FILTERS[filter](plain), FILTERS[filter]({ ...plain, ...more })]).toEqual([false, true]));

  it('everybody and those present are found by the plain one', () => expect([FILTERS.all(plain), FILTERS.present(plain)]).toEqual([true, true]));
});

it('the first sentence counts those who came, and what they lack', () => {
  const people = [one({ missing: ['kana'] }), one({ totals: [], missing: [] }), one({ firstIn: null, totals: [], missing: ['kana'], booked: false })];
  expect(countsOf(people)).toEqual({ booked: 2, present: 2, credited: 1, missing: 1 });
});

it('1,000 participants are searched and sorted at once', () => {
  const many = Array.from({ length: 1000 }, (_nothing, number) => participation(number));
  expect(asked(many, { ...question, text: 'たかはし' })).toHaveLength(100);
});

describe('details that were completed since', () => {
  const then = one({ person: 'a', registration: null, missing: ['registration', 'kana'] });
  it.each<[string, Partial<Participation>, readonly (readonly string[])[]]>([
    ['the number', { registration: '7', missing: ['kana'] }, [['registration']]],
    ['all of them', { registration: '7', missing: [] }, [['registration', 'kana']]],
    ['none', {}, []],
  ])('%s', (_what, change, expected) => {
    const [before, after] = [then, { ...then, ...change }].map((who) => ({ ...settlement('s', 0), participations: [who] }));
    expect(differences(before!, after!).map(({ completed }) => completed)).toEqual(expected);
  });
});

describe('differences since a result was frozen', () => {
  const frozen = settlement('s', 3);
  const [first, second, third] = frozen.participations as [Participation, Participation, Participation];
  const now = (participations: readonly Participation[]) => ({ ...frozen, participations: [...participations] });

  it('there are none when nothing changed, whatever the order', () => expect(differences(frozen, now([third, second, first]))).toEqual([]));

  it.each([
    ['units', [{ ...first, totals: [] }, second, third], 'p-0'],
    [
      'why a session gave none',
      [{ ...first, sessions: first.sessions.map((session) => ({ ...session, reason: 'late' as const })) }, second, third],
      'p-0',
    ],
    ['somebody who came later', [first, second, third, participation(9)], 'p-9'],
    ['somebody who fell away', [first, second], 'p-2'],
  ])('%s', (_name, participations, person) =>
    expect(differences(frozen, now(participations)).map((difference) => difference.person)).toEqual([person]),
  );

  it('a name that was corrected changes no result', () =>
    expect(differences(frozen, now([{ ...first, name: '別の氏名' }, second, third]))).toEqual([]));
});

describe('seminars', () => {
  it('stand in the order of what must happen next', () =>
    expect(byUrgency(seminars).map(({ state }) => state)).toEqual(['running', 'closed', 'certified', 'planned', 'settled', 'accepted']));

  it('last from the first session to the last, in Japan time', () => {
    expect(spanOf(plan)).toEqual({ from: '2026-11-20T10:00:00.000Z', to: '2026-11-20T12:40:00.000Z' });
    expect(whenWords(plan, 'ja', translate('ja'))).toBe('2026年11月20日(金) 19:00～21:40');
  });

  it('on more than one day name both', () => {
    const two = { sessions: [plan.sessions[0]!, { ...plan.sessions[1]!, startsAt: '2026-11-21T01:00:00.000Z', endsAt: '2026-11-21T03:00:00.000Z' }] };
    expect(whenWords(two, 'en', translate('en'))).toBe('Fri, 20 November 2026 19:00 to Sat, 21 November 2026 12:00');
  });
});
