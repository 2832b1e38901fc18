import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { membershipCertificate } from '../../../../main/membership/report/certificate.ts';
import { BY_SEX, completed, type Figures, figureDifferences, NATIONAL_COLUMNS } from '../../../../main/membership/report/figures.ts';
import { labelSheets } from '../../../../main/membership/report/label-sheets.ts';
import { labelTable, ledgerTable, membersOn } from '../../../../main/membership/report/ledger.ts';
import type { Member } from '../../../../main/membership/report/member.ts';
import { printedTable } from '../../../../main/membership/report/printed-table.ts';
import { statistics } from '../../../../main/membership/report/statistics.ts';
import { statisticsTable } from '../../../../main/membership/report/statistics-table.ts';
import type { MemberFields } from '../../../../main/membership/tiers/member-fields.ts';
import { cellText } from '../../../../main/tables/cell-text.ts';
import type { Table } from '../../../../main/tables/table.ts';
import { association, LOCAL_CLASSES, row } from '../tiers/tiers.ts';

const layout = { columns: NATIONAL_COLUMNS, rows: BY_SEX };
const figures = (rows: Readonly<Record<string, readonly number[]>>): Figures => {
  const columns = ['total', 'A1', 'A2B', 'A2C', 'B', 'subtotal', 'C'];
  return new Map(Object.entries(rows).map(([id, cells]) => [id, new Map(cells.map((cell, index) => [columns[index]!, cell]))]));
};
/** 会員区分別会員統計表 (令和6年03月), as the paper prints it. */
const PRINTED = figures({
  all: [175_633, 82_128, 41_868, 3_998, 43_493, 171_487, 4_145],
  male: [142_751, 72_414, 30_958, 2_555, 34_023, 139_950, 2_800],
  female: [32_882, 9_714, 10_910, 1_443, 9_470, 31_537, 1_345],
});

describe('the statistics of the paper', () => {
  const computed = completed(PRINTED, layout);

  it('have two figures that their own parts do not make', () =>
    expect(figureDifferences(PRINTED, computed)).toEqual([
      { row: 'all', column: 'total', printed: 175_633, computed: 175_632 },
      { row: 'male', column: 'total', printed: 142_751, computed: 142_750 },
    ]));

  it('agree for women', () => expect(computed.get('female')!.get('total')).toBe(32_882));

  it('differ in one more where one more figure is wrong', () => {
    const wrong = new Map([...PRINTED, ['female', new Map([...PRINTED.get('female')!, ['subtotal', 31_538]])]]);
    expect(figureDifferences(wrong, completed(wrong, layout))).toHaveLength(3);
  });
});

const DAY = '2026-11-30';
const jma = association('jma', 1, null);
const member = (registration: string, fields: MemberFields, more: object = {}, upTo: Member['upTo'] = 1): Member => ({
  row: row('jma', 'a', { registration, id: `${registration}-${JSON.stringify(more)}`, ...more }),
  fields,
  upTo,
});
const PEOPLE: readonly Member[] = [
  member('1', {
    name: '日医　太郎',
    kana: 'ニチイ　タロウ',
    sex: 'male',
    birthDate: '1984-10-10',
    graduationYear: '2010',
    postalCode: '1138621',
    address: '東京都文京区本駒込2-28-16',
    formerName: '山田　多郎',
    useFormerName: 'true',
  }),
  member(
    '2',
    { name: '青柳　花子', kana: 'アオヤギ　ハナコ', sex: 'female', birthDate: '1996-12-01', graduationYear: '2021', formerName: '小樽　花子' },
    { class: 'A2B', nationalClass: 'A2B' },
  ),
  member(
    '2',
    { name: '青柳　花子', kana: 'アオヤギ　ハナコ', sex: 'female', birthDate: '1996-12-01', graduationYear: '2021', formerName: '小樽　花子' },
    { class: 'C', nationalClass: 'C', affiliation: 'b' },
  ),
  member('3', { name: '横浜　次郎', kana: 'ヨコハマ　ジロウ' }, { class: 'Z', nationalClass: '' }, 2),
  member('4', { name: '退会　三郎', kana: 'タイカイ　サブロウ', sex: 'male' }, { state: 'ended', leftOn: '2026-11-30' }),
  member('5', { name: '未来　四郎', kana: 'ミライ　シロウ', sex: 'male' }, { joinedOn: '2026-12-01' }),
];
const written = ({ columns, rows }: Table) => [
  columns.map(({ heading }) => heading).join(','),
  ...rows.map((cells) => cells.map(cellText).join(',')),
];

describe('statistics', () => {
  it.each([
    [
      'sex',
      [
        '集計,区分,総数,A1会員,A2(B)会員,A2(C)会員,B会員,小計,C会員,区分なし',
        '男女別,全国,3,1,1,0,0,2,0,1',
        '男女別,（男）,1,1,0,0,0,1,0,0',
        '男女別,（女）,1,0,1,0,0,1,0,0',
        '男女別,不明,1,0,0,0,0,0,0,1',
      ],
    ],
    [
      'graduation',
      [
        '集計,区分,総数,A1会員,A2(B)会員,A2(C)会員,B会員,小計,C会員,区分なし',
        '卒業年度別,全国,3,1,1,0,0,2,0,1',
        '卒業年度別,2010年,1,1,0,0,0,1,0,0',
        '卒業年度別,2021年,1,0,1,0,0,1,0,0',
        '卒業年度別,不明,1,0,0,0,0,0,0,1',
      ],
    ],
    [
      'tier',
      [
        '集計,区分,総数,A1会員,A2(B)会員,A2(C)会員,B会員,小計,C会員,区分なし',
        '入会の範囲別,全国,3,1,1,0,0,2,0,1',
        '入会の範囲別,日本医師会まで,2,1,1,0,0,2,0,0',
        '入会の範囲別,都道府県医師会まで,1,0,0,0,0,0,0,1',
      ],
    ],
  ] as const)('by %s, each person once', (breakdown, lines) =>
    expect(written(statisticsTable(jma, [statistics(jma, PEOPLE, breakdown, DAY)], 'ja'))).toEqual(lines),
  );

  it('by age, in completed years', () => {
    const { figures: counted } = statistics(jma, PEOPLE, 'age', DAY);
    expect([...counted].map(([line, cells]) => `${line}: ${cells.get('total')}`)).toEqual([
      'all: 3',
      '0: 1',
      '30: 0',
      '40: 1',
      '50: 0',
      '60: 0',
      '70: 0',
      '80: 0',
      'unknown: 1',
    ]);
    expect(statistics(jma, PEOPLE, 'age', '2026-12-01').figures.get('30')!.get('total')).toBe(1);
  });

  it('of a local association have its own classes', () => {
    const shiga = association('otsu', 3, 'shiga', { rules: { classes: LOCAL_CLASSES } });
    const people = [member('1', { sex: 'male' }, { association: 'otsu', class: 'B', nationalClass: '' })];
    expect(written(statisticsTable(shiga, [statistics(shiga, people, 'sex', DAY)], 'ja'))).toEqual([
      '集計,区分,総数,A会員,B会員',
      '男女別,全体,1,0,1',
      '男女別,（男）,1,0,1',
      '男女別,（女）,0,0,0',
    ]);
  });

  it('sum up, whatever they are of', () => {
    const someone = fc.record({
      registration: fc.integer({ min: 1, max: 30 }).map(String),
      sex: fc.constantFrom('male', 'female', '', 'x'),
      national: fc.constantFrom('A1', 'A2B', 'A2C', 'B', 'C', '', 'Z'),
    });
    fc.assert(
      fc.property(fc.array(someone), (people) => {
        const members = people.map(({ registration, sex, national }, index) =>
          member(registration, { sex }, { id: String(index), class: national, nationalClass: national }),
        );
        const { figures: counted } = statistics(jma, members, 'sex', DAY);
        expect(counted.get('all')!.get('total')).toBe(new Set(people.map(({ registration }) => registration)).size);
        expect(figureDifferences(counted, completed(counted, layout))).toEqual([]);
      }),
    );
  });
});

describe('the ledger', () => {
  it('has a line for each membership of the day, in the order of readings', () => {
    const [head, ...lines] = written(ledgerTable(jma, membersOn(PEOPLE, DAY), 'ja'));
    expect(head).toBe(
      '医籍登録番号,氏名,フリガナ,旧姓・旧名,性別,生年月日,卒業年,所属施設名,会員区分,日医会員区分,入会日,日医会員ID,郵便番号,住所,電話,メールアドレス',
    );
    expect(lines).toEqual([
      '2,青柳　花子,アオヤギ　ハナコ,小樽　花子,女,1996/12/01,2021,a,A2B,A2B,2020/06/01,,,,,',
      '2,青柳　花子,アオヤギ　ハナコ,小樽　花子,女,1996/12/01,2021,b,C,C,2020/06/01,,,,,',
      '1,日医　太郎,ニチイ　タロウ,山田　多郎,男,1984/10/10,2010,a,A1,A1,2020/06/01,,1138621,東京都文京区本駒込2-28-16,,',
      '3,横浜　次郎,ヨコハマ　ジロウ,,,,,a,Z,,2020/06/01,,,,,',
    ]);
  });
});

describe('address labels', () => {
  it('bear the former name where that is wished, one for each person', () =>
    expect(written(labelTable(jma, membersOn(PEOPLE, DAY), 'ja'))).toEqual([
      '郵便番号,住所,宛名',
      ',,青柳　花子',
      '1138621,東京都文京区本駒込2-28-16,山田　多郎',
      ',,横浜　次郎',
    ]));

  it('are printed', async () => expect(Buffer.from((await labelSheets(membersOn(PEOPLE, DAY), DAY)).subarray(0, 5)).toString()).toBe('%PDF-'));
  it('of nobody are not', () => expect(labelSheets([], DAY)).rejects.toMatchObject({ code: 'NOTHING_TO_EXPORT' }));
});

describe('papers', () => {
  it('the same table is the same file', async () => {
    const table = ledgerTable(jma, membersOn(PEOPLE, DAY), 'ja');
    const make = () => printedTable(table, { title: '会員台帳', association: jma.name, day: DAY }, 'ja');
    const [once, again] = [await make(), await make()];
    expect(Buffer.from(once).equals(again)).toBe(true);
    expect(Buffer.from(once.subarray(0, 5)).toString()).toBe('%PDF-');
  });
  it('a certificate of membership', async () => {
    const { row: own, fields } = PEOPLE[0]!;
    const bytes = await membershipCertificate({ association: jma, row: own, fields, day: DAY });
    expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-');
  });
});
