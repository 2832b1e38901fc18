import { PdfString } from './objects.ts';

const UTF16 = Uint8Array.of(0xfe, 0xff);
const UTF8 = Uint8Array.of(0xef, 0xbb, 0xbf);
const startsWith = (bytes: Uint8Array, mark: Uint8Array): boolean => mark.every((byte, index) => bytes[index] === byte);

/** A text string: ASCII as it is, everything else as UTF-16BE (ISO 32000-2 section 7.9.2.2). */
export function textString(text: string): PdfString {
  if (/^[\x20-\x7e]*$/.test(text)) return new PdfString(Buffer.from(text, 'latin1'));
  return new PdfString(Buffer.concat([UTF16, Buffer.from(text, 'utf16le').swap16()]));
}

/** Text of a text string; bytes outside Unicode are read as Latin 1, close to PDFDocEncoding. */
export function decodeText(bytes: Uint8Array): string {
  if (startsWith(bytes, UTF16)) return new TextDecoder('utf-16be').decode(bytes.subarray(2));
  if (startsWith(bytes, UTF8)) return new TextDecoder().decode(bytes.subarray(3));
  return Buffer.from(bytes).toString('latin1');
}

/** A date in universal time, to the second (ISO 32000-2 section 7.9.4). */
export function dateString(date: Date): PdfString {
  return textString(`D:${date.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`);
}

const DATE = /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z(?:00'?00'?)?|([+-])(\d\d)(?:'(\d\d)'?)?)?$/;

/** The moment a date string names, `null` when it is none. Without a zone it counts as universal time. */
export function parseDate(text: string): Date | null {
  const parts = DATE.exec(text);
  if (!parts) return null;
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', sign, zoneHours = '00', zoneMinutes = '00'] = parts;
  const moment = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${sign ?? '+'}${zoneHours}:${zoneMinutes}`);
  return Number.isNaN(moment.getTime()) ? null : moment;
}
