import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { type Held, listDifference } from '../../../../main/membership/national/difference.ts';
import { memberListProfile } from '../../../../main/membership/national/profiles.ts';
import { readMemberList } from '../../../../main/membership/national/read-list.ts';
import { type ImportBody, type Present, undone } from '../../../../main/membership/national/undo.ts';
import { writeMemberList } from '../../../../main/membership/national/write-list.ts';
import type { Member } from '../../../../main/membership/report/member.ts';
import type { MemberFields } from '../../../../main/membership/tiers/member-fields.ts';
import type { MembershipRow } from '../../../../main/membership/tiers/membership-row.ts';
import { association, row } from '../tiers/tiers.ts';

const TODAY = '2026-11-30';
const jma = association('jma', 1, null, { mastered: 'national' });
const profile = memberListProfile();
const HEAD = '医籍登録番号,氏名,氏名（カナ）,生年月日,性別,所属施設名,ステータス,医師会,会員区分,入会日,退会日';
const read = (...lines: readonly string[]) => readMemberList(Buffer.from([HEAD, ...lines].join('\r\n')), profile, jma, TODAY);
const TARO = '第200001号,日医 太郎,ﾆﾁｲ ﾀﾛｳ,S59.10.10,男,横浜市立市民病院,在籍,jma医師会,A①,2020/06/01,';

const taro: MemberFields = { name: '日医　太郎', kana: 'ニチイ　タロウ', sex: 'male', birthDate: '1984-10-10' };
const hers = row('jma', '横浜市立市民病院', { registration: '200001', id: 'taro' });
const held = (rows: readonly MembershipRow[], persons: Readonly<Record<string, MemberFields>>): Held => ({
  rows,
  persons: new Map(Object.entries(persons)),
});
let made = 0;
const parts = { association: 'jma', today: TODAY, newId: () => `new-${made++}` };
const compared = (lines: readonly string[], present = held([hers], { '200001': taro })) => listDifference(read(...lines), present, parts);

describe('a list of the member system', () => {
  it('is read with its spellings', () =>
    expect(read(TARO).members).toEqual([
      {
        line: 2,
        registration: '200001',
        fields: taro,
        affiliation: '横浜市立市民病院',
        class: 'A1',
        nationalClass: 'A1',
        state: 'active',
        joinedOn: '2020-06-01',
        leftOn: null,
      },
    ]));

  it.each([
    ['a number that is none', TARO.replace('200001', '2000O1'), 'registration-wrong', false],
    ['no name', TARO.replace('日医 太郎', ''), 'name-missing', false],
    ['no facility', TARO.replace('横浜市立市民病院', ''), 'affiliation-missing', false],
    ['a class that there is not', TARO.replace('A①', 'D'), 'class-unknown', false],
    ['another association', TARO.replace('jma医師会', '横浜市医師会'), 'other-association', false],
    ['a status that is none', TARO.replace('在籍', '休会'), 'status-unknown', false],
    ['a day that there is not', TARO.replace('2020/06/01', '2020/02/30'), 'day-wrong', true],
  ])('is told of a row with %s', (_what, line, id, taken) => {
    const { problems, members } = read(line);
    expect(problems.map(({ line: at, id: is, taken: was }) => [at, is, was])).toEqual([[2, id, taken]]);
    expect(members).toHaveLength(taken ? 1 : 0);
  });

  it.each(['-', '－', 'ー', ''])('has «%s» for a day of joining that is not known', (text) => {
    const { members, problems } = read(TARO.replace('2020/06/01', text));
    expect([members[0]!.joinedOn, problems]).toEqual([null, []]);
  });

  it('is told of a row that is there twice', () => expect(read(TARO, TARO).problems).toEqual([{ line: 3, id: 'twice', value: '', taken: false }]));

  it.each(['registration', 'name', 'affiliation', 'class'])('is refused without the column %s', (column) => {
    const heading = profile.columns.find(({ field }) => field === column)!.headings[0]!;
    const bytes = Buffer.from(
      HEAD.split(',')
        .filter((cell) => cell !== heading)
        .join(','),
    );
    expect(() => readMemberList(Buffer.concat([bytes, Buffer.from('\n1,2,3')]), profile, jma, TODAY)).toThrow(
      expect.objectContaining({ code: 'COLUMNS_MISSING', detail: { column } }),
    );
  });

  it('in Shift_JIS is told of letters that nobody else can read', () => {
    const gaiji = Buffer.concat([iconv.encode(`${HEAD}\r\n`, 'windows-31j'), iconv.encode(TARO.replace('太郎', ''), 'windows-31j')]);
    const damaged = Buffer.from(
      gaiji.toString('latin1').replace(iconv.encode('日医', 'windows-31j').toString('latin1'), '\xf0\x40\x93\xfa'),
      'latin1',
    );
    const { problems, members, encoding } = readMemberList(damaged, profile, jma, TODAY);
    expect([encoding, problems.map(({ line, id }) => `${line} ${id}`), members[0]!.fields.name]).toEqual([
      'shift_jis',
      ['2 unreadable-letter'],
      '〓日',
    ]);
  });
});

describe('the difference to what is held', () => {
  const counts = (difference: ReturnType<typeof compared>) => ({
    added: difference.added.map(({ registration }) => registration),
    changed: difference.changed.map(({ fields }) => fields.map(({ field, before, after }) => `${field}: ${before} → ${after}`)),
    ended: difference.ended.map(({ registration }) => registration),
    unchanged: difference.unchanged,
    heldBack: difference.heldBack,
    problems: difference.problems.map(({ id }) => id),
  });
  const NONE = { added: [], changed: [], ended: [], unchanged: 0, heldBack: 0, problems: [] };
  const HANAKO = TARO.replace('200001', '200002').replace('太郎', '花子').replace('ﾀﾛｳ', 'ﾊﾅｺ');

  it.each([
    ['the same', [TARO], { unchanged: 1 }],
    ['somebody new', [TARO, HANAKO], { unchanged: 1, added: ['200002'] }],
    ['somebody who is not on it any more', [HANAKO], { added: ['200002'], ended: ['200001'] }],
    ['somebody who has left', [TARO.replace('在籍', '退会')], { ended: ['200001'] }],
    ['a day of leaving that is to come', [`${TARO}2027/03/31`], { changed: [['leftOn:  → 2027-03-31']] }],
    ['another class', [TARO.replace('A①', 'B')], { changed: [['class: A1 → B', 'nationalClass: A1 → B']] }],
    ['another facility', [TARO.replace('横浜市立市民病院', '横浜総合病院')], { changed: [['affiliation: 横浜市立市民病院 → 横浜総合病院']] }],
    ['another name, as after a marriage', [TARO.replace('日医 ', '山田 ')], { changed: [['name: 日医　太郎 → 山田　太郎']] }],
    ['another person', [TARO.replace('S59', 'S60')], { problems: ['identity-differs'] }],
    ['a row with something wrong', [TARO.replace('A①', 'Z')], { problems: ['class-unknown'] }],
    [
      'a row of which nobody can tell whose it is',
      [TARO.replace('200001', '?'), HANAKO],
      { added: ['200002'], heldBack: 1, problems: ['registration-wrong'] },
    ],
  ])('%s', (_what, lines, expected) => expect(counts(compared(lines))).toEqual({ ...NONE, ...expected }));

  it('a letter that cannot be read does not replace one that can', () =>
    expect(compared([TARO.replace('日医 太郎', '日\ue000 太郎')]).persons).toEqual([]));

  it('a second group is a row of its own', () => {
    const { rows } = compared([TARO, TARO.replace('横浜市立市民病院', '市立札幌市民病院')]);
    expect(rows.map(({ before, after }) => [before, after!.affiliation])).toEqual([[null, '市立札幌市民病院']]);
  });

  it('who comes back has a new row', () => {
    const old = { ...hers, state: 'ended', leftOn: '2024-03-31', cause: 'retired' } as const;
    const { rows, added } = compared([TARO.replace('2020/06/01', '2026/04/01')], held([old], { '200001': taro }));
    expect([added.length, rows.map(({ before, after }) => [before, after!.joinedOn])]).toEqual([1, [[null, '2026-04-01']]]);
  });
});

describe('a list that is written', () => {
  const member: Member = { row: hers, fields: { ...taro, formerName: '山田　多郎', useFormerName: 'true', postalCode: '1138621' }, upTo: 1 };

  it.each(['utf-8', 'shift_jis'] as const)('in %s is read back', (encoding) => {
    const { bytes, problems } = writeMemberList([member], profile, jma, encoding);
    const list = readMemberList(bytes, profile, jma, TODAY);
    const difference = listDifference(list, held([hers], { '200001': member.fields }), parts);
    expect([problems, list.problems, list.encoding, difference.unchanged, difference.rows, difference.persons]).toEqual([
      [],
      [],
      encoding,
      1,
      [],
      [],
    ]);
  });

  it('tells each row whose letters Shift_JIS lacks', () => {
    const members = [member, { ...member, fields: { ...taro, name: '𠮷田　太郎' } }];
    expect(writeMemberList(members, profile, jma, 'shift_jis').problems).toEqual([{ line: 3, id: 'letter-missing', value: '𠮷', taken: true }]);
    expect(writeMemberList(members, profile, jma, 'utf-8').problems).toEqual([]);
  });

  it('by a profile that there is not is refused', () =>
    expect(() => memberListProfile('other')).toThrow(expect.objectContaining({ code: 'COLUMN_PROFILE_UNKNOWN' })));
});

const applied = (present: Present, { rows, persons }: ImportBody): Present => {
  const nextRows = new Map(present.rows);
  for (const { before, after } of rows) after ? nextRows.set(after.id, after) : nextRows.delete(before!.id);
  const nextPersons = new Map(present.persons);
  for (const { registration, after } of persons) after ? nextPersons.set(registration, after) : nextPersons.delete(registration);
  return { ...present, rows: nextRows, persons: nextPersons };
};
const sorted = <Value>(map: ReadonlyMap<string, Value>) => [...map].toSorted(([a], [b]) => (a < b ? -1 : 1));

describe('undoing an import', () => {
  const start: Present = { rows: new Map([['taro', hers]]), persons: new Map([['200001', taro]]), named: new Set() };
  const body = compared([TARO.replace('A①', 'B').replace('日医 ', '山田 '), TARO.replace('200001', '200002')]);
  const after = applied(start, body);

  it('gives back what there was', () => expect(applied(after, undone(body, after))).toEqual(start));

  it.each([
    ['a row has changed since', { ...after, rows: new Map([...after.rows, ['taro', { ...hers, class: 'C' }]]) }],
    ['a row is gone', { ...after, rows: new Map() }],
    ['a person has changed since', { ...after, persons: new Map([...after.persons, ['200001', taro]]) }],
    ['something else names a new person', { ...after, named: new Set(['200002']) }],
  ])('is refused when %s', (_what, present) =>
    expect(() => undone(body, present)).toThrow(expect.objectContaining({ code: 'MEMBER_IMPORT_CHANGED_SINCE' })),
  );

  it('is the identity, whatever was imported', () => {
    const line = fc
      .record({
        registration: fc.integer({ min: 1, max: 6 }),
        name: fc.constantFrom('日医 太郎', '山田 太郎', ''),
        place: fc.constantFrom('a', 'b', 'c'),
        class: fc.constantFrom('A①', 'B', 'C会員', 'Z'),
        status: fc.constantFrom('在籍', '退会', ''),
        joined: fc.constantFrom('2020/06/01', '-', ''),
      })
      .map((each) => `${each.registration},${each.name},,1984-10-10,男,${each.place},${each.status},,${each.class},${each.joined},`);
    fc.assert(
      fc.property(fc.array(fc.array(line, { maxLength: 8 }), { minLength: 1, maxLength: 4 }), (files) => {
        let present: Present = { rows: new Map<string, MembershipRow>(), persons: new Map<string, MemberFields>(), named: new Set() };
        const steps = files.map((lines) => {
          const before = present;
          const difference = compared(['9,常任 一郎,,1950-01-01,男,z,,,A①,,', ...lines], {
            rows: [...present.rows.values()],
            persons: present.persons,
          });
          present = applied(present, difference);
          const counted = difference.added.length + difference.changed.length + difference.ended.length + difference.unchanged;
          expect(counted).toBeGreaterThan(0);
          const places = [...present.rows.values()]
            .filter(({ state }) => state === 'active')
            .map((each) => `${each.registration} ${each.affiliation}`);
          expect(new Set(places).size).toBe(places.length);
          return { before, difference };
        });
        for (const { before, difference } of steps.toReversed()) {
          present = applied(present, undone(JSON.parse(JSON.stringify(difference)), present));
          expect([sorted(present.rows), sorted(present.persons)]).toEqual([sorted(before.rows), sorted(before.persons)]);
        }
      }),
    );
  });

  it('importing the same list twice changes nothing the second time', () => {
    const lines = [TARO, TARO.replace('200001', '200003').replace('在籍', '退会')];
    const once = applied(start, compared(lines, { rows: [...start.rows.values()], persons: start.persons }));
    const again = compared(lines, { rows: [...once.rows.values()], persons: once.persons });
    expect([again.rows, again.persons, again.unchanged]).toEqual([[], [], 2]);
  });
});
