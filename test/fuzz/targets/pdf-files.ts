import { appendRevision, buildPdf, ONE_PAGE, stream } from '../../support/pdf.ts';

const BODIES = { ...ONE_PAGE, 3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents 4 0 R/Resources<<>>>>', 4: stream('BT (text) Tj ET') };
const FORM = {
  ...BODIES,
  1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]/SigFlags 3>>/Names<</JavaScript<</Names[(x)6 0 R]>>>>>>',
  3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents 4 0 R/Rotate 90/Annots[5 0 R]/Resources<</Font<</F 7 0 R>>>>>>',
  5: '<</FT/Sig/T(field)/Type/Annot/Subtype/Widget/Rect[10 10 100 40]/P 3 0 R>>',
  6: '<</S/JavaScript/JS(app.alert\\(1\\))>>',
  7: '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
};

/** Documents of every shape of cross-references, with one revision or two, with a form, with packed objects. */
export const PDF_FILES: readonly Buffer[] = [
  buildPdf(BODIES),
  buildPdf(FORM),
  buildPdf({}, { kind: 'stream', compressed: ONE_PAGE }),
  buildPdf(FORM, { kind: 'stream' }),
  appendRevision(buildPdf(BODIES), { 4: stream('BT (other) Tj ET') }),
];
