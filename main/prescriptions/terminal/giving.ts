import { AppError } from '../../errors.ts';
import type { TerminalFiles } from './folders.ts';
import { placeOf, type RequestBook, type RequestRow, type RequestSubject } from './request.ts';

const move = ({ db }: RequestBook, id: string, state: RequestRow['state']) =>
  db.updateTable('prescription_request').set({ state }).where('id', '=', id).execute();

/** From `kept` alone, so that what was withdrawn meanwhile is not given. */
async function leaves({ db }: RequestBook, id: string, state: 'placing' | 'uncertain'): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('prescription_request')
    .set({ state })
    .where('id', '=', id)
    .where('state', '=', 'kept')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

const nameOf = async ({ db, persons }: RequestBook, { id, person, sealed }: RequestRow): Promise<string> =>
  (sealed && ((await persons.open(db, person, sealed, placeOf(id, 'about'))) as RequestSubject | null))?.name ?? '';

/**
 * Gives a request that is kept to the terminal.
 * @throws AppError PRESCRIPTION_OF_TEST, FILE_UNWRITABLE, FILE_UNREADABLE, TERMINAL_FOLDER_UNFIT; then it is kept still
 */
export async function give(book: RequestBook, row: RequestRow, terminal: TerminalFiles, testMode: () => boolean): Promise<void> {
  const text = (await book.persons.open(book.db, row.person, row.request, placeOf(row.id, 'request'))) as string | null;
  if (text === null) return;
  // The mode may be another one than when it was kept.
  if (row.test === 1 && !testMode()) throw new AppError('PRESCRIPTION_OF_TEST', { name: await nameOf(book, row) });
  // What was answered was taken, whatever is known of it here.
  if (await terminal.answer(row.id)) return void (await leaves(book, row.id, 'uncertain'));
  // Noted first: whoever is cut off between the two does not give it a second time.
  if (!(await leaves(book, row.id, 'placing'))) return;
  const became = await terminal.place(row.id, Buffer.from(text, 'base64')).catch(async (error: unknown) => {
    // A file that has its name is there, whatever failed after that.
    await move(book, row.id, (await terminal.lies(row.id).catch(() => false)) ? 'placed' : 'kept');
    throw error;
  });
  await move(book, row.id, became);
}

/** What was being given when the program was cut off, or the folder stopped answering. @throws AppError FILE_UNREADABLE, TERMINAL_FOLDER_UNFIT */
export async function recover(book: RequestBook, { id }: RequestRow, terminal: TerminalFiles): Promise<void> {
  const lies = await terminal.lies(id);
  await move(book, id, lies ? 'placed' : 'uncertain');
  await terminal.sweep(id).catch(() => {});
}
