interface Sought {
  readonly name: string;
  readonly kana: string;
  readonly registration: string | null;
}

const KATAKANA_ABOVE_HIRAGANA = 0x60;

/** Without width, spaces, 第 and 号, and kana as hiragana: as people type what they look for. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\s第号]/g, '')
    .replaceAll(/[ァ-ヶ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - KATAKANA_ABOVE_HIRAGANA))
    .toLowerCase();

/** Whether what was typed is part of a name or its reading, or begins the number; nothing typed fits everybody. */
export function fitsText(typed: string, { name, kana, registration }: Sought): boolean {
  const sought = plain(typed);
  return [name, kana].some((text) => plain(text).includes(sought)) || registration?.startsWith(sought) === true;
}
