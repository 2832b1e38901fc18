import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { FileSource } from '../../../pki/pdf/bytes/file-source.ts';
import { MemorySource } from '../../../pki/pdf/bytes/source.ts';
import { openPdf } from '../../../pki/pdf/document.ts';
import { pageCount } from '../../../pki/pdf/pages.ts';
import { nameOf, PdfReference, type PdfStream, PdfString } from '../../../pki/pdf/syntax/objects.ts';
import { folderWith } from '../../support/openssl.ts';
import { appendRevision, buildPdf, ONE_PAGE, type PdfShape, replaceSameLength, stream } from '../../support/pdf.ts';
import { failureOf } from '../../support/pki-failure.ts';
import { withCorpus } from '../../support/shared-data.ts';

const open = (bytes: Uint8Array) => openPdf(new MemorySource(bytes));
const NOTE = { ...ONE_PAGE, 4: '(first)' };

describe('cross-references', () => {
  it.each<[string, PdfShape, PdfShape]>([
    ['tables', { kind: 'table' }, { kind: 'table' }],
    ['streams with a PNG predictor', { kind: 'stream' }, { kind: 'stream' }],
    ['a table behind a stream', { kind: 'stream' }, { kind: 'table' }],
    ['a stream behind a table', { kind: 'table' }, { kind: 'stream' }],
  ])('%s: the newest revision counts, older objects stay', (_, first, second) => {
    const pdf = open(appendRevision(buildPdf(NOTE, first), { 4: '(second)', 7: '7.5' }, second));
    const kinds = pdf.references.sections.map(({ kind }) => kind);
    expect([pdf.get(new PdfReference(4)), pdf.get(new PdfReference(7)), pageCount(pdf), kinds]).toEqual([
      new PdfString(new Uint8Array(Buffer.from('second'))),
      7.5,
      1,
      [second.kind, first.kind],
    ]);
  });

  it('objects in an object stream are found by number and index', () => {
    const pdf = open(buildPdf(ONE_PAGE, { kind: 'stream', compressed: { 8: '/Eight', 9: '[9 8 0 R]' } }));
    expect([nameOf(pdf.get(new PdfReference(8))), pdf.get(new PdfReference(9)), pdf.offsetOf(new PdfReference(8))]).toEqual([
      'Eight',
      [9, new PdfReference(8)],
      null,
    ]);
  });

  it('what a hybrid table hides is found in its stream', () => {
    const hidden = buildPdf(ONE_PAGE, { kind: 'stream', compressed: { 8: '/Hidden' } });
    const at = /startxref\n(\d+)/.exec(hidden.toString('latin1'))![1]!;
    const pdf = open(appendRevision(hidden, { 7: '7' }, { trailer: `/XRefStm ${at}` }));
    expect([nameOf(pdf.get(new PdfReference(8))), pdf.get(new PdfReference(7))]).toEqual(['Hidden', 7]);
  });

  it('a reference to nothing, or to another generation, is null', () => {
    const pdf = open(buildPdf());
    expect([pdf.get(new PdfReference(99)), pdf.get(new PdfReference(0, 65535)), pdf.get(new PdfReference(3, 1))]).toEqual([null, null, null]);
  });

  it.each(['\r\n', ' \n', ' \r', '\n'])('entries may end with %j', (end) => {
    const bytes = Buffer.from(
      buildPdf()
        .toString('latin1')
        .replaceAll(/ (n|f)\r\n/g, ` $1${end}`),
      'latin1',
    );
    expect(pageCount(open(bytes))).toBe(1);
  });
});

describe('streams', () => {
  it('Length may be indirect', () => {
    const pdf = open(buildPdf({ ...ONE_PAGE, 4: '<</Length 5 0 R>>stream\r\nhello\r\nendstream', 5: '5' }));
    expect(Buffer.from(pdf.data(pdf.get(new PdfReference(4)) as PdfStream)).toString()).toBe('hello');
  });

  it.each([
    ['a length that does not fit', '<</Length 4>>stream\nhello\nendstream', 'PDF_BROKEN'],
    ['a length beyond the file', '<</Length 99999>>stream\nhello\nendstream', 'PDF_BROKEN'],
    ['damaged Flate data', stream('hello', '/Filter/FlateDecode'), 'PDF_BROKEN'],
    ['a filter structural streams do not have', stream('hello', '/Filter/LZWDecode'), 'PDF_UNREADABLE'],
    [
      'an absurd predictor row',
      stream('x\x9cc\x00\x00\x00\x01\x00\x01', '/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 999999999>>'),
      'PDF_BROKEN',
    ],
  ])('%s is refused', async (_, body, code) => {
    const pdf = open(buildPdf({ ...ONE_PAGE, 4: body }));
    expect(await failureOf(() => pdf.data(pdf.get(new PdfReference(4)) as PdfStream))).toBe(code);
  });
});

describe('refusals', () => {
  const good = buildPdf(NOTE, { trailer: '/Info 4 0 R' });
  const at = good.lastIndexOf('xref\n0 1');
  it.each<[string, Uint8Array, string]>([
    ['no PDF', Buffer.from('hello'), 'PDF_UNREADABLE'],
    ['nothing', Buffer.alloc(0), 'PDF_UNREADABLE'],
    ['bytes before the header', Buffer.concat([Buffer.from('\n'), good]), 'PDF_UNREADABLE'],
    ['cut off', good.subarray(0, good.length - 40), 'PDF_BROKEN'],
    ['no end mark', good.subarray(0, good.length - 4), 'PDF_BROKEN'],
    ['startxref elsewhere', replaceSameLength(good, `startxref\n${at}`, `startxref\n${at + 1}`), 'PDF_BROKEN'],
    ['a malformed entry', replaceSameLength(good, '00000 n\r\n2 1', '0000x n\r\n2 1'), 'PDF_BROKEN'],
    ['an object that is another', replaceSameLength(good, '1 0 obj', '9 0 obj'), 'PDF_BROKEN'],
    ['a circle of sections', appendRevision(good, { 5: '5' }, { trailer: `/Prev ${good.length + 16}` }), 'PDF_BROKEN'],
    ['overlapping subsections', replaceSameLength(good, '\n2 1\n', '\n1 1\n'), 'PDF_BROKEN'],
    ['no page tree', buildPdf({ ...ONE_PAGE, 1: '<</Type/Catalog>>' }), 'PDF_BROKEN'],
    ['encrypted', buildPdf(NOTE, { trailer: '/Encrypt<</Filter/Standard/P -4>>' }), 'PDF_ENCRYPTED'],
    ['encrypted and changes forbidden', buildPdf(NOTE, { trailer: '/Encrypt<</Filter/Standard/P -1052>>' }), 'PDF_RESTRICTED'],
  ])('%s', async (_, bytes, code) => {
    expect(await failureOf(() => open(bytes))).toBe(code);
  });

  it('references that run in a circle', async () => {
    const pdf = open(buildPdf({ ...ONE_PAGE, 4: '5 0 R', 5: '4 0 R' }));
    expect(await failureOf(() => pdf.resolve(new PdfReference(4)))).toBe('PDF_BROKEN');
  });
});

describe('file source', () => {
  it('reads the same as memory, across its pages and to the end', () => {
    const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, index) => (index * 31) & 255));
    using file = new FileSource(join(folderWith({ 'x.bin': bytes }), 'x.bin'));
    const memory = new MemorySource(bytes);
    for (const [offset, length] of [
      [0, 10],
      [16_380, 10],
      [16_384, 20_000],
      [69_990, 100],
      [70_000, 1],
      [80_000, 5],
    ] as const)
      expect(Buffer.compare(file.read(offset, length), memory.read(offset, length)), `${offset}+${length}`).toBe(0);
    expect(Buffer.compare(Buffer.concat([...file.chunks(5, 69_999)].map((piece) => Buffer.from(piece))), bytes.subarray(5, 69_999))).toBe(0);
  });
});

describe('small files that unfold to much', () => {
  const packed = (data: Buffer, entries = ''): string => stream(deflateSync(data).toString('latin1'), `${entries}/Filter/FlateDecode`);

  it('streams read again and again', async () => {
    const pdf = open(buildPdf({ ...ONE_PAGE, 4: packed(Buffer.alloc(50 << 20)) }));
    const read = (): Uint8Array => pdf.data(pdf.get(new PdfReference(4)) as PdfStream);
    expect([read().length, read().length]).toEqual([50 << 20, 50 << 20]);
    expect(await failureOf(read)).toBe('PDF_BROKEN');
  });

  it('cross-references to more bytes than there can be objects', async () => {
    const original = buildPdf();
    const section = `9 0 obj\n${packed(Buffer.alloc(1000), '/Type/XRef/W[8 8 8]/Size 8000000/Root 1 0 R')}\nendobj\nstartxref\n${original.length}\n%%EOF\n`;
    const error = await Promise.resolve()
      .then(() => open(Buffer.concat([original, Buffer.from(section, 'latin1')])))
      .catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: 'PDF_BROKEN', detail: { note: 'cross-reference stream too large' } });
  });
});

withCorpus('pdf', (folder) => {
  it.each([
    ['EmptyPage-corrupted.pdf', 'PDF_BROKEN'],
    ['open_protected.pdf', 'PDF_ENCRYPTED'],
    ['restricted_fields.pdf', 'PDF_RESTRICTED'],
    ['doc.pdf', null],
    ['pdf-2.0.pdf', null],
    ['pdf-with-annotations.pdf', null],
    ['pdf-xref-streams.pdf', null],
    ['pdfa2a-rgb.pdf', null],
    ['unsignedPDFWithSignatureFieldButInvisible.pdf', null],
    ['signed/Signature-P-BG_BOR-1.pdf', null],
    ['signed/Signature-P-DE_SCI-4.pdf', null],
    ['signed/doc-firmado-LT.pdf', null],
    ['signed/doc-firmado-T.pdf', null],
    ['signed/hide.pdf', null],
  ])('%s opens with %s', async (name, code) => {
    expect(await failureOf(() => pageCount(open(readFileSync(join(folder, name)))))).toBe(code);
  });
});
