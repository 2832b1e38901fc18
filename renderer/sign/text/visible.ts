/** Characters that show nothing, or turn the order of others: in their place stands a picture of them, so that no text reads otherwise than it is. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;
const KEPT = new Set(['\n', '\t']);
const PICTURES = 0x2400;

/** Unicode has a picture for each control character of ASCII; any other is told by its number. */
function pictureOf(character: string): string {
  const code = character.codePointAt(0)!;
  if (KEPT.has(character)) return character;
  return code < 0x20 ? String.fromCodePoint(PICTURES + code) : `\u27e8U+${code.toString(16).toUpperCase().padStart(4, '0')}\u27e9`;
}

/** A text in which everything can be seen. CR before LF is one end of line. */
export const visible = (text: string): string => text.replaceAll('\r\n', '\n').replace(UNSEEN, pictureOf);

/** Text of UTF-8 bytes; `null` for bytes that are none, or hold a NUL as only binary files do. */
export function textOf(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}
