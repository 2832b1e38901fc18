import { deflateSync } from 'node:zlib';
import { embedFont } from '../../pki/pades/stamp/embed-font.ts';
import { NewPdf } from '../../pki/pdf/new-file.ts';
import { dictionary, name } from '../../pki/pdf/syntax/objects.ts';
import { NewStream } from '../../pki/pdf/syntax/serialize.ts';
import { type Attachment, attach } from './attachment.ts';
import type { Mark } from './ink.ts';
import { type Imprint, metadata, textString } from './metadata.ts';
import { outputIntents } from './output-intent.ts';
import type { Sheet } from './sheet.ts';
import type { Typesetter } from './typeset.ts';

/** Colours that look the same everywhere, without a profile of a device (ISO 32000-2 section 8.6.5.3): sRGB as CalRGB. */
const DEFAULT_RGB = [
  name('CalRGB'),
  dictionary({
    WhitePoint: [0.9505, 1, 1.089],
    Gamma: [2.2, 2.2, 2.2],
    Matrix: [0.4124, 0.2126, 0.0193, 0.3576, 0.7152, 0.1192, 0.1805, 0.0722, 0.9505],
  }),
];

/** A whole paper: what is drawn on each page, with the letters of one typesetter. */
export interface Paper {
  readonly sheet: Pick<Sheet, 'width' | 'height'>;
  readonly pages: readonly (readonly Mark[])[];
  readonly type: Typesetter;
  readonly imprint: Imprint;
  /** Files within the file. */
  readonly attachments?: readonly Attachment[];
}

/**
 * The paper as PDF: the font embedded as a subset, text that can be searched and copied, nothing that depends on the reader's computer.
 * Equal papers are equal files.
 */
export function pdfFile({ sheet, pages, type, imprint, attachments = [] }: Paper): Uint8Array {
  const file = new NewPdf();
  const font = embedFont(file, type.font.font, type.used());
  const resources = file.add(dictionary({ Font: dictionary({ F0: font.reference }), ColorSpace: dictionary({ DefaultRGB: DEFAULT_RGB }) }));
  const tree = file.allocate();
  const kids = pages.map((marks) => {
    const content = deflateSync(Buffer.from(marks.map((mark) => mark(font)).join('\n'), 'latin1'));
    return file.add(
      dictionary({
        Type: name('Page'),
        Parent: tree,
        MediaBox: [0, 0, sheet.width, sheet.height],
        Resources: resources,
        Contents: file.add(new NewStream(dictionary({ Filter: name('FlateDecode') }), content)),
      }),
    );
  });
  file.put(tree, dictionary({ Type: name('Pages'), Kids: kids, Count: kids.length }));
  const { info, xmp } = metadata(imprint);
  const root = dictionary({
    Type: name('Catalog'),
    Pages: tree,
    Lang: textString(imprint.language),
    Metadata: file.add(xmp),
    ViewerPreferences: dictionary({ DisplayDocTitle: true }),
    ...attach(file, attachments),
    ...(imprint.archive !== undefined && outputIntents(file)),
  });
  return file.write(file.add(root), file.add(info));
}
