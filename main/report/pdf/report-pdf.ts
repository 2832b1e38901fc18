import { deflateSync } from 'node:zlib';
import { embedFont } from '../../../pki/pades/stamp/embed-font.ts';
import { stampFont } from '../../../pki/pades/stamp/font.ts';
import { NewPdf } from '../../../pki/pdf/new-file.ts';
import { dictionary, name } from '../../../pki/pdf/syntax/objects.ts';
import { NewStream } from '../../../pki/pdf/syntax/serialize.ts';
import { type ReportedFile, reportView } from '../report-view.ts';
import type { Language } from '../../words/words.ts';
import { compose } from './compose.ts';
import { SHEET } from './flow.ts';
import { furniture } from './furniture.ts';
import { metadata, textString } from './metadata.ts';
import { typesetter } from './typeset.ts';

/** Colours that look the same everywhere, without a profile of a device (ISO 32000-2 section 8.6.5.3): sRGB as CalRGB. */
const DEFAULT_RGB = [
  name('CalRGB'),
  dictionary({
    WhitePoint: [0.9505, 1, 1.089],
    Gamma: [2.2, 2.2, 2.2],
    Matrix: [0.4124, 0.2126, 0.0193, 0.3576, 0.7152, 0.1192, 0.1805, 0.0722, 0.9505],
  }),
];

/**
 * The printable report: A4, the font embedded as a subset, text that can be searched and copied, nothing that depends on the reader's computer.
 * Equal reports are equal files.
 */
export async function reportPdf(reported: ReportedFile, language: Language): Promise<Uint8Array> {
  const view = reportView(reported, language);
  const type = typesetter(await stampFont());
  const pages = compose(view, type);
  const dressed = pages.map((marks, index) => [...furniture(view, reported, type, { page: index + 1, pages: pages.length }), ...marks]);

  const file = new NewPdf();
  const font = embedFont(file, type.font.font, type.used());
  const resources = file.add(dictionary({ Font: dictionary({ F0: font.reference }), ColorSpace: dictionary({ DefaultRGB: DEFAULT_RGB }) }));
  const tree = file.allocate();
  const kids = dressed.map((marks) => {
    const content = deflateSync(Buffer.from(marks.map((mark) => mark(font)).join('\n'), 'latin1'));
    return file.add(
      dictionary({
        Type: name('Page'),
        Parent: tree,
        MediaBox: [0, 0, SHEET.width, SHEET.height],
        Resources: resources,
        Contents: file.add(new NewStream(dictionary({ Filter: name('FlateDecode') }), content)),
      }),
    );
  });
  file.put(tree, dictionary({ Type: name('Pages'), Kids: kids, Count: kids.length }));
  const { info, xmp } = metadata(view, reported);
  const root = dictionary({
    Type: name('Catalog'),
    Pages: tree,
    Lang: textString(language),
    Metadata: file.add(xmp),
    ViewerPreferences: dictionary({ DisplayDocTitle: true }),
  });
  return file.write(file.add(root), file.add(info));
}
