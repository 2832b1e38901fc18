import { describe, expect, it } from 'vitest';
import { columnProfile, settlement } from '../../../../main/api/schema/training.ts';
import { cellText } from '../../../../main/tables/cell-text.ts';
import { receivedAt } from '../../../../main/training/output/attendees.ts';
import { FIELDS } from '../../../../main/training/output/fields.ts';
import { personRows, profileTable } from '../../../../main/training/output/profile-table.ts';
import { type OutputProfile, profileOf, profiles } from '../../../../main/training/output/profiles.ts';
import { person, PEOPLE, PRACTICE, SCHEMES, SEMINAR, SETTLEMENT, settled } from './samples.ts';

const filled = (profile: OutputProfile, people = receivedAt(SEMINAR, SETTLEMENT), practice = false) => {
  const { columns, rows } = profileTable(profile, personRows(profile, SEMINAR, people, SCHEMES), practice);
  return [columns.map(({ heading }) => heading), ...rows.map((row) => row.map(cellText))];
};

describe('layouts on record', () => {
  it('each has a name, a use and columns; submissions and participants have one by default', () => {
    expect(columnProfile.array().parse(profiles())).toEqual(profiles());
    expect(new Set(profiles().map(({ id }) => id)).size).toBe(profiles().length);
    expect([profileOf(undefined, 'participants').id, profileOf(undefined, 'submission').id]).toEqual(['required', 'national-training-system']);
    expect(settlement.parse(SETTLEMENT)).toEqual(SETTLEMENT);
  });

  it('one that is not there is refused', () => {
    expect(() => profileOf('mamis', 'submission')).toThrow(expect.objectContaining({ code: 'COLUMN_PROFILE_UNKNOWN' }));
  });

  it('the layout of the national system is not on record, and says so in both languages', () => {
    const { name, source } = profileOf('national-training-system', 'submission');
    expect(source).toBeNull();
    expect([name.ja, name.en]).toEqual([expect.stringContaining('未確認'), expect.stringContaining('not on record')]);
  });

  it('every scheme and category that a column names is in the tables', () => {
    const named = profiles().flatMap(({ id, use }) => profileOf(id, use).columns.filter(({ scheme }) => scheme !== undefined));
    const unknown = named.filter(({ scheme, category = '' }) => {
      const found = SCHEMES.find(({ id }) => id === scheme);
      return !found || !(category === '' || found.categories.some(({ id }) => id === category));
    });
    expect(unknown).toEqual([]);
  });

  it('every layout takes every person, and every field is of use to one', () => {
    const used = profiles().flatMap(({ id, use }) => profileOf(id, use).columns.map(({ field }) => field));
    for (const { id, use } of profiles()) expect(filled(profileOf(id, use), [...PEOPLE]).length).toBeGreaterThan(1);
    expect(Object.keys(FIELDS).filter((field) => !(used as string[]).includes(field))).toEqual(['organiser', 'venue']);
  });
});

describe('rows', () => {
  const NOW_THERE = ['あべ いちろう', 'かぐらざか　さんじゅうし', 'かつらぎ なぎさ', 'たかはし さきこ', 'よしだ とくじろう'];

  it('the required columns, in the order of the readings, without those who stayed away or had test cards', () => {
    const [head, ...rows] = filled(profileOf('required', 'participants'));
    expect(head).toEqual(['氏名', 'ふりがな', '所属医療機関', '医籍登録番号', '生年月日', '入室時刻', '退室時刻']);
    expect(rows.map((row) => row[1])).toEqual(NOW_THERE);
    expect(rows[0]).toEqual(['安部 一郎', 'あべ いちろう', '', '', '', '2026/11/20 13:52', '2026/11/20 16:41']);
    expect(rows[4]).toEqual([
      '𠮷田 德次郎',
      'よしだ とくじろう',
      '医療法人社団 神楽坂会 濵町在宅支援診療所',
      '98765',
      '1958/12/31',
      '2026/11/20 13:52',
      '2026/11/20 15:02',
    ]);
  });

  it('units by scheme and category, with curriculum codes once each', () => {
    const [head, ...rows] = filled(profileOf('required-with-units', 'participants'));
    const units = (row: readonly string[]) =>
      Object.fromEntries(head!.map((heading, index) => [heading, row[index]]).filter(([, value], index) => index > 6 && value !== ''));
    expect(units(rows[1]!)).toEqual({ '生涯教育 単位': '2.5', '生涯教育 カリキュラムコード': '12、76、70', '産業医 生涯専門': '1.5' });
    expect(units(rows[4]!)).toEqual({ '生涯教育 単位': '1', '生涯教育 カリキュラムコード': '12、76' });
  });

  it('a row per credit, with the number of its own scheme, the reading in katakana', () => {
    const [, ...rows] = filled(profileOf('national-training-system', 'submission'), [PEOPLE[1]!]);
    expect(rows.map((row) => [row[0], row[5], row[9], row[10], row[11], row[12]])).toEqual([
      ['13-2026-0345', 'カグラザカ　サンジュウシ', '日本医師会生涯教育制度', '', '12', '0.5'],
      ['13-2026-0345', 'カグラザカ　サンジュウシ', '日本医師会生涯教育制度', '', '76', '0.5'],
      ['13-2026-0345', 'カグラザカ　サンジュウシ', '日本医師会生涯教育制度', '', '70', '1.5'],
      ['130712-08', 'カグラザカ　サンジュウシ', '日本医師会認定産業医制度', '生涯研修（専門）', '', '1.5'],
    ]);
  });

  it('codes that are no numbers go by their names', () => {
    const credits = [{ scheme: 'occupational-health', category: 'basic-first', code: 'general', units: 1 }];
    const one = person('p', { sessions: [{ session: 's1', in: '2026-11-20T05:00:00Z', out: null, minutes: 60, credits, reason: null }] });
    expect(filled(profileOf('units-one-by-one', 'participants'), [one])[1]!.slice(5, 9)).toEqual([
      '日本医師会認定産業医制度',
      '基礎研修（前期）',
      '総論',
      '1',
    ]);
  });

  it('times of each session for web seminars, also of those who got nothing', () => {
    const late = person('p', {
      sessions: [{ session: 's1', in: '2026-11-20T05:30:00Z', out: '2026-11-20T06:00:00Z', minutes: 30, credits: [], reason: 'late' }],
    });
    expect(filled(profileOf('web-times', 'participants'), [late]).slice(1)).toEqual([
      [
        '神楽坂　三十四',
        'かぐらざか　さんじゅうし',
        '123456',
        '高齢者の糖尿病と心不全：外来でできること',
        '2026/11/20 14:30',
        '2026/11/20 15:00',
        '30',
      ],
    ]);
  });

  it('numbered, in Japanese eras, with numbers as they are read, for a prefecture', () => {
    const [, first, second] = filled(profileOf('prefecture', 'submission'), [PEOPLE[1]!, PEOPLE[2]!]);
    expect([first![0], first![4], first![5], second![0], second![5]]).toEqual(['1', '第123456号', '昭和45年3月12日', '2', '昭和33年12月31日']);
  });

  it('a rehearsal says so in its first heading, and lists those with test cards', () => {
    const people = receivedAt(PRACTICE, SETTLEMENT);
    expect(people.map(({ person: id }) => id)).toContain('p-test');
    expect(filled(profileOf('required', 'participants'), people, true)[0]![0]).toBe('【練習】氏名');
  });

  it('people of one reading are in the order of their numbers, whatever the order before', () => {
    const namesakes = ['900', '1200', '77'].map((registration) => person(`p${registration}`, { registration }));
    const orders = [namesakes, [...namesakes].reverse()].map((people) =>
      receivedAt(SEMINAR, settled(people)).map(({ registration }) => registration),
    );
    expect(orders).toEqual([
      ['77', '900', '1200'],
      ['77', '900', '1200'],
    ]);
  });
});
