import type { PdfDocument } from '../document.ts';
import { nameOf, type PdfDictionary, PdfStream } from '../syntax/objects.ts';
import { type CodeMap, readCodeMap } from './to-unicode.ts';

/** The text that bytes mean in a font; empty where the file does not say. */
export type FontText = (bytes: Uint8Array) => string;

const decoding = (label: string): FontText => {
  const decoder = new TextDecoder(label);
  return (bytes) => decoder.decode(bytes);
};
/** Two-byte fonts of Japanese by the name of their CMap (ISO 32000-2 table 116), as far as their codes are those of a known character set. */
const BY_CMAP: readonly (readonly [RegExp, FontText])[] = [
  [/^(UniJIS|UniJISX0213|UniJIS2004)-(UCS2|UTF16)(-HW)?-[HV]$/, decoding('utf-16be')],
  [/^(90ms|90msp|83pv|90pv)-RKSJ-[HV]$|^(Ext|Add)-RKSJ-[HV]$/, decoding('shift_jis')],
  [/^EUC-[HV]$/, decoding('euc-jp')],
];
/** WinAnsi and the standard encoding agree on what is printable ASCII. */
const LATIN = decoding('windows-1252');
const UNKNOWN: FontText = () => '';

function mapped({ width, text }: CodeMap): FontText {
  return (bytes) => {
    let found = '';
    for (let at = 0; at + width <= bytes.length; at += width) {
      found += text.get(width === 1 ? bytes[at]! : bytes[at]! * 256 + bytes[at + 1]!) ?? '';
    }
    return found;
  };
}

/** How the strings shown in a font are read: by its own map to Unicode, else by the name of its encoding. */
export function fontText(document: PdfDocument, font: PdfDictionary): FontText {
  const map = document.resolve(font.get('ToUnicode'));
  if (map instanceof PdfStream) return mapped(readCodeMap(document.data(map)));
  const encoding = nameOf(document.resolve(font.get('Encoding')));
  if (nameOf(document.resolve(font.get('Subtype'))) !== 'Type0') return LATIN;
  return BY_CMAP.find(([name]) => name.test(encoding ?? ''))?.[1] ?? UNKNOWN;
}
