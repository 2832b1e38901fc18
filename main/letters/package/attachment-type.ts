import { ATTACHMENT_TYPES } from '../../api/schema/letters.ts';
import { decodeText } from '../../tables/decode-text.ts';

export type AttachmentType = (typeof ATTACHMENT_TYPES)[number];

const startsWith =
  (mark: readonly number[], at = 0) =>
  (bytes: Uint8Array) =>
    mark.every((byte, index) => bytes[at + index] === byte);
const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0));

/** Text of lines: no control characters beside those of lines and columns. */
function isTable(bytes: Uint8Array, name: string): boolean {
  if (!/\.csv$/i.test(name)) return false;
  try {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are looked for
    return !/[\u0000-\u0008\u000e-\u001f]/.test(decodeText(bytes).text);
  } catch {
    return false;
  }
}

/** How each type is known by its content; the name of a file is believed of CSV alone, which has no mark. */
const KNOWN: Readonly<Record<AttachmentType, (bytes: Uint8Array, name: string) => boolean>> = {
  'application/pdf': startsWith(ascii('%PDF-')),
  'image/png': startsWith([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  'image/jpeg': startsWith([0xff, 0xd8, 0xff]),
  // DICOM PS3.10 section 7.1: 128 bytes of preamble, then DICM.
  'application/dicom': startsWith(ascii('DICM'), 128),
  'text/csv': isTable,
};

/** What a file is, `null` for what no letter takes along. */
export const attachmentType = (bytes: Uint8Array, name: string): AttachmentType | null =>
  ATTACHMENT_TYPES.find((type) => KNOWN[type](bytes, name)) ?? null;
