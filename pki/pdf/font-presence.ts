import type { PdfDocument } from './document.ts';
import { nameOf, type PdfDictionary } from './syntax/objects.ts';

/** Kinds of fonts whose outlines are in a file of their own; composite and Type 3 fonts bring theirs along. */
const WITH_FONT_FILE: ReadonlySet<string> = new Set(['Type1', 'MMType1', 'TrueType', 'CIDFontType0', 'CIDFontType2']);

/** Fonts that every reader has (ISO 32000-1 section 9.6.2.2). */
const STANDARD: ReadonlySet<string> = new Set([
  ...['Courier', 'Helvetica'].flatMap((family) => [family, `${family}-Bold`, `${family}-Oblique`, `${family}-BoldOblique`]),
  ...['Times-Roman', 'Times-Bold', 'Times-Italic', 'Times-BoldItalic', 'Symbol', 'ZapfDingbats'],
]);

const FILES = ['FontFile', 'FontFile2', 'FontFile3'];

/** Whether a dictionary is a font that is neither in the document nor one of the standard ones: it looks different wherever it is missing. */
export function isFontMissing(font: PdfDictionary, document: PdfDocument): boolean {
  if (nameOf(font.get('Type')) !== 'Font' || !WITH_FONT_FILE.has(nameOf(document.resolve(font.get('Subtype'))) ?? '')) return false;
  if (STANDARD.has(nameOf(document.resolve(font.get('BaseFont'))) ?? '')) return false;
  const descriptor = document.dictionary(font.get('FontDescriptor'));
  return !descriptor || FILES.every((key) => descriptor.get(key) === null);
}
