import iconv from 'iconv-lite';

export type TextEncoding = 'utf-8' | 'shift_jis';

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

/**
 * Text of a file that says nothing of its encoding, as tables from offices are: UTF-8 with or without byte order mark, else Shift_JIS in the
 * form Windows writes it (Windows-31J). What is no letter becomes `UNREADABLE_LETTER`.
 */
export function decodeText(bytes: Uint8Array): { readonly encoding: TextEncoding; readonly text: string } {
  const utf8 = new TextDecoder('utf-8').decode(bytes);
  const [encoding, text]: [TextEncoding, string] = isUtf8(bytes, utf8) ? ['utf-8', utf8] : ['shift_jis', iconv.decode(bytes, 'windows-31j')];
  return { encoding, text: text.replace(PRIVATE_USE, UNREADABLE_LETTER) };
}
