import { describe, expect, it } from 'vitest';
import table from '../../../../resources/credentials/machines.json' with { type: 'json' };
import procedures from '../../../../resources/credentials/procedures.json' with { type: 'json' };
import { letterPdf, letterTemplates } from '../../../../main/credentials/papers/letter.ts';
import { placeholdersIn, valuesOf } from '../../../../main/credentials/papers/values.ts';
import { type Template, templateOf, templates } from '../../../../main/credentials/papers/template.ts';
import { hasWords } from '../../../../main/words/words.ts';
import { describeWith } from '../../../support/needs.ts';
import { ask, pagesOf, POPPLER } from '../../print/poppler.ts';
import { empty, full, HOLDER, NOBODY } from './samples.ts';

const flat = (text: string) => text.replace(/\s+/g, '');
const absentFrom = (text: string, words: readonly string[]) => words.filter((word) => !text.includes(flat(word)));
const PIN = '97531864';
const ids = letterTemplates().map(({ id }) => id);
const said = async (...data: Parameters<typeof letterPdf>) => pagesOf(await letterPdf(...data)).join('');

/** Every text of a template in which a placeholder may stand. */
const textsOf = ({ to, body }: Template): string[] => [
  ...(to ? [to.name] : []),
  ...body.flatMap((block) => {
    if (block.block === 'text') return [block.text];
    if (block.block === 'terms') return block.rows.map(({ value }) => value);
    return block.block === 'sign' ? block.rows.map(({ value }) => value ?? '') : [];
  }),
];
const listsOf = ({ body }: Template): string[] =>
  body.flatMap((block) => (block.block === 'list' ? [block.list] : block.block === 'table' ? block.columns.map(({ list }) => list) : []));

describe('templates of letters', () => {
  it('there is one for every letter that a transition or a procedure prints', () => {
    const transitions = Object.values(table.objects).flatMap((machine) => machine.transitions as readonly { readonly letters?: readonly string[] }[]);
    const wanted = [
      ...transitions.flatMap(({ letters = [] }) => letters),
      ...(procedures.procedures as readonly { readonly letter?: string }[]).flatMap(({ letter }) => (letter ? [letter] : [])),
    ];
    expect(wanted.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('each has a name in the words of the program', () => {
    expect(ids.filter((id) => !hasWords('ja', `credentials.letter.${id}`))).toEqual([]);
  });

  it('no two have the same id and version', () => {
    const keys = templates().map(({ id, version }) => `${id} ${version}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each(templates())('$id $version: names only what it declares, and declares nothing that it does not say', (template) => {
    const known = new Set(valuesOf(template, { ...full(template.id), holder: HOLDER }).texts.keys());
    const named = textsOf(template).flatMap(placeholdersIn);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
    expect(Object.keys(template.facts).filter((name) => !named.includes(name))).toEqual([]);
    expect(listsOf(template).toSorted()).toEqual(Object.keys(template.lists).toSorted());
  });

  it('a letter of no template, or of a version that was never printed, is refused', () => {
    expect(() => templateOf('love-letter')).toThrow(expect.objectContaining({ code: 'LETTER_UNKNOWN' }));
    expect(() => templateOf('receipt', '0')).toThrow(expect.objectContaining({ code: 'LETTER_UNKNOWN' }));
    expect(templateOf('receipt', '1')).toBe(templateOf('receipt'));
  });
});

describeWith(POPPLER, 'letters on paper', () => {
  const cases = ids.flatMap((id) => [
    { id, what: 'everything known', data: { ...full(id), facts: { ...full(id).facts, pin: PIN } } },
    { id, what: 'nothing known', data: empty(id) },
  ]);

  it.each(cases)('$id, $what: title, form, version, date, number and page stand on it, within its sheet', async ({ id, data }) => {
    const pdf = await letterPdf(data);
    const { version, sheet, title } = templateOf(id);
    const pages = pagesOf(pdf);
    expect(pages.length).toBe(sheet === 'postcard' ? 2 : 1);
    const foot = (page: number) => [`様式 ${id} 第${version}版（2026年11月30日）`, `文書番号 ${data.number}`, `${page}/${pages.length}ページ`];
    expect(pages.flatMap((page, index) => absentFrom(page, foot(index + 1)))).toEqual([]);
    if (sheet !== 'label') expect(absentFrom(pages.at(-1)!, [title])).toEqual([]);
    // Nor does a former name, or a PIN that somebody put among the facts.
    expect(pages.join('')).not.toMatch(/[{}〓]|undefined|null|旧姓/);
    expect(pages.join('')).not.toContain(PIN);
    expect(outside(pdf)).toEqual([]);
  });

  it.each(['receipt', 'issue-notice', 'envelope-label'])('%s: equal data make equal files', async (id) => {
    expect(Buffer.compare(await letterPdf(full(id)), await letterPdf(full(id)))).toBe(0);
  });

  it.each<[id: string, words: readonly string[]]>([
    [
      'missing-items',
      [
        '〒162-0825',
        '神楽坂 三十四 様',
        '再発行',
        '令和8年12月25日（2026年12月25日）',
        '足りない書類',
        '写真',
        '本人確認書類の写し',
        '住民票',
        '通知カードは使えません',
        '日本国旅券',
        '運転免許証',
      ],
    ],
    ['payment-slip', ['金額（税込）', '5,500円', '税抜 5,000円、消費税率 10%', '2026-5500-0123', '同封の払込票']],
    [
      'issue-notice',
      [
        '郵便はがき',
        '試験市医師会 事務局',
        '03-0000-3333',
        '令和9年1月29日（2027年1月29日）',
        'このはがき',
        '医師免許証の原本',
        '通知カードは使えません',
      ],
    ],
    [
      'receipt',
      [
        '試験医師会 電子認証センター 御中',
        'C-00012345',
        'CN=TestSignature',
        '0A:12',
        '署名用',
        '認証用',
        'カードの認証用の鍵で署名し、確認しました',
        'ご署名',
      ],
    ],
    ['resume-record', ['対面で確認したもの', '担当 一郎', '確認 二子', '利用を再開しました']],
    ['revocation-request', ['試験認証局 御中', 'HPKI-01-TestSignature', '1A:2B:3C:4D', '利用の終了（cessationOfOperation）', '令和8年12月25日']],
    ['renewal-notice', ['令和9年5月（2027年5月）に有効期限を迎えます', '5,500円']],
    ['loss-report', ['カグラザカ サンジュウシ', '昭和45年3月12日（1970年3月12日）', '電車の中', '□ 希望しません']],
    [
      'hold-notice',
      [
        'カードによる受付',
        '当方が提供するサービスの利用',
        '証明書には手を加えていない',
        '当方以外では、そのまま有効なものとして扱われます',
        '対面による本人確認',
      ],
    ],
    ['discontinuation', ['認証局に申請します', '再び使うことができません']],
    ['pin-disclosure', ['別の場所で作成する封書', '当方の記録にも、暗証番号はありません']],
    ['death', ['神楽坂 花江 様', '謹んでお悔やみ申し上げます', '神楽坂 三十四様の医師資格証']],
    ['returned-card', ['返納前の状態', '破損']],
    ['destruction-record', ['裁断', 'C-00000003', '廃棄した担当者', '担当 一郎', '確認 二子']],
  ])('%s says what it knows', async (id, words) => {
    expect(absentFrom(await said(full(id)), words)).toEqual([]);
  });

  it.each<[what: string, id: string, facts: Record<string, string | number | boolean | null>, words: string, not: string]>([
    ['possession that was proved', 'receipt', { possession: true }, '署名し、確認しました', '所持の確認は行っていません'],
    ['possession that was not tested', 'receipt', { possession: false }, '所持の確認は行っていません', '署名し、確認しました'],
    ['possession of which nothing is known', 'receipt', {}, '所持の確認は行っていません', '署名し、確認しました'],
    ['a fee with tax alone', 'payment-slip', { yen: 5500 }, '5,500円', '税抜'],
    ['a renewal that is free', 'renewal-notice', { yen: 0 }, '無料', '0円'],
    ['a renewal whose fee is not on record', 'renewal-notice', { yen: null }, 'お申し込みの際にご案内いたします', '円'],
    ['a reason that has no words', 'rejection', { procedure: 'unheard-of', reason: '写真の不備' }, 'unheard-of', '{'],
    ['a deadline in hours', 'revocation-request', { deadline: '2026-11-30T15:30:00.000Z' }, '令和8年12月1日（2026年12月1日）00:30', 'T15'],
  ])('%s', async (_what, id, facts, words, not) => {
    const text = await said({ ...empty(id), facts });
    expect(absentFrom(text, [words])).toEqual([]);
    expect(text).not.toContain(not);
  });

  it('nothing but the address of the holder stands on a card that anybody can read', async () => {
    const text = await said(full('issue-notice'));
    expect(['123456号', '1970', '1234567890', HOLDER.phone, HOLDER.email].filter((secret) => text.includes(secret))).toEqual([]);
  });

  it('letters that the font lacks become 〓', async () => {
    expect(await said({ ...full('resume'), holder: { ...NOBODY, name: '\u{e000}田' } })).toContain('〓田様');
  });

  it('a long list goes on to the next page, under its heading', async () => {
    const data = { ...full('destruction-record'), lists: { cards: Array.from({ length: 120 }, (_, index) => `C-${index}`) } };
    const pages = pagesOf(await letterPdf(data));
    expect(pages.length).toBeGreaterThan(2);
    expect(absentFrom(pages[1]!, ['あわせて廃棄したカード', '医師資格証 廃棄記録', `2/${pages.length}ページ`])).toEqual([]);
    expect(pages.join('').match(/C-\d+/g)?.length).toBe(121);
  });

  it('the longest that fields may hold still fits on a card and its two sides', async () => {
    const long = '試'.repeat(300);
    const data = full('issue-notice');
    const pdf = await letterPdf({
      ...data,
      holder: { ...data.holder, name: '試'.repeat(100), address: long },
      facts: { ...data.facts, desk: long, deskAddress: long },
    });
    expect(pagesOf(pdf).length).toBe(2);
    expect(outside(pdf)).toEqual([]);
  });
});

/** Words that do not lie within their page, by the boxes that poppler gives. */
function outside(pdf: Uint8Array): string[] {
  const pages = ask('pdftotext', pdf, '-bbox').split('<page ').slice(1);
  return pages.flatMap((page) => {
    const [, width = 0, height = 0] = (/width="([\d.]+)" height="([\d.]+)"/.exec(page) ?? []).map(Number);
    return [...page.matchAll(/<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)/g)]
      .filter(([, x1, y1, x2, y2]) => Number(x1) < 0 || Number(y1) < 0 || Number(x2) > width || Number(y2) > height)
      .map(([, , , , , word = '']) => word);
  });
}
