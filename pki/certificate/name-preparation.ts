const TO_SPACE = /[\t\n\v\f\r\u0085\p{Z}]/gu;
/** Characters that carry no meaning in a comparison (RFC 4518 section 2.2): controls, soft hyphens, joiners, marks of direction, tags. */
const TO_NOTHING =
  /\p{Cc}|\u034f|[\u180b-\u180d]|[\ufe00-\ufe0f]|[\u00ad\u1806\u180e\ufffc\u06dd\u070f\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2063\u206a-\u206f\ufeff\ufff9-\ufffb]|\u200d|[\u{1d173}-\u{1d17a}\u{e0001}\u{e0020}-\u{e007f}]/gu;
/** Private use, no characters, surrogates, the replacement character (RFC 4518 section 2.4). */
const PROHIBITED = /[\p{Co}\p{Cs}\p{Noncharacter_Code_Point}\ufffd]/u;
/** A space that a combining mark follows is a character of its own (RFC 4518 section 2.6.1). */
const SPACES = /(?: (?!\p{M}))+/gu;

/**
 * What two strings have in common when RFC 5280 section 7.1 calls them the same (string preparation of RFC 4518): letter case and compatibility
 * forms folded, spaces within reduced to one, none at the ends. A string with characters that have no comparison is only itself.
 */
export function preparedString(text: string): string {
  const mapped = text.replace(TO_SPACE, ' ').replace(TO_NOTHING, '');
  if (PROHIBITED.test(mapped)) return `?${mapped}`;
  return `=${foldCase(foldCase(mapped.normalize('NFKC')).normalize('NFKC'))
    .replace(SPACES, ' ')
    .replace(/^ (?!\p{M})/u, '')
    .replace(/ $/, '')}`;
}

/** Full case folding as far as lower case alone is not (RFC 3454 table B.2). */
const foldCase = (text: string): string => text.toLowerCase().replaceAll('ς', 'σ').replaceAll('ß', 'ss');
