import { describe, expect, it } from 'vitest';
import { MemorySource } from '../../../pki/pdf/bytes/source.ts';
import { pdfText } from '../../../pki/pdf/text/page-text.ts';
import { sampleReferral } from '../../../main/demonstration/sample-pdf.ts';
import { failureOf } from '../../support/pki-failure.ts';
import { buildPdf, ONE_PAGE, type PdfBodies, stream } from '../../support/pdf.ts';

const LIMITS = { pages: 10, length: 10_000 };
const hex = (text: string, label: 'utf16' | 'ascii' = 'utf16') =>
  `<${(label === 'ascii' ? Buffer.from(text, 'latin1') : Buffer.from(text, 'utf16le').swap16()).toString('hex')}>`;

/** A page with one font and a content stream. */
const withFont = (font: string, content: string, further: PdfBodies = {}, resources = ''): Buffer =>
  buildPdf({
    ...ONE_PAGE,
    3: `<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Resources<</Font<</F1 5 0 R>>${resources}>>/Contents 4 0 R>>`,
    4: stream(content),
    5: font,
    ...further,
  });

const JAPANESE = '<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/UniJIS-UTF16-H>>';
const MAPPED = '<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode 6 0 R>>';
const map = (body: string) => ({ 6: stream(`begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange ${body} endcmap`) });
const shows = (operand: string) => `BT /F1 12 Tf ${operand} Tj ET`;

const read = (file: Uint8Array, limits = LIMITS) => {
  const { text, whole } = pdfText(new MemorySource(file), limits);
  return { text: text.replaceAll(/\s+/g, ' ').trim(), whole };
};

describe('the text of a PDF', () => {
  it.each<[string, Buffer, string]>([
    ['in a simple font', withFont('<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>', shows('(Hello \\(you\\))')), 'Hello (you)'],
    ['in a Japanese encoding of Unicode', withFont(JAPANESE, shows(hex('患者佐藤'))), '患者佐藤'],
    ['in Shift JIS', withFont('<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/90ms-RKSJ-H>>', shows('<8AB38ED2>')), '患者'],
    [
      'by single entries of its map',
      withFont(MAPPED, shows('<00010002>'), map(`2 beginbfchar <0001> ${hex('佐')} <0002> ${hex('藤')} endbfchar`)),
      '佐藤',
    ],
    ['by ranges of its map', withFont(MAPPED, shows('<00010003>'), map(`1 beginbfrange <0001> <0003> ${hex('あ')} endbfrange`)), 'あい'],
    [
      'by a list in a range',
      withFont(MAPPED, shows('<00010002>'), map(`1 beginbfrange <0001> <0002> [${hex('髙')} ${hex('𠮷')}] endbfrange`)),
      '髙𠮷',
    ],
    [
      'with shifts between parts, small ones within a word',
      withFont(JAPANESE, `BT /F1 12 Tf [${hex('佐')} -10 ${hex('藤')} -900 ${hex('様')}] TJ ET`),
      '佐藤 様',
    ],
    ['over lines', withFont(JAPANESE, `BT /F1 12 Tf ${hex('上')} Tj 0 -14 Td ${hex('下')} Tj T* ${hex('末')} ' ET`), '上 下 末'],
    [
      'within a form',
      withFont(JAPANESE, '/X1 Do', { 7: stream(shows(hex('中')), '/Type/XObject/Subtype/Form/BBox[0 0 9 9]') }, '/XObject<</X1 7 0 R>>'),
      '中',
    ],
    ['behind a picture in the stream', withFont(JAPANESE, `BI /W 1 /H 1 ID \x01(EI\x02 EI ${shows(hex('後'))}`), '後'],
  ])('%s', (_what, file, text) => expect(read(file)).toEqual({ text, whole: true }));

  it.each<[string, Buffer]>([
    ['of a font without a map', withFont('<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H>>', shows('<00010002>'))],
    ['of a font that is not there', withFont(JAPANESE, 'BT /F9 12 Tf (text) Tj ET')],
    ['of a page without content', buildPdf()],
  ])('is nothing %s', (_what, file) => expect(read(file).text).toBe(''));

  it('ends with a page that does not hold together, and says so', () => {
    const file = withFont(JAPANESE, `${shows(hex('前'))} (unfinished`);
    expect(read(file)).toEqual({ text: '前', whole: false });
  });

  it('ends at its limits, and says so', () => {
    const file = withFont(JAPANESE, shows(hex('患者佐藤')));
    expect(read(file, { pages: 10, length: 3 })).toMatchObject({ whole: false });
    expect(read(file, { pages: 0, length: 100 })).toEqual({ text: '', whole: false });
  });

  it('a form that draws itself ends', () => {
    const form = stream(
      `${shows(hex('輪'))} /X1 Do`,
      '/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F1 5 0 R>>/XObject<</X1 7 0 R>>>>',
    );
    expect(read(withFont(JAPANESE, '/X1 Do', { 7: form }, '/XObject<</X1 7 0 R>>')).text).toBe('輪');
  });

  it('is read of what this program makes', async () => {
    const { text } = read(await sampleReferral());
    for (const word of ['診療情報提供書', '2026年11月20日', '人名、施設名']) expect(text.replaceAll(' ', '')).toContain(word);
  });

  it('is refused of a file that is none', async () => {
    expect(await failureOf(() => pdfText(new MemorySource(Buffer.from('no PDF')), LIMITS))).toBe('PDF_UNREADABLE');
  });
});
