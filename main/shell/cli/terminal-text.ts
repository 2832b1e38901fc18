/** What moves the cursor, speaks to the terminal or turns the direction of writing. */
const STEERING = /(?![\n\t])[\p{Cc}\p{Bidi_Control}]/gu;

/** The text as a terminal may have it, whatever names from outside stand in it: what would steer it is written as its number, `\u{1b}`. */
export const terminalText = (text: string): string => text.replace(STEERING, (one) => `\\u{${one.codePointAt(0)!.toString(16)}}`);
