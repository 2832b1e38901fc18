import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { registrationNumber } from '../../../../main/membership/registration-number.ts';
import { columnProfiles } from '../../../../main/membership/import/profiles.ts';
import { booking, HEADINGS, members, membershipDesk, NOW, SEMINAR, utf8 } from '../support/membership-desk.ts';

const TANAKA = '123456,田中　太郎,たなか　たろう,甲病院,1970-01-02';
const SATO = '第０００２３４号,佐藤　花子,ｻﾄｳ ﾊﾅｺ,乙医院,昭和45年1月3日';

describe('a list that is imported', () => {
  it('holds what its rows say, in the form in which it is kept', async () => {
    const { people } = await membershipDesk();
    const answer = await people.import(booking([TANAKA, SATO]));
    expect(answer).toEqual({
      encoding: 'utf-8',
      columns: [
        { heading: '医籍登録番号', field: 'registration' },
        { heading: '氏名', field: 'name' },
        { heading: 'ふりがな', field: 'kana' },
        { heading: '所属医療機関', field: 'affiliation' },
        { heading: '生年月日', field: 'birthDate' },
      ],
      rows: 2,
      added: 2,
      changed: 0,
      unchanged: 0,
      gone: 0,
      problems: [],
      applied: true,
    });
    const shared = { myPage: null, booked: [SEMINAR], member: false, person: expect.any(String) };
    expect(people.booked(SEMINAR)).toEqual([
      { ...shared, registration: '234', name: '佐藤　花子', kana: 'サトウ　ハナコ', affiliation: '乙医院', birthDate: '1970-01-03' },
      { ...shared, registration: '123456', name: '田中　太郎', kana: 'たなか　たろう', affiliation: '甲病院', birthDate: '1970-01-02' },
    ]);
  });

  it('of members knows who they are members of', async () => {
    const { people } = await membershipDesk();
    await people.import(members([TANAKA]));
    expect(people.byRegistration('123456')).toMatchObject({ member: true, booked: [] });
    expect(await people.lists()).toEqual([
      {
        id: expect.any(String),
        kind: 'members',
        name: '甲市医師会',
        seminar: null,
        importedAt: NOW.toISOString(),
        fileName: '申込者.csv',
        persons: 1,
      },
    ]);
  });

  it.each([
    ['漢字氏名,フリガナ,所属,医籍番号,誕生日,マイページ', '田中　太郎,たなか　たろう,甲病院,123456,S45.1.2,有'],
    ['＊医籍登録番号（必須）,氏名（カナ）,氏名（漢字）,勤務先,生年月日（西暦）,MAMIS', '123456,たなか　たろう,田中　太郎,甲病院,19700102,○'],
    [
      '会員番号,登録番号,姓,名,セイ,メイ,勤務先名,生年月日,マイページ登録状況',
      '1234567890,123456,田中,太郎,たなか,たろう,甲病院,1970年1月2日,登録済',
    ],
    ['No.,医籍登録No.,お名前,よみがな,医療機関名,生年月日,マイページ有無', '1,123456,田中　太郎,たなか　たろう,甲病院,1970/1/2,1'],
  ])('knows columns by the headings %s', async (headings, row) => {
    const { people } = await membershipDesk();
    const answer = await people.import(booking([], { bytes: utf8(`${headings}\n${row}\n`) }));
    expect(answer.problems).toEqual([]);
    expect(people.byRegistration('123456')).toMatchObject({
      name: '田中　太郎',
      kana: 'たなか　たろう',
      affiliation: '甲病院',
      birthDate: '1970-01-02',
      myPage: true,
    });
  });

  it.each([
    ['有', true],
    ['×', false],
    ['', null],
    ['確認中', null],
  ])('マイページ %j is %j', async (word, myPage) => {
    const { people } = await membershipDesk();
    await people.import(booking([], { bytes: utf8(`${HEADINGS},マイページ\n${TANAKA},${word}`) }));
    expect(people.byRegistration('123456')?.myPage).toBe(myPage);
  });

  it('in Shift_JIS is read as such', async () => {
    const { people } = await membershipDesk();
    const answer = await people.import(booking([], { bytes: iconv.encode(`${HEADINGS}\r\n123,髙﨑　一,ﾀｶｻｷ ﾊｼﾞﾒ,㈱病院,1970/1/2`, 'windows-31j') }));
    expect([answer.encoding, answer.problems]).toEqual(['shift_jis', []]);
    expect(people.byRegistration('123')).toMatchObject({ name: '髙﨑　一', kana: 'タカサキ　ハジメ' });
  });

  it('tells what it lacks of the required columns', async () => {
    const { people } = await membershipDesk();
    const answer = await people.import(booking([], { bytes: utf8('医籍登録番号,氏名\n123,田中') }));
    expect(answer.problems).toEqual([
      { line: 1, id: 'columns-missing', value: 'kana', taken: true },
      { line: 1, id: 'columns-missing', value: 'affiliation', taken: true },
      { line: 1, id: 'columns-missing', value: 'birthDate', taken: true },
    ]);
    expect(people.byRegistration('123')).toMatchObject({ name: '田中' });
  });
});

describe('a row with one thing wrong', () => {
  const problem = (id: string, value: string, taken: boolean, line = 3) => ({ line, id, value, taken });
  it.each([
    ['no number', ',鈴木　一,,,', [problem('registration-missing', '', true)], { registration: null, name: '鈴木　一' }],
    ['a member number', '1234567890,鈴木　一,,,', [problem('registration-wrong', '1234567890', true)], { registration: null, name: '鈴木　一' }],
    ['no name', '55,,すずき　はじめ,,', [problem('name-missing', 'すずき　はじめ', true)], { registration: '55', kana: 'すずき　はじめ' }],
    ['number alone', '55,,,,', [problem('name-missing', '', true)], { registration: '55', name: '' }],
    ['no such day', '55,鈴木　一,,,1970-02-31', [problem('birth-date-wrong', '1970-02-31', true)], { registration: '55', birthDate: '' }],
    [
      'a letter that cannot be read',
      '55,\ue000木　一,,,',
      [problem('unreadable-letter', '〓木　一', true)],
      { registration: '55', name: '〓木　一' },
    ],
    ['the person of line 2 again', '0123456,田中　太郎,,,', [problem('duplicate', '123456', false)], null],
    [
      'the number of line 2',
      '123456,鈴木　一,,,',
      [problem('identity-differs', '123456', true, 2), problem('identity-differs', '123456', false)],
      null,
    ],
    [
      'the number of line 2, another birth date',
      '123456,田中　太郎,,,1971-01-02',
      [problem('identity-differs', '123456', true, 2), problem('identity-differs', '123456', false)],
      null,
    ],
    [
      'another number of line 2',
      '123457,田中　太郎,たなか　たろう,,1970-01-02',
      [problem('two-numbers', '123456 / 123457', true, 2), problem('two-numbers', '123456 / 123457', true)],
      { registration: '123457' },
    ],
    ['more cells than headings', '55,鈴木　一,,,,x,y', [], { registration: '55' }],
    ['fewer cells than headings', '55,鈴木　一', [], { registration: '55', birthDate: '' }],
  ])('%s', async (_what, row, problems, held) => {
    const { people } = await membershipDesk();
    const answer = await people.import(booking([TANAKA, row]));
    expect(answer.problems).toEqual(problems);
    const others = people.booked(SEMINAR).filter(({ name, registration }) => registration !== '123456' || name !== '田中　太郎');
    expect(others).toEqual(held ? [expect.objectContaining(held)] : []);
    expect(people.byRegistration('123456')).toMatchObject({ name: '田中　太郎', birthDate: '1970-01-02' });
  });

  it('and nothing that says who is meant is left out', async () => {
    const { people } = await membershipDesk();
    const answer = await people.import(booking([TANAKA, ',,,甲病院,']));
    expect(answer.problems).toEqual([problem('registration-missing', '', false), problem('name-missing', '', false)]);
    expect(people.booked(SEMINAR)).toHaveLength(1);
  });

  it('is told by the line an editor shows, behind empty lines and broken cells', async () => {
    const { people } = await membershipDesk();
    const bytes = utf8(`\n${HEADINGS}\n\n123,"田中\n太郎",,,\n,,,,\n99999999,佐藤,,,\n`);
    expect((await people.import(booking([], { bytes }))).problems).toEqual([problem('registration-wrong', '99999999', true, 7)]);
  });

  it('bytes that are no letter of Shift_JIS are told and marked', async () => {
    const { people } = await membershipDesk();
    const broken = Buffer.concat([
      iconv.encode(`${HEADINGS}\r\n77,`, 'windows-31j'),
      Buffer.from([0xfa, 0xfe, 0xf0, 0x40]),
      iconv.encode('木　一,ｽｽﾞｷ ﾊｼﾞﾒ,,', 'windows-31j'),
    ]);
    const answer = await people.import(booking([], { bytes: broken }));
    expect(answer.encoding).toBe('shift_jis');
    expect(answer.problems.map(({ id, taken }) => ({ id, taken }))).toEqual([{ id: 'unreadable-letter', taken: true }]);
    expect(people.byRegistration('77')?.name).toMatch(/^〓+木　一$/);
  });
});

describe('what is refused', () => {
  it.each([
    ['no CSV', booking([], { bytes: new Uint8Array([0, 1, 2]) }), 'IMPORT_UNREADABLE'],
    ['an empty file', booking([], { bytes: utf8('') }), 'IMPORT_UNREADABLE'],
    ['headings alone', booking([]), 'IMPORT_UNREADABLE'],
    ['nobody in it', booking([',,,,']), 'IMPORT_UNREADABLE'],
    ['no name and no reading', booking([], { bytes: utf8('医籍登録番号,生年月日\n123,1970-01-02') }), 'COLUMNS_MISSING'],
    ['an unknown seminar', booking([TANAKA], { seminar: 's-2' }), 'SEMINAR_UNKNOWN'],
    ['no seminar', booking([TANAKA], { seminar: undefined }), 'USAGE_WRONG'],
    ['no association', members([TANAKA], { association: ' ' }), 'USAGE_WRONG'],
    ['an unknown profile', booking([TANAKA], { profile: 'x' }), 'COLUMN_PROFILE_UNKNOWN'],
    ['a profile of another kind of list', booking([TANAKA], { profile: 'members-required' }), 'COLUMN_PROFILE_UNKNOWN'],
  ])('%s', async (_what, order, code) => {
    const { people, store } = await membershipDesk();
    await expect(people.import(order)).rejects.toMatchObject({ code });
    expect(await store.db.selectFrom('held_list').selectAll().execute()).toEqual([]);
  });
});

describe('columns that people tell', () => {
  const bytes = utf8('医師コード,だれ,ふりがな,所属,生年月日\n123,田中　太郎,たなか　たろう,甲病院,1970-01-02');
  const columns = [
    { heading: '医師コード', field: 'registration' as const },
    { heading: 'だれ', field: 'name' as const },
    { heading: '所属', field: null },
  ];

  it('are taken as told, and those told to be nothing are left out', async () => {
    const { people } = await membershipDesk();
    const answer = await people.import(booking([], { bytes, columns }));
    expect(answer.columns).toEqual([
      { heading: '医師コード', field: 'registration' },
      { heading: 'だれ', field: 'name' },
      { heading: 'ふりがな', field: 'kana' },
      { heading: '所属', field: null },
      { heading: '生年月日', field: 'birthDate' },
    ]);
    expect(people.byRegistration('123')).toMatchObject({ name: '田中　太郎', affiliation: '' });
  });

  it.each([
    ['the same profile', 'booking-national', 'booking-national', true],
    ['no profile both times', undefined, undefined, true],
    ['another profile', 'booking-national', 'booking-required', false],
    ['another time without', 'booking-national', undefined, false],
  ])('are remembered for %s: %s, %s', async (_what, first, second, remembered) => {
    const { people } = await membershipDesk();
    await people.import(booking([], { bytes, columns, profile: first }));
    const { columns: known } = await people.import(booking([], { bytes, profile: second, apply: false }));
    expect(known[0]).toEqual({ heading: '医師コード', field: remembered ? 'registration' : null });
  });

  it('are not remembered from a look', async () => {
    const { people } = await membershipDesk();
    await people.import(booking([], { bytes, columns, apply: false }));
    expect((await people.import(booking([], { bytes, apply: false }))).columns[0]).toEqual({ heading: '医師コード', field: null });
  });

  it('have profiles for each kind of list; where a layout is not on record, its source says so', () => {
    expect(columnProfiles().map(({ id, use, source }) => [id, use, source])).toEqual([
      ['booking-required', 'booking', 'fukushima.med.or.jp/t2_cat/99/'],
      ['members-required', 'members', 'fukushima.med.or.jp/t2_cat/99/'],
      ['booking-national', 'booking', null],
      ['members-national', 'members', null],
    ]);
  });
});

describe('rooms of a booked list', () => {
  const withRooms = (rows: readonly string[]) => booking([], { bytes: utf8([`${HEADINGS},会場`, ...rows].join('\n')) });
  it.each([
    ['by name', ['大ホール'], ['r1']],
    ['by id', ['r2'], ['r2']],
    ['in another width', ['Ａ会場'], ['r2']],
    ['several in a cell', ['大ホール、A会場'], ['r1', 'r2']],
    ['several rows', ['大ホール', 'A会場'], ['r1', 'r2']],
    ['none', [''], []],
  ])('%s', async (_how, cells, rooms) => {
    const { people } = await membershipDesk();
    const answer = await people.import(withRooms(cells.map((cell) => `${TANAKA},${cell}`)));
    expect(answer.problems).toEqual([]);
    expect(people.bookedRooms(people.byRegistration('123456')!.person, SEMINAR)).toEqual(rooms);
  });

  it('that the seminar does not have are told', async () => {
    const { people } = await membershipDesk();
    const answer = await people.import(withRooms([`${TANAKA},B会場`]));
    expect(answer.problems).toEqual([{ line: 2, id: 'room-unknown', value: 'B会場', taken: true }]);
  });

  it('that change are a change', async () => {
    const { people } = await membershipDesk();
    await people.import(withRooms([`${TANAKA},大ホール`]));
    expect(await people.import(withRooms([`${TANAKA},A会場`]))).toMatchObject({ changed: 1, unchanged: 0 });
  });
});

describe('rows written and read back', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'田中太郎髙﨑邊𠮷一二三あいアイー・'), minLength: 1, maxLength: 6 });
  const names = fc.oneof(
    letters,
    fc.tuple(letters, letters).map(([family, given]) => `${family}　${given}`),
  );
  const row = fc.record({
    registration: fc.integer({ min: 1, max: 9_999_999 }).map(String),
    name: names,
    kana: names,
    affiliation: fc.constantFrom('', '甲病院', '医療法人 "乙" 医院'.replaceAll(' ', '　'), '丙、丁'),
    birthDate: fc.oneof(
      fc.constant(''),
      fc.date({ min: new Date('1930-01-01'), max: new Date('2000-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
    ),
  });
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

  it('say the same', async () => {
    const { people } = await membershipDesk();
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(row, { minLength: 1, maxLength: 20, selector: ({ registration }) => registration }),
        fc.constantFrom('\n', '\r\n', '\r'),
        async (rows, end) => {
          const list = (await people.lists())[0];
          if (list) await people.remove(list.id);
          const lines = rows.map((cells) => [cells.registration, cells.name, cells.kana, cells.affiliation, cells.birthDate].map(quoted).join(','));
          await people.import(booking([], { bytes: utf8([HEADINGS, ...lines].join(end)) }));
          expect(people.booked(SEMINAR)).toHaveLength(rows.length);
          for (const cells of rows) expect(people.byRegistration(cells.registration)).toMatchObject(cells);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('any bytes are a list or refused, and what is held can be found', async () => {
    const { people } = await membershipDesk();
    const cell = fc.oneof(fc.string(), fc.constantFrom('123', '第4号', '昭和45年1月2日', '氏名', '"', '\n'));
    const file = fc
      .array(fc.array(cell, { maxLength: 6 }), { maxLength: 8 })
      .map((rows) => utf8([HEADINGS, ...rows.map((cells) => cells.join(','))].join('\n')));
    await fc.assert(
      fc.asyncProperty(fc.oneof(file, fc.uint8Array()), async (bytes) => {
        const answer = await people.import(booking([], { bytes })).catch((error: { code?: string }) => error.code);
        if (typeof answer === 'string') expect(['IMPORT_UNREADABLE', 'COLUMNS_MISSING', 'SPREADSHEET_NOT_READ']).toContain(answer);
        for (const { registration } of people.booked(SEMINAR))
          expect(registration === null || registrationNumber(registration) === registration).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
