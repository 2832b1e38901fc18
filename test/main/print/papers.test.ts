import { expect, it } from 'vitest';
import { MemorySource } from '../../../pki/pdf/bytes/source.ts';
import { openPdf } from '../../../pki/pdf/document.ts';
import { stampFont } from '../../../pki/pades/stamp/font.ts';
import { attachmentOf, type Attachment } from '../../../main/print/attachment.ts';
import { Flow, space } from '../../../main/print/flow.ts';
import { getaCase } from '../../../main/print/geta.ts';
import { INK } from '../../../main/print/ink.ts';
import { paragraph } from '../../../main/print/lines.ts';
import { pdfFile } from '../../../main/print/pdf-file.ts';
import { A4, measureOf, type Sheet } from '../../../main/print/sheet.ts';
import { type TableDress, tableHead, tableRow } from '../../../main/print/table.ts';
import { typesetter } from '../../../main/print/typeset.ts';
import { ONE_PAGE, buildPdf } from '../../support/pdf.ts';
import { describeWith } from '../../support/needs.ts';
import { ask, pagesOf, POPPLER } from './poppler.ts';

const SHEET: Sheet = { ...A4, left: 60, right: 60, top: 60, bottom: 60 };
const BODY = { size: 10, colour: INK };
const IMPRINT = { title: '試し刷り <1>', language: 'ja', producer: 'HPKI Desk 0', at: '2026-11-25T01:00:00Z' } as const;

/** A paper of paragraphs. */
async function paper(texts: readonly string[], more: { readonly tracking?: number; readonly attachment?: Attachment } = {}) {
  const geta = getaCase();
  const type = typesetter(await stampFont(), geta.substitute);
  const flow = new Flow(SHEET);
  for (const text of texts) flow.place(paragraph(type, text, { ...BODY, tracking: more.tracking ?? 0 }, SHEET.left, measureOf(SHEET)));
  const { attachment } = more;
  const bytes = pdfFile({ sheet: SHEET, pages: flow.pages, type, imprint: IMPRINT, ...(attachment ? { attachments: [attachment] } : {}) });
  return { bytes, letters: geta.letters() };
}

/** A table of numbered rows. */
async function table(rows: number) {
  const type = typesetter(await stampFont());
  const dress: TableDress = {
    type,
    x: SHEET.left,
    rowHeight: 24,
    grid: true,
    columns: [
      { heading: '番号', width: 60, align: 'right' },
      { heading: '所属', width: 200 },
    ],
  };
  const flow = new Flow(SHEET);
  flow.place([space(30)]);
  const texts = Array.from({ length: rows }, (_, index) => `行${index + 1}番`);
  flow.table(
    [tableHead(dress)],
    texts.map((text) =>
      tableRow(dress, [
        [{ text, style: BODY }],
        [
          { text: '上', style: BODY },
          { text: '下', style: BODY },
        ],
      ]),
    ),
  );
  flow.place(paragraph(type, 'おわり', BODY, SHEET.left, 100));
  return pagesOf(pdfFile({ sheet: SHEET, pages: flow.pages, type, imprint: IMPRINT }));
}

describeWith(POPPLER, 'printed papers', () => {
  it.each([
    ['names with letters of their own', '髙﨑𠮷德濵', '髙﨑𠮷德濵', []],
    ['a variation that the font has', '葛\u{e0100}城', '葛\u{e0100}城', []],
    ['a variation that it lacks', '葛\u{e01ef}城', '〓城', ['葛\u{e01ef}']],
    ['a letter that it lacks', '🦆池', '〓池', ['🦆']],
    ['外字', '山\ue000', '山〓', ['\ue000']],
    ['what nobody can see', 'a\u202eb', 'a〓b', ['\u202e']],
  ])('print %s', async (_name, text, shown, letters) => {
    const printed = await paper([text]);
    expect(pagesOf(printed.bytes)).toEqual([shown]);
    expect(printed.letters).toEqual(letters);
  });

  it('words whose letters stand apart are still found', async () => {
    const { bytes } = await paper(['受講証明書'], { tracking: 12 });
    expect(ask('pdftotext', bytes)).toContain('受講証明書');
  });

  it('a table repeats its headings, cuts no row, and what follows it does not', async () => {
    const pages = await table(70);
    expect(pages.length).toBe(4);
    expect(pages.map((page) => page.startsWith('番号所属'))).toEqual([true, true, true, true]);
    expect(pages.join('').match(/行\d+番/g)).toHaveLength(70);
    expect(pages.join('').match(/おわり/g)).toHaveLength(1);
    expect((await table(1))[0]).toBe('番号所属行1番上下おわり');
  });

  it('is a sound file that says what it is, and the same for the same paper', async () => {
    const first = await paper(['甲']);
    expect(ask('pdfinfo', first.bytes)).toMatch(/Title: +試し刷り <1>[\s\S]*Producer: +HPKI Desk 0[\s\S]*\(A4\)/);
    expect(ask('pdffonts', first.bytes)).toMatch(/[A-Z]{6}\+NotoSansJP-Regular +CID TrueType +Identity-H +yes yes yes/);
    expect(Buffer.compare(first.bytes, (await paper(['甲'])).bytes)).toBe(0);
    expect(Buffer.compare(first.bytes, (await paper(['乙'])).bytes)).not.toBe(0);
  });

  it('carries a file within, which other programs find', async () => {
    const { bytes } = await paper(['甲'], { attachment: ATTACHMENT });
    expect(ask('pdfdetach', bytes, '-list')).toMatch(/1 embedded files\s+1: 単位.json/);
  });
});

const ATTACHMENT: Attachment = { name: '単位.json', type: 'application/json', description: '単位', bytes: Buffer.from('{"a":1}') };
const read = (pdf: Uint8Array, name: string) => {
  const found = attachmentOf(openPdf(new MemorySource(pdf)), name);
  return found && Buffer.from(found).toString();
};

it('what was attached is read back by its name, and by no other', async () => {
  const { bytes } = await paper(['甲'], { attachment: ATTACHMENT });
  expect(read(bytes, '単位.json')).toBe('{"a":1}');
  expect(read(bytes, 'other.json')).toBeNull();
  expect(read((await paper(['甲'])).bytes, '単位.json')).toBeNull();
});

const withNames = (names: string, more: Readonly<Record<number, string>> = {}) =>
  buildPdf({
    ...ONE_PAGE,
    1: `<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles ${names}>>>>`,
    4: '<</Length 2>>stream\nok\nendstream',
    5: '<</Type/Filespec/EF<</F 4 0 R>>>>',
    ...more,
  });

it.each<[string, Uint8Array, string | null]>([
  ['a tree with branches', withNames('6 0 R', { 6: '<</Kids[7 0 R 8 0 R]>>', 7: '<</Names[(b)5 0 R]>>', 8: '<</Names[(c)5 0 R(a)5 0 R]>>' }), 'ok'],
  ['a name without a file', withNames('<</Names[(a)<</Type/Filespec>>]>>'), null],
  ['a tree that is none', withNames('(a)'), null],
])('%s', (_name, pdf, expected) => expect(read(pdf, 'a')).toBe(expected));

it.each<[string, Uint8Array]>([
  ['two files of one name', withNames('<</Names[(a)5 0 R(a)5 0 R]>>')],
  ['a tree that runs in a circle', withNames('6 0 R', { 6: '<</Kids[6 0 R]>>' })],
])('%s is refused', (_name, pdf) => expect(() => read(pdf, 'a')).toThrow(expect.objectContaining({ code: 'PDF_BROKEN' })));

it.each([
  ['本駒込　東館', 4, ['本駒込', '東館']],
  ['　本駒込', 5, ['　本駒込']],
  ['本駒　東館', 5, ['本駒　東館']],
])('%j in %d letters: the space between words begins no further line', async (text, letters, lines) => {
  const type = typesetter(await stampFont());
  const widths = type.paragraph(text, BODY.size, letters * BODY.size).map(({ width }) => width);
  expect(widths).toEqual(lines.map((line) => type.line(line).width));
});
