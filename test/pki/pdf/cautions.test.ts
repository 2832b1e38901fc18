import { expect, it } from 'vitest';
import { MemorySource } from '../../../pki/pdf/bytes/source.ts';
import { pdfCautions } from '../../../pki/pdf/cautions.ts';
import { buildPdf, ONE_PAGE, type PdfBodies, stream } from '../../support/pdf.ts';

const catalog = (entries: string): PdfBodies => ({ 1: `<</Type/Catalog/Pages 2 0 R${entries}>>` });
const page = (entries: string): PdfBodies => ({ 3: `<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]${entries}>>` });
const font = (entries: string): PdfBodies => ({ ...page('/Resources<</Font<</F0 4 0 R>>>>'), 4: `<</Type/Font${entries}>>` });

/** A chain of so many objects, each the way to the next. */
const many = (count: number): PdfBodies => Object.fromEntries(Array.from({ length: count }, (_, index) => [index + 10, `[${index + 11} 0 R]`]));

it.each<[string, PdfBodies, string[]]>([
  ['a plain page', {}, []],
  ['a script when opened', catalog('/OpenAction<</S/JavaScript/JS(x)>>'), ['view.javascript']],
  [
    'a script in an annotation',
    { ...page('/Annots[4 0 R]'), 4: '<</Subtype/Widget/AA<</K 5 0 R>>>>', 5: '<</S/JavaScript/JS(x)>>' },
    ['view.javascript'],
  ],
  ['a program to start', catalog('/OpenAction<</S/Launch/F(x)>>'), ['view.external-reference']],
  ['a link to a web page', { ...page('/Annots[4 0 R]'), 4: '<</Subtype/Link/A<</S/URI/URI(x)>>>>' }, []],
  [
    'image data in another file',
    { ...page('/Resources<</XObject<</I 4 0 R>>>>'), 4: stream('', '/Subtype/Image/F(x.jpg)') },
    ['view.external-reference'],
  ],
  ['layers', catalog('/OCProperties<</OCGs[4 0 R]/D<<>>>>'), ['view.optional-content']],
  ['no layers after all', catalog('/OCProperties<</OCGs[]/D<<>>>>'), []],
  ['a standard font', font('/Subtype/Type1/BaseFont/Helvetica'), []],
  ['a font from elsewhere', font('/Subtype/TrueType/BaseFont/MS-Mincho/FontDescriptor<</FontName/MS-Mincho>>'), ['view.missing-font']],
  ['an embedded font', { ...font('/Subtype/TrueType/BaseFont/A/FontDescriptor<</FontFile2 5 0 R>>'), 5: stream('x') }, []],
  [
    'a composite font from elsewhere',
    { ...font('/Subtype/Type0/DescendantFonts[5 0 R]'), 5: '<</Type/Font/Subtype/CIDFontType0/BaseFont/KozMinPr6N/FontDescriptor<<>>>>' },
    ['view.missing-font'],
  ],
  ['a form of XFA', catalog('/AcroForm<</Fields[]/XFA 4 0 R>>'), ['view.dynamic-form']],
  ['a form that each viewer draws', catalog('/AcroForm<</Fields[]/NeedAppearances true>>'), ['view.dynamic-form']],
  ['a form that says how it looks', catalog('/AcroForm<</Fields[]/NeedAppearances false>>'), []],
  ['more objects than are looked at', { ...catalog('/X[10 0 R]'), ...many(20_050) }, ['view.not-examined']],
  ['a signature', { ...catalog('/AcroForm<</Fields[4 0 R]>>'), 4: '<</FT/Sig/T(s)/V<<>>>>' }, ['signed-already']],
  ['an empty signature field', { ...catalog('/AcroForm<</Fields[4 0 R]>>'), 4: '<</FT/Sig/T(s)>>' }, []],
])('%s', (_, bodies, expected) => {
  expect(pdfCautions(new MemorySource(buildPdf({ ...ONE_PAGE, ...bodies })))).toEqual(expected);
});
