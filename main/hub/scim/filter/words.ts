/** A piece of a filter. `value`: a JSON string or number. */
export interface Word {
  readonly kind: 'word' | 'value' | 'mark';
  readonly text: string;
  readonly at: number;
}

/**
 * Words of RFC 7644 section 3.4.2.2: names and keywords, JSON strings and numbers, brackets. White space before them falls away.
 * `.` after a bracket is a mark of its own; within a word it belongs to it.
 */
const WORD = / *(?:([A-Za-z$][A-Za-z0-9$_:.-]*)|("(?:[^"\\]|\\.)*"|-?\d[0-9eE.+-]*)|([()[\].]))/suy;

/** Parts a filter into its words. @returns `null` where something is none */
export function wordsOf(text: string): readonly Word[] | null {
  const words: Word[] = [];
  const end = text.trimEnd().length;
  for (let at = 0; at < end; ) {
    WORD.lastIndex = at;
    const found = WORD.exec(text);
    if (!found) return null;
    const [, word, value, mark] = found;
    const kind = word !== undefined ? 'word' : value !== undefined ? 'value' : 'mark';
    words.push({ kind, text: (word ?? value ?? mark)!, at });
    at = WORD.lastIndex;
  }
  return words;
}
