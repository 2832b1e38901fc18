/**
 * A spreadsheet program runs a cell that begins like a formula, also in full width where Japanese input is usual (OWASP, CSV Injection).
 * One apostrophe in front makes it text; a cell that begins so already gets another one, so that nothing is lost on the way back.
 */
const RISKY = /^'*[=+\-@\t\r＝＋－＠]/;
const GUARDED = /^'+[=+\-@\t\r＝＋－＠]/;

/**
 * The cell as it may be written to a file that spreadsheet programs open.
 * @example guarded('=1+1') // "'=1+1"
 */
export const guarded = (cell: string): string => (RISKY.test(cell) ? `'${cell}` : cell);

/** What `guarded` was given. */
export const unguarded = (cell: string): string => (GUARDED.test(cell) ? cell.slice(1) : cell);
