import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readDrugs } from '../../../../main/prescriptions/masters/read-drugs.ts';
import { readLimits, readUsages } from '../../../../main/prescriptions/masters/read-listed.ts';
import { type DrugLine, drugMaster } from '../../../support/drug-master.ts';

describe('the master of drugs as it is published', () => {
  it('is read by its places', () => {
    const { encoding, found, problems, version } = readDrugs(drugMaster({}, { code: '620000002', generic: '1', class: '1', changed: '20260620' }));
    expect([encoding, problems, version]).toEqual(['shift_jis', [], '2026-06-20']);
    expect(found[0]).toEqual({
      kana: 'ﾐﾎﾝｼﾞｮｳ',
      row: {
        ...{ code: '620000001', name: '見本錠５ｍｇ', unit: '錠', class: '0', form: '1', generic: 0, price_code: '1234567F1010' },
        ...{ general_code: '1234567F1ZZZ', general_name: '【般】見本錠５ｍｇ', listed_on: '2020-04-01', ended_on: null },
      },
    });
    expect([found[1]?.row.generic, found[1]?.row.class]).toEqual([1, '1']);
  });

  it.each<[string, DrugLine, string | null]>([
    ['never', {}, null],
    ['when it is abolished', { ended: '20260331' }, '2026-03-31'],
    ['when its time of transition is over', { transition: '20270331' }, '2027-03-31'],
    ['at the first of both', { ended: '20260331', transition: '20270331' }, '2026-03-31'],
  ])('a drug ends %s', (_when, line, day) => expect(readDrugs(drugMaster(line)).found[0]?.row.ended_on).toBe(day));

  it.each<[string, DrugLine, string]>([
    ['of another master', { kind: 'S' }, 'kind'],
    ['with a code of eight figures', { code: '62000000' }, 'code'],
    ['without a name', { name: '' }, 'name'],
    ['given twice', { code: '620000001' }, 'twice'],
    ['whose end is no day', { ended: '20260231' }, 'day'],
    ['whose end of transition nobody can read', { transition: '46112' }, 'day'],
    ['whose first day nobody can read', { listed: '2020' }, 'day'],
  ])('a line %s is told and left out', (_what, line, code) => {
    const { found, problems } = readDrugs(drugMaster({ code: '620000001' }, { code: '620000003', ...line }));
    expect([found.length, problems]).toEqual([1, [{ line: 2, code }]]);
  });

  it('a letter that cannot be read is told', () => {
    const broken = Buffer.from(drugMaster({ name: '見本' }));
    broken[broken.indexOf(iconv.encode('見本"', 'windows-31j'))] = 0xfd;
    expect(readDrugs(broken).problems).toEqual([{ line: 1, code: 'letters' }]);
  });

  it('a file that is something else has no entry', () => expect(readDrugs(Buffer.from('a,b\nc,d')).found).toEqual([]));
});

describe('a master of usages', () => {
  const CSV =
    '用法コード,基本用法区分,用法名称,開始日,終了日\n1013044400000000,内服,１日３回朝昼夕食後　服用,2023/1/26,\n１０１１０００４０００００００0,内服,１日１回朝食後,,99999999';
  it('is read by its headings', () => {
    const { columns, missing, found, problems } = readUsages(Buffer.from(CSV));
    expect([columns, missing, problems]).toEqual([{ code: 0, kind: 1, name: 2, from: 3, until: 4 }, [], []]);
    expect(found.map(({ row }) => row)).toEqual([
      { code: '1013044400000000', name: '１日３回朝昼夕食後　服用', kind: '内服', from_day: '2023-01-26', until_day: null },
      { code: '1011000400000000', name: '１日１回朝食後', kind: '内服', from_day: null, until_day: null },
    ]);
  });
  it('is read as somebody says', () => {
    const { found } = readUsages(Buffer.from('甲,乙\n1日3回,1013044400000000'), { code: 1, name: 0 });
    expect(found.map(({ row }) => [row.code, row.name])).toEqual([['1013044400000000', '1日3回']]);
  });
  it.each([
    ['that nobody knows', '甲,乙\n1013044400000000,x', ['code', 'name']],
    ['without a code', '用法名称,開始日\nx,y', ['code']],
  ])('with headings %s it waits for somebody to say', (_what, csv, missing) => {
    const read = readUsages(Buffer.from(csv));
    expect([read.missing, read.found]).toEqual([missing, []]);
  });
  it.each([
    ['a code of fifteen', '101304440000000,x', 'code'],
    ['no name', '1013044400000000,', 'name'],
    ['the code once more', '1011000400000000,x', 'twice'],
  ])('a line with %s is told and left out', (_what, line, code) => {
    const { found, problems } = readUsages(Buffer.from(`用法コード,用法名称\n1011000400000000,朝食後\n${line}`));
    expect([found.length, problems]).toEqual([1, [{ line: 3, code }]]);
  });
});

describe('the last day of a usage', () => {
  const read = (until: string) => readUsages(Buffer.from(`用法コード,用法名称,終了日\n1013044400000000,x,${until}`));
  it.each([
    ['2026/3/31 0:00', '2026-03-31'],
    ['２０２６０３３１', '2026-03-31'],
    ['R8.3.31', '2026-03-31'],
    ['令和8年3月31日', '2026-03-31'],
    ['2026年3月31日', '2026-03-31'],
    ['2026-03-31', '2026-03-31'],
    ['', null],
    ['　', null],
    ['00000000', null],
    ['99999999', null],
    ['９９９９/12/31 0:00', null],
    ['9999-12-31', null],
  ])('%s is read', (until, day) => {
    const { found, problems } = read(until);
    expect([found.map(({ row }) => row.until_day), problems]).toEqual([[day], []]);
  });
  it.each(['31-Mar-26', '46112', '20260231', '令和8年', '未定', '9999x', '2026/3/31～'])('%s is told, and never taken for none', (until) => {
    const { found, problems } = read(until);
    expect([found, problems]).toEqual([[], [{ line: 2, code: 'day' }]]);
  });
});

describe('a list of limits', () => {
  const read = (line: string) => readLimits(Buffer.from(`薬品コード,日数,根拠\n${line}`));
  it.each([
    ['of receipts', '620000001,14日,告示', ['2', '620000001', 14, '告示']],
    ['YJ', '1234567F1010,30,', ['4', '1234567F1010', 30, '']],
    ['by general name', '1234567F1ZZZ,90日分,x', ['7', '1234567F1ZZZ', 90, 'x']],
    ['that has none', '620000001,なし,x', ['2', '620000001', null, 'x']],
    ['that has none, in other words', '620000001,制限なし,x', ['2', '620000001', null, 'x']],
  ])('a code %s', (_what, line, expected) => {
    expect(read(line).found.map(({ row }) => [row.code_kind, row.code, row.days, row.source])).toEqual([expected]);
  });
  it.each([
    ['a code of no known form', '12,14,x', 'code'],
    ['days in words', '620000001,二週間,x', 'days'],
    ['no day at all', '620000001,0,x', 'days'],
    ['an empty number of days', '620000001,,x', 'days-empty'],
    ['no column for the days', '620000001', 'days-empty'],
  ])('a line with %s is told and left out', (_what, line, code) => expect(read(line).problems).toEqual([{ line: 2, code }]));
});
