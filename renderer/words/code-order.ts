/** Compares by code points, as ISO days and instants sort; an order of words in a language is another thing. */
export const codeOrder = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
