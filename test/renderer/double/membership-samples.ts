import type { HeldList, HeldPerson, ImportAnswer } from '../../../main/api/schema/membership.ts';

const person = (number: number, name: string, kana: string, affiliation: string, more: Partial<HeldPerson> = {}): HeldPerson => ({
  person: `p-${number}`,
  registration: String(number),
  name,
  kana,
  affiliation,
  birthDate: '1965-04-03',
  myPage: true,
  booked: ['s-1'],
  member: true,
  ...more,
});

/** Old kanji, a letter outside Shift_JIS, a name without a reading, somebody without a number. */
export const persons: HeldPerson[] = [
  person(123456, '神楽坂　三十四', 'かぐらざか　さんじゅうし', '神楽坂ファミリークリニック'),
  person(234567, '髙橋　﨑子', 'たかはし　さきこ', '市谷総合病院'),
  person(345678, '渡邉　龍太郎', 'わたなべ　りゅうたろう', '牛込病院', { booked: [] }),
  person(456789, '神楽坂　桜子', 'かぐらざか　さくらこ', '飯田橋内科', { member: false }),
  person(567890, '齋藤　一', '', '', { booked: [], myPage: null }),
  { ...person(1, '四谷　美咲', 'よつや　みさき', '四谷医院'), person: 'p-without', registration: null, birthDate: '' },
];

export const lists: HeldList[] = [
  {
    id: 'l-1',
    kind: 'members',
    name: '神楽坂区医師会',
    seminar: null,
    importedAt: '2026-11-02T01:00:00.000Z',
    fileName: '会員名簿_令和8年11月.csv',
    persons: 1284,
  },
  {
    id: 'l-2',
    kind: 'booking',
    name: '令和8年度 第3回 地域医療連携研修会',
    seminar: 's-1',
    importedAt: '2026-11-19T06:00:00.000Z',
    fileName: '予約一覧.csv',
    persons: 180,
  },
];

export const importAnswer: ImportAnswer = {
  encoding: 'shift_jis',
  columns: [
    { heading: '医籍登録番号', field: 'registration' },
    { heading: '氏名', field: 'name' },
    { heading: 'ふりがな', field: 'kana' },
    { heading: '所属医療機関', field: 'affiliation' },
    { heading: '生年月日', field: 'birthDate' },
    { heading: '備考', field: null },
  ],
  rows: 1290,
  added: 12,
  changed: 31,
  unchanged: 1241,
  gone: 6,
  problems: [
    { line: 18, id: 'registration-missing', value: '', taken: true },
    { line: 204, id: 'registration-wrong', value: '12-345678', taken: false },
    { line: 731, id: 'duplicate', value: '234567', taken: false },
    { line: 902, id: 'unreadable-letter', value: '〓木　一', taken: true },
  ],
  applied: false,
};
