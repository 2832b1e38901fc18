import { describe, expect, it } from 'vitest';
import { EXPORTS, type ExportOrder, type Seminar, type Settlement } from '../../../../main/api/schema/training.ts';
import { AppError } from '../../../../main/errors.ts';
import { readCsv } from '../../../../main/tables/read-csv.ts';
import { certifiable, certifiablePersons, type ExportSource, exportFile } from '../../../../main/training/output/export-file.ts';
import { ABSENT, NOW, person, PLAN, PRACTICE, SCHEMES, SEMINAR, SETTLEMENT, settled } from './samples.ts';

const source = (order: Partial<ExportOrder>, seminar: Seminar = SEMINAR, settlement: Settlement = SETTLEMENT): ExportSource => ({
  order: { seminar: seminar.id, what: 'participants', format: 'csv', ...order },
  seminar,
  settlement,
  schemes: SCHEMES,
  bookingCode: (id) => `HD1.${id.toUpperCase()}`,
  now: NOW,
});
const failure = async (work: Promise<unknown>) => {
  const error = await work.catch((reason: unknown) => reason);
  return error instanceof AppError ? error.code : error;
};
const startOf = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 5)).toString('latin1');

const ERASED = person('p', { name: '', kana: '', registration: null, affiliation: '', birthDate: '', flags: ['deleted'] });
const PREVIEW = settled(SETTLEMENT.participations, { number: 0 });

describe('files that go out', () => {
  it.each<[Partial<ExportOrder>, string, string, string]>([
    [{}, '受講者名簿_令和8年度 第3回 産業保健・生涯教育研修会_20261120.csv', 'text/csv', '\xef\xbb\xbf\xe6\xb0'],
    [{ language: 'en' }, 'Participants 令和8年度 第3回 産業保健・生涯教育研修会 20261120.csv', 'text/csv', '\xef\xbb\xbf\xe6\xb0'],
    [
      { format: 'xlsx' },
      '受講者名簿_令和8年度 第3回 産業保健・生涯教育研修会_20261120.xlsx',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'PK\x03\x04\x14',
    ],
    [{ format: 'pdf' }, '受講者名簿_令和8年度 第3回 産業保健・生涯教育研修会_20261120.pdf', 'application/pdf', '%PDF-'],
    [{ what: 'submission' }, '受講実績報告_令和8年度 第3回 産業保健・生涯教育研修会_20261120.csv', 'text/csv', '\xef\xbb\xbf\xe8\xaa'],
    [{ what: 'submission', format: 'pdf' }, '受講実績報告_令和8年度 第3回 産業保健・生涯教育研修会_20261120.pdf', 'application/pdf', '%PDF-'],
    [{ what: 'certificates' }, '受講証明書_令和8年度 第3回 産業保健・生涯教育研修会_20261120.pdf', 'application/pdf', '%PDF-'],
    [
      { what: 'certificates', person: 'p-kagurazaka' },
      '受講証明書_令和8年度 第3回 産業保健・生涯教育研修会_20261120_123456_神楽坂 三十四.pdf',
      'application/pdf',
      '%PDF-',
    ],
    [{ what: 'sign-in-sheet' }, '受付署名簿_令和8年度 第3回 産業保健・生涯教育研修会_20261120.pdf', 'application/pdf', '%PDF-'],
    [{ what: 'badges' }, '名札_令和8年度 第3回 産業保健・生涯教育研修会_20261120.pdf', 'application/pdf', '%PDF-'],
    [{ what: 'temporary-cards', count: 3 }, '仮カード_令和8年度 第3回 産業保健・生涯教育研修会_20261120.pdf', 'application/pdf', '%PDF-'],
  ])('%j', async (order, name, type, start) => {
    const file = await exportFile(source(order));
    expect([file.name, file.type, startOf(file.bytes), file.replaced]).toEqual([name, type, start, []]);
  });

  it.each<[string, Partial<ExportOrder>, Seminar, Settlement, string]>([
    ['a rehearsal', {}, PRACTICE, SETTLEMENT, '練習'],
    ['a result that is not settled', {}, SEMINAR, PREVIEW, '未確定'],
    ['a rehearsal that is not settled', {}, PRACTICE, PREVIEW, '練習'],
  ])('the name of %s says so', async (_what, order, seminar, settlement, mark) => {
    expect((await exportFile(source(order, seminar, settlement))).name).toBe(
      `受講者名簿_令和8年度 第3回 産業保健・生涯教育研修会_20261120_${mark}.csv`,
    );
  });

  it('a title cannot make a name that no system takes', async () => {
    const title = `CON/a\\b:c*?"<>|\n${'長い'.repeat(60)}`;
    const { name } = await exportFile(source({}, { ...SEMINAR, plan: { ...PLAN, title } }));
    expect(name).toMatch(/^受講者名簿_CON_a_b_c______ (長い)+長?_20261120\.csv$/);
    expect(Buffer.byteLength(name)).toBeLessThan(230);
  });

  it.each(['ja', 'en'] as const)('certificates of two people of one name have two names, however long title and name are: %s', async (language) => {
    const namesake = { name: '𠮷'.repeat(60) };
    const seminar = { ...SEMINAR, plan: { ...PLAN, title: '𠮷'.repeat(60) } };
    const attended = SETTLEMENT.participations.find((one) => one.person === 'p-kagurazaka')!;
    const both = settled([
      { ...attended, ...namesake, person: 'one', registration: '1234567' },
      { ...attended, ...namesake, person: 'two', registration: '1234568' },
    ]);
    const nameOf = async (id: string) => (await exportFile(source({ what: 'certificates', person: id, language }, seminar, both))).name;
    const [one, two] = [await nameOf('one'), await nameOf('two')];
    expect([one, two]).toEqual([expect.stringContaining('1234567'), expect.stringContaining('1234568')]);
  });

  it('one person alone where that is asked for', async () => {
    const { bytes } = await exportFile(source({ person: 'p-takahashi' }));
    expect(readCsv(bytes).rows.map(({ cells }) => cells[0])).toEqual(['髙橋 﨑子']);
  });

  it('Shift_JIS refuses letters it lacks, or replaces and tells them', async () => {
    const order = { encoding: 'shift_jis' } as const;
    expect(await failure(exportFile(source(order)))).toBe('EXPORT_LETTERS_MISSING');
    const file = await exportFile(source({ ...order, replaceLetters: true }));
    expect(file.replaced).toEqual(['葛\u{e0100}', '𠮷']);
    expect(readCsv(file.bytes)).toMatchObject({ encoding: 'shift_jis' });
    expect(readCsv(file.bytes).rows.map(({ cells }) => cells[0])).toEqual(['安部 一郎', '神楽坂　三十四', '〓城 渚', '髙橋 﨑子', '〓田 德次郎']);
  });

  it('letters that the font lacks are told', async () => {
    const people = settled([person('p', { name: '🦆山 太郎' })]);
    for (const what of EXPORTS.filter((id) => id !== 'temporary-cards'))
      expect([what, (await exportFile(source({ what, format: 'pdf' }, SEMINAR, people))).replaced]).toEqual([what, ['🦆']]);
  });

  it.each(EXPORTS.filter((id) => id !== 'temporary-cards'))('%s: the same is the same file', async (what) => {
    const [first, second] = await Promise.all([exportFile(source({ what, format: 'pdf' })), exportFile(source({ what, format: 'pdf' }))]);
    expect(Buffer.compare(first.bytes, second.bytes)).toBe(0);
  });
});

describe('what does not go out', () => {
  const nobody = settled([person('p', ABSENT)]);
  it.each<[string, Partial<ExportOrder>, Seminar, Settlement, string]>([
    ['a report of a rehearsal', { what: 'submission' }, PRACTICE, SETTLEMENT, 'PRACTICE_NOT_SUBMITTED'],
    ['certificates of a rehearsal', { what: 'certificates' }, PRACTICE, SETTLEMENT, 'PRACTICE_NOT_SUBMITTED'],
    ['a report before the result is settled', { what: 'submission' }, SEMINAR, PREVIEW, 'SEMINAR_NOT_SETTLED'],
    ['certificates before the result is settled', { what: 'certificates' }, SEMINAR, PREVIEW, 'SEMINAR_NOT_SETTLED'],
    ['a list of nobody', {}, SEMINAR, nobody, 'NOTHING_TO_EXPORT'],
    ['a list of somebody who stayed away', { person: 'p-absent' }, SEMINAR, SETTLEMENT, 'NOTHING_TO_EXPORT'],
    ['a list of somebody whose data were erased', {}, SEMINAR, settled([ERASED]), 'NOTHING_TO_EXPORT'],
    ['badges of somebody whose data were erased', { what: 'badges' }, SEMINAR, settled([ERASED]), 'NOTHING_TO_EXPORT'],
    ['badges of nobody', { what: 'badges' }, SEMINAR, settled([]), 'NOTHING_TO_EXPORT'],
    ['a certificate without a number', { what: 'certificates', person: 'p-abe' }, SEMINAR, SETTLEMENT, 'NOTHING_TO_EXPORT'],
    ['a certificate without a name', { what: 'certificates', person: 'p' }, SEMINAR, settled([person('p', { name: ' ' })]), 'NOTHING_TO_EXPORT'],
    ['a certificate for a test card', { what: 'certificates', person: 'p-test' }, SEMINAR, SETTLEMENT, 'NOTHING_TO_EXPORT'],
    ['a layout that is not there', { profile: 'mamis' }, SEMINAR, SETTLEMENT, 'COLUMN_PROFILE_UNKNOWN'],
  ])('%s', async (_name, order, seminar, settlement, code) => expect(await failure(exportFile(source(order, seminar, settlement)))).toBe(code));

  it('units one by one of somebody who has none', async () => {
    const none = settled([person('p', { sessions: [] })]);
    expect(await failure(exportFile(source({ profile: 'units-one-by-one' }, SEMINAR, none)))).toBe('NOTHING_TO_EXPORT');
  });
});

describe('whose attendance can be certified', () => {
  it('those with a number who attended a session, in the order of their readings', () => {
    expect(certifiablePersons(SEMINAR, SETTLEMENT)).toEqual(['p-kagurazaka', 'p-katsuragi', 'p-takahashi', 'p-yoshida']);
  });

  it('who attended and goes without is told, with what is not known of them', () => {
    const people = [
      ...SETTLEMENT.participations,
      person('p-nameless', { name: '', kana: 'ん', missing: ['name'] }),
      person('p-nobody', { name: '', kana: '', registration: null }),
    ];
    expect(certifiable(SEMINAR, settled(people))).toEqual({
      persons: ['p-kagurazaka', 'p-katsuragi', 'p-takahashi', 'p-yoshida'],
      withheld: [
        { person: 'p-abe', name: '安部 一郎', registration: null, missing: ['registration'] },
        { person: 'p-nameless', name: '', registration: '123456', missing: ['name'] },
      ],
    });
  });

  it.each([
    ['a session without units counts', { credits: [], reason: 'no-credits' }, true],
    ['a session beyond the units of a day counts', { credits: [], reason: 'daily-cap' }, true],
    ['who came late does not', { credits: [], reason: 'late' }, false],
    ['who was elsewhere at the time does not', { credits: [], reason: 'same-time' }, false],
    ['whose record was annulled does not', { credits: [], reason: 'annulled' }, false],
    ['who was never there does not', { credits: [], reason: 'no-credits', in: null }, false],
  ] as const)('%s', (_name, change, expected) => {
    const session = { session: 's1', in: '2026-11-20T05:00:00Z', out: null, minutes: 60, ...change, credits: [] };
    expect(certifiablePersons(SEMINAR, settled([person('p', { sessions: [session] })]))).toEqual(expected ? ['p'] : []);
  });

  it.each<[Seminar, Settlement, string]>([
    [PRACTICE, SETTLEMENT, 'PRACTICE_NOT_SUBMITTED'],
    [SEMINAR, PREVIEW, 'SEMINAR_NOT_SETTLED'],
  ])('nobody before there is something to certify', (seminar, settlement, code) =>
    expect(() => certifiablePersons(seminar, settlement)).toThrow(expect.objectContaining({ code })),
  );
});
