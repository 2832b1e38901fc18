import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditLog } from '../../../../main/audit/audit-log.ts';
import { factsOfDrugs } from '../../../../main/prescriptions/masters/facts.ts';
import { type Masters, openMasters } from '../../../../main/prescriptions/masters/masters.ts';
import { searchDrugs, searchUsages } from '../../../../main/prescriptions/masters/search.ts';
import { openStore, type Store } from '../../../../main/store/store.ts';
import { readSj1 } from '../../../../pki/eps/sj1.ts';
import { type DrugLine, drugMaster } from '../../../support/drug-master.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const TODAY = '2026-11-20';
const CSV = '薬品コード,日数,根拠\n620000001,14,告示の一覧';
let store: Store;
let masters: Masters;
beforeAll(async () => {
  store = await openStore({ folder: await temporaryFolder(), now: () => new Date('2026-11-20T03:00:00Z') });
  const audit = auditLog(store);
  await audit.begin();
  masters = openMasters({ store, audit });
});
afterAll(() => store?.[Symbol.asyncDispose]());

const importDrugs = (...lines: readonly DrugLine[]) =>
  masters.import({ kind: 'drug', file: { name: 'y.csv', bytes: drugMaster(...lines) }, version: '', source: '支払基金' });
const importLimits = (csv = CSV) => masters.import({ kind: 'limit', file: { name: 'l.csv', bytes: Buffer.from(csv) }, version: '', source: '一覧' });
const factsOf = async (kind: string, code: string) =>
  (await factsOfDrugs(store.db, readSj1(Buffer.from(`SJ1\n101,1,1,,7\n201,1,1,1,${kind},${code},x,1,1,錠`))))(kind, code);
const named = async (typed: string) => (await searchDrugs(store.db, typed, TODAY)).map(({ name }) => name);
const afresh = async () => {
  for (const kind of ['drug', 'usage', 'limit'] as const) await masters.remove(kind);
};

describe('drugs are found as one types', () => {
  const LOXO = 'ロキソプロフェンＮａ錠６０ｍｇ「見本」';
  const AMLO = 'アムロジピン錠５ｍｇ';
  const SPRAY = '噴霧剤ロキソ';
  const OLD = 'ロキソ旧錠';
  beforeAll(async () => {
    await importDrugs(
      { code: '620000001', name: LOXO, kana: 'ﾛｷｿﾌﾟﾛﾌｪﾝﾅﾄﾘｳﾑｼﾞｮｳ', priceCode: '1149019F1560', generalName: '【般】ロキソプロフェンＮａ錠６０ｍｇ' },
      { code: '620000002', name: AMLO, kana: 'ｱﾑﾛｼﾞﾋﾟﾝｼﾞｮｳ', priceCode: '2171022F1010', generalName: '' },
      { code: '620000003', name: SPRAY, kana: 'ﾌﾝﾑｻﾞｲ', priceCode: '', generalName: '' },
      { code: '620000004', name: OLD, kana: 'ﾛｷｿｷｭｳｼﾞｮｳ', priceCode: '', generalName: '', ended: '20261119' },
    );
  });
  it.each<[string, string, readonly string[]]>([
    ['katakana', 'ロキソ', [LOXO, SPRAY]],
    ['hiragana', 'ろきそ', [LOXO, SPRAY]],
    ['half-width kana with marks', 'ﾛｷｿﾌﾟ', [LOXO]],
    ['one letter', 'ロ', [LOXO, SPRAY, AMLO]],
    ['kanji in the middle', '霧', [SPRAY]],
    ['the reading of kanji', 'ふんむ', [SPRAY]],
    ['half-width figures and small letters', '60mg', [LOXO]],
    ['two words', 'ろきそ　６０', [LOXO]],
    ['a code of receipts', '620000002', [AMLO]],
    ['a price code', '1149019f', [LOXO]],
    ['the general name', '【般】ロキソ', [LOXO]],
    ['a word that none has', 'ロキソ 61', []],
    ['nothing', '　', []],
    ['what stands for anything elsewhere', '%', []],
  ])('%s', async (_what, typed, expected) => expect(await named(typed)).toEqual(expected));

  it('those that ended are left out, until the day itself', async () => {
    expect((await searchDrugs(store.db, '旧', '2026-11-19')).map(({ name }) => name)).toEqual([OLD]);
    expect(await named('旧')).toEqual([]);
  });
});

it('of 25,000 drugs each letter that is typed is answered at once', { timeout: 60_000 }, async () => {
  const many = Array.from({ length: 25_000 }, (_none, index) => ({
    ...{ code: String(620_000_000 + index), name: `試験薬${index}錠５ｍｇ「会社${index % 90}」`, kana: `ｼｹﾝﾔｸ${index}` },
    priceCode: `${1_000_000 + index}F1010`,
  }));
  await importDrugs(...many);
  const times: number[] = [];
  for (const typed of ['し', 'しけ', '試験薬24', '24999', '会社7 ５ｍｇ', 'zzz']) {
    const start = performance.now();
    await searchDrugs(store.db, typed, TODAY);
    times.push(performance.now() - start);
  }
  expect(await named('24999')).toEqual(['試験薬24999錠５ｍｇ「会社69」']);
  // Far above what was measured (about 20 ms), so that a busy machine passes; a scan gone wrong takes seconds.
  expect(Math.max(...times)).toBeLessThan(500);
});

describe('a file takes the place of the one of its kind', () => {
  it('whole, and is told with version and source', async () => {
    await importDrugs({ code: '620000001', name: '甲' });
    await importDrugs({ code: '620000002', name: '乙', changed: '20261001' });
    expect([await named('甲'), await named('乙')]).toEqual([[], ['乙']]);
    expect(await masters.list()).toEqual([
      expect.objectContaining({ kind: 'drug', name: 'y.csv', version: '2026-10-01', source: '支払基金', entries: 1, demonstration: false }),
    ]);
  });
  it.each<[string, () => Promise<unknown>, string]>([
    ['nothing in it', () => importDrugs({ kind: 'S' }), 'IMPORT_UNREADABLE'],
    ['no column for the code', () => importLimits('甲,乙\n1,2'), 'COLUMNS_MISSING'],
    [
      'a workbook',
      () => masters.import({ kind: 'drug', file: { name: 'x.xlsx', bytes: Buffer.from('PK\x03\x04') }, version: '', source: '' }),
      'SPREADSHEET_NOT_READ',
    ],
  ])('but not with %s: then all stays', async (_what, act, code) => {
    await expect(act()).rejects.toMatchObject({ code });
    expect(await named('乙')).toEqual(['乙']);
  });
});

describe('samples', () => {
  it('are not put in place of an imported file', async () => {
    await importDrugs({});
    await expect(masters.demonstrate()).rejects.toMatchObject({ code: 'MASTER_IN_USE' });
  });
  it('say of themselves what they are, and go when a file is imported', async () => {
    await afresh();
    const all = await masters.demonstrate();
    expect(all.map(({ kind, demonstration }) => [kind, demonstration])).toEqual([
      ['drug', true],
      ['limit', true],
      ['usage', true],
    ]);
    expect(await searchDrugs(store.db, 'あむろ', TODAY)).toEqual([expect.objectContaining({ code: '999999001', demonstration: true })]);
    expect(await searchUsages(store.db, '朝昼夕', TODAY)).toEqual([
      { code: '1013044400000000', name: '１日３回朝昼夕食後　服用', demonstration: true },
    ]);
    expect(await factsOf('2', '999999011')).toMatchObject({ narcotic: true, demonstration: true, limit: { days: 14 } });
    await importDrugs({ code: '620000001' });
    expect(await named('見本')).toEqual(['見本錠５ｍｇ']);
    // The sample list says nothing of real drugs.
    expect((await factsOf('2', '620000001'))?.limit).toBeNull();
  });
});

describe('what is known of a drug', () => {
  beforeAll(async () => {
    await afresh();
    await importDrugs(
      { code: '620000001', class: '1' },
      { code: '620000002', priceCode: '1234567F1029', generalCode: '1234567F1ZZZ', generic: '1', listed: '20260601' },
      { code: '620000003', priceCode: '7777777F1029', generalCode: '', listed: '20260601', ended: '20261231' },
    );
  });
  it.each<[string, string, string, object | null]>([
    ['by the code of receipts', '2', '620000001', { narcotic: true, listedOn: '2020-04-01', endedOn: null, generic: false }],
    ['by YJ', '4', '7777777F1029', { narcotic: false, listedOn: '2026-06-01', endedOn: '2026-12-31' }],
    ['by general name, of all together', '7', '1234567F1ZZZ', { narcotic: true, generic: true, listedOn: '2020-04-01' }],
    ['by a code that is not there', '2', '620009999', null],
    ['by a code of another kind', '4', '620000001', null],
    ['without a code', '7', '', null],
  ])('%s', async (_what, kind, code, expected) => {
    const facts = await factsOf(kind, code);
    if (expected === null) expect(facts).toBeNull();
    else expect(facts).toMatchObject(expected);
  });

  it('its limit is not known before a list is imported or somebody enters it', async () => {
    const limit = async (code: string) => (await factsOf('2', code))?.limit;
    expect(await limit('620000001')).toBeNull();
    await importLimits();
    expect([await limit('620000001'), await limit('620000003')]).toEqual([{ days: 14, source: '告示の一覧' }, null]);
    await masters.setLimit({ codeKind: '2', code: '620000001', days: 30, source: '告示の改正' });
    expect(await limit('620000001')).toEqual({ days: 30, source: '告示の改正' });
    await importLimits('薬品コード,日数,根拠\n1234567F1ZZZ,90,一般名');
    expect([await limit('620000001'), await limit('620000002')]).toEqual([
      { days: 30, source: '告示の改正' },
      { days: 90, source: '一般名' },
    ]);
  });

  it.each<[string, string, string, object]>([
    ['of a drug that the list names', '2', '620000001', { limit: { days: 14 }, untold: null }],
    ['of one of which it says that it has none', '2', '620000004', { limit: { days: null }, untold: null }],
    ['of one that it does not name', '2', '620000003', { limit: null, untold: { list: '一覧 令和8年版' } }],
    ['of makers together, one of which it does not name', '7', '9999999F1ZZZ', { limit: { days: null }, untold: { list: '一覧 令和8年版' } }],
    ['of makers together, with a limit for one of them', '7', '1234567F1ZZZ', { limit: { days: 14 }, untold: { list: '一覧 令和8年版' } }],
  ])('an unknown limit is told as unknown: %s', async (_what, kind, code, expected) => {
    await masters.remove('limit');
    await importDrugs(
      { code: '620000001' },
      { code: '620000002', priceCode: '1234567F1029', generalCode: '1234567F1ZZZ' },
      { code: '620000003', priceCode: '7777777F1029', generalCode: '' },
      { code: '620000004', priceCode: '9999999F1010', generalCode: '9999999F1ZZZ' },
      { code: '620000005', priceCode: '9999999F1029', generalCode: '9999999F1ZZZ' },
    );
    await store.db.deleteFrom('prescription_limit').execute();
    const bytes = Buffer.from('薬品コード,日数,根拠\n620000001,14,告示\n620000004,なし,告示');
    await masters.import({ kind: 'limit', file: { name: 'l.csv', bytes }, version: '令和8年版', source: '一覧' });
    expect(await factsOf(kind, code)).toMatchObject(expected);
  });
});

describe('lines that were left out', () => {
  const LINES = '薬品コード,日数,根拠\n620000001,14,告示\n12,14,x\n620000002,,x';
  const REFUSED = {
    count: 2,
    first: [
      { line: 3, code: 'code' },
      { line: 4, code: 'days-empty' },
    ],
  };
  it('are counted and told before and after the import', async () => {
    await afresh();
    expect(masters.inspect('limit', { name: 'l.csv', bytes: Buffer.from(LINES) }).refused).toEqual(REFUSED);
    expect((await importLimits(LINES)).refused).toEqual(REFUSED);
    expect(await masters.list()).toMatchObject([{ kind: 'limit', entries: 1, refused: REFUSED }]);
  });
  it('are counted whole, however many are told', async () => {
    const many = Array.from({ length: 300 }, () => '12,14,x').join('\n');
    const { count, first } = (await importLimits(`薬品コード,日数\n620000001,14\n${many}`)).refused!;
    expect([count, first.length]).toEqual([300, 200]);
  });
  it('none are told where none were, and of what is older than that nothing is known', async () => {
    expect((await importLimits()).refused).toEqual({ count: 0, first: [] });
    await store.db.updateTable('prescription_master').set({ refused: null }).execute();
    expect(await masters.list()).toMatchObject([{ kind: 'limit', refused: null }]);
  });
});
