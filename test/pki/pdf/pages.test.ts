import { describe, expect, it } from 'vitest';
import { MemorySource } from '../../../pki/pdf/bytes/source.ts';
import { openPdf } from '../../../pki/pdf/document.ts';
import { formFields } from '../../../pki/pdf/fields.ts';
import { findPage, pageReferences } from '../../../pki/pdf/pages.ts';
import { buildPdf, ONE_PAGE, type PdfBodies } from '../../support/pdf.ts';
import { failureOf } from '../../support/pki-failure.ts';

const open = (bodies: PdfBodies) => openPdf(new MemorySource(buildPdf(bodies)));

const TREE: PdfBodies = {
  1: '<</Type/Catalog/Pages 2 0 R>>',
  2: '<</Type/Pages/Kids[3 0 R 4 0 R 7 0 R]/Count 4/MediaBox[0 0 100 200]/Rotate 90>>',
  3: '<</Type/Page/Parent 2 0 R>>',
  4: '<</Type/Pages/Parent 2 0 R/Kids[5 0 R 6 0 R]/Count 2/Rotate -90>>',
  5: '<</Type/Page/Parent 4 0 R/CropBox[90 180 10 20]>>',
  6: '<</Type/Page/Parent 4 0 R/Rotate 360/MediaBox 8 0 R>>',
  7: '<</Type/Page/Parent 2 0 R/Rotate 180>>',
  8: '[0 0 595.28 841.89]',
};

describe('pages', () => {
  it.each([
    [0, 3, [0, 0, 100, 200], 90],
    [1, 5, [10, 20, 90, 180], 270],
    [2, 6, [0, 0, 595.28, 841.89], 0],
    [3, 7, [0, 0, 100, 200], 180],
    [-1, 7, [0, 0, 100, 200], 180],
    [-4, 3, [0, 0, 100, 200], 90],
  ])('page %i is object %i with its inherited box and rotation', (index, number, box, rotation) => {
    const { reference, ...page } = findPage(open(TREE), index);
    expect([reference.number, page.box, page.rotation]).toEqual([number, box, rotation]);
  });

  it('are listed in order', () => {
    expect([...pageReferences(open(TREE))].map(({ number }) => number)).toEqual([3, 5, 6, 7]);
  });

  it.each([4, -5])('there is no page %i', (index) => {
    expect(() => findPage(open(TREE), index)).toThrow(RangeError);
  });

  it.each<[string, PdfBodies]>([
    ['a count too high', { ...TREE, 2: '<</Type/Pages/Kids[3 0 R]/Count 9/MediaBox[0 0 1 1]>>' }],
    ['no count', { ...TREE, 2: '<</Type/Pages/Kids[3 0 R]>>' }],
    ['a circle', { ...TREE, 2: '<</Type/Pages/Kids[2 0 R]/Count 9>>' }],
    ['no box', { ...ONE_PAGE, 3: '<</Type/Page/Parent 2 0 R>>' }],
    ['a leaf of another type', { ...ONE_PAGE, 3: '<</Type/Font>>' }],
    ['an oblique rotation', { ...ONE_PAGE, 3: '<</Type/Page/MediaBox[0 0 1 1]/Rotate 45>>' }],
  ])('%s is refused', async (_, bodies) => {
    expect(await failureOf(() => findPage(open(bodies), -1))).toBe('PDF_BROKEN');
  });
});

describe('form fields', () => {
  const form = (fields: PdfBodies): PdfBodies => ({ ...ONE_PAGE, 1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[10 0 R]>>>>', ...fields });

  it('are found through the tree with what they inherit', () => {
    const found = formFields(
      open(
        form({
          10: '<</T(letter)/FT/Sig/Kids[11 0 R 12 0 R]>>',
          11: '<</T<FEFF7F72540D>/V 20 0 R/Parent 10 0 R>>',
          12: '<</T(note)/FT/Tx/V(x)/Parent 10 0 R/Kids[13 0 R 14 0 R]>>',
          13: '<</Subtype/Widget/Parent 12 0 R>>',
          14: '<</Subtype/Widget/Parent 12 0 R>>',
        }),
      ),
    );
    expect(found.map(({ name, type, reference, widgets }) => [name, type, reference.number, widgets.map(({ number }) => number)])).toEqual([
      ['letter.署名', 'Sig', 11, [11]],
      ['letter.note', 'Tx', 12, [13, 14]],
    ]);
  });

  it('end where the tree is a circle', () => {
    expect(formFields(open(form({ 10: '<</T(a)/Kids[10 0 R 11 0 R]>>', 11: '<</T(b)/FT/Tx/Kids[10 0 R]>>' }))).map(({ name }) => name)).toEqual([]);
  });
});
