import iconv from 'iconv-lite';

/** In which tables go out. */
export type TextEncoding = 'utf-8' | 'shift_jis';
/** In which tables come in. */
export type ReadEncoding = TextEncoding | 'utf-16';

/** Stands for what is no letter of the encoding. */
export const UNREADABLE_LETTER = '\ufffd';

/** 外字: letters that only the computer has on which they were made; Windows-31J also puts single bytes here that mean nothing. */
const PRIVATE_USE = /[\ue000-\uf8ff]/g;

const BOM = [0xef, 0xbb, 0xbf];

const count = (text: string, letters: RegExp): number => text.match(letters)?.length ?? 0;

/** Of Shift_JIS read as UTF-8 most letters break; of UTF-8 with a few damaged bytes most are whole. */
function isUtf8(bytes: Uint8Array, decoded: string): boolean {
  if (BOM.every((byte, index) => bytes[index] === byte)) return true;
  const broken = count(decoded, /\ufffd/g);
  return broken === 0 || broken < count(decoded, /[^\0-\x7f\ufffd]/g);
}

/** UTF-16 is known by its byte order mark alone; Excel writes its "Unicode text" so. */
const UTF16 = [
  { mark: [0xff, 0xfe], label: 'utf-16le' },
  { mark: [0xfe, 0xff], label: 'utf-16be' },
] as const;

function decoded(bytes: Uint8Array): { readonly encoding: ReadEncoding; readonly text: string } {
  const utf16 = UTF16.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte));
  if (utf16) return { encoding: 'utf-16', text: new TextDecoder(utf16.label).decode(bytes) };
  const utf8 = new TextDecoder('utf-8').decode(bytes);
  return isUtf8(bytes, utf8) ? { encoding: 'utf-8', text: utf8 } : { encoding: 'shift_jis', text: iconv.decode(bytes, 'windows-31j') };
}

/**
 * Text of a file as tables from offices are: UTF-8 with or without byte order mark, UTF-16 with one, else Shift_JIS in the form Windows writes it
 * (Windows-31J). What is no letter becomes `UNREADABLE_LETTER`.
 */
export function decodeText(bytes: Uint8Array): ReturnType<typeof decoded> {
  const { encoding, text } = decoded(bytes);
  return { encoding, text: text.replace(PRIVATE_USE, UNREADABLE_LETTER) };
}
