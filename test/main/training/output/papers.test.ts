import { decodeQRBatch } from 'qr/decode.js';
import { expect, it } from 'vitest';
import type { Credit } from '../../../../main/api/schema/training.ts';
import type { Language } from '../../../../main/words/words.ts';
import { byReading, receivedAt } from '../../../../main/training/output/attendees.ts';
import { badges } from '../../../../main/training/output/papers/badges.ts';
import { certificate, certificatesInOne } from '../../../../main/training/output/papers/certificate.ts';
import { participantList } from '../../../../main/training/output/papers/participant-list.ts';
import { signInSheet } from '../../../../main/training/output/papers/sign-in-sheet.ts';
import { temporaryCards } from '../../../../main/training/output/papers/temporary-cards.ts';
import { temporaryCode, temporaryCodeText } from '../../../../main/training/output/temporary-code.ts';
import { describeWith } from '../../../support/needs.ts';
import { ask, pagesOf, POPPLER, raster } from '../../print/poppler.ts';
import { crowd, NOW, PEOPLE, PLAN, person, PRACTICE, SCHEMES, SEMINAR, SETTLEMENT } from './samples.ts';

const order = (language: Language, seminar = SEMINAR, settlement = SETTLEMENT) => ({ seminar, settlement, schemes: SCHEMES, language, now: NOW });
const flat = (text: string) => text.replace(/\s+/g, '');
/** Which of these are not on a page. */
const absentFrom = (page: string, words: readonly string[]) => words.filter((word) => !page.includes(flat(word)));

describeWith(POPPLER, 'the list of participants as a paper', () => {
  const COLUMNS = {
    ja: ['番号', '氏名（ふりがな）', '所属医療機関', '医籍登録番号', '生年月日', '入室', '退室', '単位'],
    en: ['No.', 'Name (reading)', 'Institution', 'Registration no.', 'Born', 'In', 'Out', 'Units'],
  };

  it.each(['ja', 'en'] as const)('in %s: its headings and the page number stand on every page, each person once', async (language) => {
    const people = byReading(crowd(60));
    const pages = pagesOf((await participantList(order(language), '名簿', people)).bytes);
    expect(pages.length).toBeGreaterThan(2);
    const number = (page: number) => (language === 'ja' ? `${page}/${pages.length}ページ` : `Page${page}of${pages.length}`);
    expect(pages.flatMap((page, index) => absentFrom(page, [...COLUMNS[language], number(index + 1), PLAN.title]))).toEqual([]);
    expect(pages.join('').match(/神楽坂第\d+クリニック/g)?.length).toBe(60);
  });

  it('tells the seminar, what is missing, times in Japan and the state of the result', async () => {
    const [page = ''] = pagesOf((await participantList(order('ja'), '受講者名簿', receivedAt(SEMINAR, SETTLEMENT))).bytes);
    const wanted = [
      ['受講者名簿', PLAN.title, PLAN.venue, PLAN.organiser, '2026年11月20日(金) 14:00〜16:40', '13-2026-0345（日本医師会生涯教育制度）'],
      ['5名（必須項目に空欄のある方 1名）', '確定（第1回） 2026/11/20 18:30', '出力 2026/11/25 10:00'],
      ['かぐらざか　さんじゅうし', '神楽坂　三十四', '123456', '1970/03/12', '13:52', '16:41', '日本医師会生涯教育制度 2.5単位'],
      ['髙橋 﨑子', '𠮷田 德次郎', '濵町在宅支援診療所', '葛\u{e0100}城 渚', '安部 一郎'],
    ];
    expect(absentFrom(page, wanted.flat())).toEqual([]);
    expect(page).not.toContain('練習');
  });

  it.each([
    ['a rehearsal', PRACTICE, SETTLEMENT, ['練習', '試験花子']],
    ['a result that is not settled', SEMINAR, { ...SETTLEMENT, number: 0 }, ['未確定の集計 2026/11/20 18:30']],
  ] as const)('%s says so', async (_name, seminar, settlement, wanted) => {
    const [page = ''] = pagesOf((await participantList(order('ja', seminar, settlement), '受講者名簿', receivedAt(seminar, settlement))).bytes);
    expect(absentFrom(page, wanted)).toEqual([]);
  });

  it('days stand beside the times of a seminar of several days', async () => {
    const [first, second] = PLAN.sessions;
    const plan = { ...PLAN, sessions: [first!, { ...second!, startsAt: '2026-11-21T01:00:00Z', endsAt: '2026-11-21T02:30:00Z' }] };
    const [page = ''] = pagesOf((await participantList(order('ja', { ...SEMINAR, plan }), '受講者名簿', [PEOPLE[1]!])).bytes);
    expect(absentFrom(page, ['2026年11月20日(金)〜2026年11月21日(土)', '2026/11/20 13:52'])).toEqual([]);
  });
});

describeWith(POPPLER, 'the certificate of attendance as a paper', () => {
  const WANTED: Readonly<Record<Language, readonly string[]>> = {
    ja: [
      '受講証明書',
      '第123456号',
      'かぐらざか　さんじゅうし',
      '下記の研修会を受講し、次のとおり単位を取得したことを証明します。',
      '2026年11月20日(金) 14:00〜16:40',
      '14:00–15:00',
      '講師 髙橋 德衛（神楽坂大学 循環器内科）',
      'CC 12',
      '日本医師会認定産業医制度 生涯研修（専門） 1.5単位',
      '令和8年11月25日',
      '電子署名',
    ],
    en: [
      'Certificate of Attendance',
      'No. 123456',
      'This is to certify that the doctor named above attended',
      'Fri, 20 November 2026, 14:00 to 16:40',
      'Speaker: 髙橋 德衛',
      'JMA certified occupational physician, Lifelong training, specialist: 1.5',
      '25 November 2026',
      'Electronic signature',
    ],
  };

  it.each(['ja', 'en'] as const)('in %s', async (language) => {
    const { bytes } = await certificate(order(language), PEOPLE[1]!);
    const pages = pagesOf(bytes);
    expect(pages.length).toBe(1);
    const both = [PLAN.title, PLAN.venue, PLAN.organiser, '神楽坂　三十四', '13-2026-0345', '130712-08', PLAN.sessions[0]!.title];
    expect(absentFrom(pages[0]!, [...WANTED[language], ...both])).toEqual([]);
    expect(ask('pdfdetach', bytes, '-list')).toContain('credits.json');
  });

  it('names only sessions that were attended, and replaces what was issued before a correction', async () => {
    const [page = ''] = pagesOf((await certificate(order('ja', SEMINAR, { ...SETTLEMENT, number: 2 }), PEOPLE[2]!)).bytes);
    expect(page).not.toContain(flat(PLAN.sessions[1]!.title));
    expect(absentFrom(page, ['日本医師会生涯教育制度 1.0単位', '訂正後の確定（第2回）による証明書です'])).toEqual([]);
  });

  it('certifies attendance without units', async () => {
    const session = { session: 's1', in: '2026-11-20T05:00:00Z', out: null, minutes: 60, credits: [] as Credit[], reason: 'no-credits' } as const;
    const [page = ''] = pagesOf((await certificate(order('ja'), person('p', { sessions: [session] }))).bytes);
    expect(absentFrom(page, ['下記の研修会を受講したことを証明します。', '単位なし'])).toEqual([]);
    expect(page).not.toContain('合計');
  });

  it('a long programme goes on on further pages under its headings', async () => {
    const sessions = Array.from({ length: 30 }, (_, index) => ({
      ...PLAN.sessions[0]!,
      id: `t${index}`,
      title: `演題その${index}：${'長い題'.repeat(8)}`,
    }));
    const attended = sessions.map(({ id, credits }) => ({ session: id, in: '2026-11-20T05:00:00Z', out: null, minutes: 60, credits, reason: null }));
    const pages = pagesOf((await certificate(order('ja', { ...SEMINAR, plan: { ...PLAN, sessions } }), person('p', { sessions: attended }))).bytes);
    expect(pages.length).toBeGreaterThan(3);
    expect(pages.slice(0, -1).flatMap((page) => absentFrom(page, ['演題・講師', '証明番号']))).toEqual([]);
    expect(pages.at(-1)).toContain(flat(PLAN.organiser));
  });

  it('of several people in one file each has a page, and there is nothing in it for programs', async () => {
    const { bytes } = await certificatesInOne(order('ja'), [PEOPLE[0]!, PEOPLE[1]!]);
    const pages = pagesOf(bytes);
    expect(pages.map((page) => absentFrom(page, ['髙橋 﨑子', '神楽坂　三十四']))).toEqual([['神楽坂　三十四'], ['髙橋 﨑子']]);
    expect(ask('pdfdetach', bytes, '-list')).toContain('0 embedded files');
  });
});

describeWith(POPPLER, 'the sign-in sheet', () => {
  it.each(['ja', 'en'] as const)('in %s: everybody expected by reading, then numbered empty rows', async (language) => {
    const pages = pagesOf((await signInSheet(order(language), byReading(PEOPLE))).bytes);
    expect(absentFrom(pages[0]!, ['1', 'けっせき たろう', '欠席 太郎', '456789', language === 'ja' ? '署名' : 'Signature'])).toEqual([]);
    const walkIns = pages.join('').split(language === 'ja' ? '当日参加' : 'Walk-ins')[1]!;
    expect(absentFrom(walkIns, ['8', '9', '10', '11', '12', '13', '14', '15'])).toEqual([]);
  });

  it('holds a hundred on numbered pages, and can be all empty', async () => {
    const pages = pagesOf((await signInSheet(order('ja'), byReading(crowd(100)))).bytes);
    expect(pages.map((page, index) => page.includes(`${index + 1}/${pages.length}ページ`))).toEqual(pages.map(() => true));
    const [empty = ''] = pagesOf((await signInSheet(order('ja', PRACTICE), [])).bytes);
    expect(absentFrom(empty, ['受付署名簿', '練習', '当日参加', '1'])).toEqual([]);
  });
});

describeWith(POPPLER, 'cards', () => {
  /** Codes that can be read from a page, in no order. */
  const codesOn = async (pdf: Uint8Array, page: number) => {
    const [found] = await decodeQRBatch([raster(pdf, page, 200)], { effort: 10, timeLimit: 60_000 });
    return new Set(found?.filter((code) => typeof code === 'string'));
  };

  it('ten badges on a sheet, each with its name and the code of its booking', async () => {
    const people = crowd(12);
    const code = (id: string) => (id === 'crowd-3' ? null : `HD1.${id.toUpperCase().padEnd(16, 'X')}`);
    const { bytes } = await badges(order('ja'), people, code);
    const pages = pagesOf(bytes);
    expect(pages.map((page) => page.match(/クリニック/g)?.length)).toEqual([10, 2]);
    expect(absentFrom(pages[0]!, ['さとう いちろう', '佐藤 一郎', '神楽坂第0クリニック', PLAN.title])).toEqual([]);
    expect(pages.join('')).not.toContain('200000');
    expect(await codesOn(bytes, 1)).toEqual(new Set(people.slice(0, 10).flatMap(({ person: id }) => code(id) ?? [])));
    expect(await codesOn(bytes, 2)).toEqual(new Set(people.slice(10).map(({ person: id }) => code(id))));
  });

  it('a long name is set smaller or cut, never beyond its card', async () => {
    const people = [
      person('a', { name: 'アレクサンドラ・マリア・フォン・ヴィッテルスバッハ＝神楽坂', kana: '' }),
      person('b', { name: '長'.repeat(200) }),
    ];
    const [page = ''] = pagesOf((await badges(order('en'), people, () => null)).bytes);
    expect(page).toContain(people[0]!.name);
    expect(page).toMatch(/長+…長+/);
  });

  it('temporary cards say their code to people and to scanners', async () => {
    const codes = Array.from({ length: 11 }, () => temporaryCode());
    const { bytes } = await temporaryCards(order('ja', PRACTICE), codes);
    const pages = pagesOf(bytes);
    expect(absentFrom(pages.join(''), [...codes.map(temporaryCodeText), '仮カード', '【練習】'])).toEqual([]);
    expect(await codesOn(bytes, 1)).toEqual(new Set(codes.slice(0, 10)));
    expect(await codesOn(bytes, 2)).toEqual(new Set(codes.slice(10)));
  });
});

it('attendance that cannot be certified makes no certificate', () => {
  expect(() => certificate(order('ja'), PEOPLE[3]!)).toThrow(TypeError);
});
