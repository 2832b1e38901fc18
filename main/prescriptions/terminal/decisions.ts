import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { AppError } from '../../errors.ts';
import type { Tables } from '../../store/schema.ts';
import type { TerminalFiles } from './folders.ts';
import { placeOf, type RequestBook, type RequestRow } from './request.ts';

/** What a person says of a request of which nobody knows whether the terminal took it. */
export type Decision = 'given' | 'give-again';

/** Everything that persons say of requests. */
export type Word = Tables['prescription_request_word']['decision'];

/** Who takes a request back, and why. */
export interface Withdrawal {
  readonly reason: string;
  readonly by: string;
}

/** What a person says of a request is kept sealed, with `by` where it is said under a name. */
export async function keepWord(
  { persons, now, audit }: RequestBook,
  tx: Kysely<Tables>,
  row: Pick<RequestRow, 'id' | 'person'>,
  decision: Word,
  { reason, by }: { readonly reason: string; readonly by?: string },
): Promise<void> {
  const id = randomUUID();
  const seal = (value: string, part: 'reason' | 'by') => persons.seal(tx, row.person, value, placeOf(id, part));
  await tx
    .insertInto('prescription_request_word')
    .values({
      ...{ id, request: row.id, at: now().toISOString(), decision, sealed: await seal(reason, 'reason') },
      by_whom: by === undefined ? null : await seal(by, 'by'),
    })
    .execute();
  await audit.append(tx, {
    action: decision === 'withdrawn' ? 'prescription.withdrawn' : 'prescription.settled',
    facts: { prescriptionRequest: row.id, word: decision },
    personal: { subject: `prescription request ${row.id}`, facts: { reason, ...(by !== undefined && { by }) } },
  });
}

async function requestAt({ db }: RequestBook, id: string): Promise<RequestRow> {
  const row = await db.selectFrom('prescription_request').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('PRESCRIPTION_REQUEST_UNKNOWN', { id });
  return row;
}

/**
 * @param terminal `null` where no folders are set
 * @throws AppError REASON_NEEDED, PRESCRIPTION_REQUEST_UNKNOWN, PRESCRIPTION_REQUEST_SETTLED where it is not uncertain; FILE_UNREADABLE,
 * TERMINAL_FOLDER_UNFIT where it cannot be given again yet
 */
export async function settle(book: RequestBook, id: string, decision: Decision, given: string, terminal: TerminalFiles | null): Promise<void> {
  const reason = given.trim();
  if (reason === '') throw new AppError('REASON_NEEDED');
  const row = await requestAt(book, id);
  // One that is `placing` was cut off, and its folder could not be looked into since.
  if (row.state !== 'uncertain' && row.state !== 'placing') throw new AppError('PRESCRIPTION_REQUEST_SETTLED', { id });
  // A folder that owes the answer may give the file its name still.
  if (row.state === 'placing' && decision === 'give-again') await terminal?.lies(id);
  await book.db.transaction().execute(async (tx) => {
    await keepWord(book, tx, row, decision, { reason });
    const state = decision === 'given' ? 'placed' : 'kept';
    await tx.updateTable('prescription_request').set({ state }).where('id', '=', id).execute();
  });
}

/** Something of it lies at the terminal, whatever is known of it here. A folder that cannot be looked into says nothing. */
async function lies(id: string, terminal: TerminalFiles | null): Promise<boolean> {
  const looks = [terminal?.lies(id), terminal?.answer(id).then((answer) => answer !== null)];
  return (await Promise.all(looks.map((look) => look?.catch(() => false)))).includes(true);
}

/**
 * Takes a request back that the terminal has nothing of. The state is left in one statement, as it is when a request begins to be given: whichever
 * comes first, the other does not happen.
 * @param terminal `null` where no folders are set
 * @throws AppError REASON_NEEDED, PRESCRIPTION_REQUEST_UNKNOWN, PRESCRIPTION_REQUEST_GIVEN
 */
export async function withdraw(book: RequestBook, id: string, { reason, by }: Withdrawal, terminal: TerminalFiles | null): Promise<void> {
  if (reason.trim() === '' || by.trim() === '') throw new AppError('REASON_NEEDED');
  const row = await requestAt(book, id);
  const given = new AppError('PRESCRIPTION_REQUEST_GIVEN', { id });
  if (row.state !== 'kept' || (await lies(id, terminal))) throw given;
  await book.db.transaction().execute(async (tx) => {
    const taken = tx.updateTable('prescription_request').set({ state: 'withdrawn' }).where('id', '=', id).where('state', '=', 'kept');
    if ((await taken.executeTakeFirst()).numUpdatedRows === 0n) throw given;
    await keepWord(book, tx, row, 'withdrawn', { reason: reason.trim(), by: by.trim() });
  });
}
