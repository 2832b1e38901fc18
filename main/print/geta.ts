/** 下駄記号 (JIS X 4051): stands where a letter could not be written. */
export const GETA = '〓';

/** Puts 〓 for letters and keeps which they were. */
export interface GetaCase {
  readonly substitute: (letter: string) => string;
  /** Each letter once, in the order of their first appearance. */
  readonly letters: () => readonly string[];
}

export function getaCase(): GetaCase {
  const letters = new Set<string>();
  const substitute = (letter: string): string => {
    letters.add(letter);
    return GETA;
  };
  return { substitute, letters: () => [...letters] };
}
