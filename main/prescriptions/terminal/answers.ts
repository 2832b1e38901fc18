import { randomUUID } from 'node:crypto';
import { type IssueResponse, readIssueResponse } from '../../../pki/eps/issue-response.ts';
import { PkiError } from '../../../pki/errors.ts';
import { sha256 } from '../../documents/sha256.ts';
import { AppError } from '../../errors.ts';
import { deriveKey, searchToken } from '../../store/sealing.ts';
import type { AnswerFile, TerminalFiles } from './folders.ts';
import { placeOf, type RequestBook, type RequestRow } from './request.ts';

/** An answer that is not whole after this long is told. */
const INCOMPLETE_MS = 60_000;

/** An answer that has come whole and says that nothing follows; `null` while it is being written or says that it goes on. */
function wholeAnswer({ bytes, changedAt }: AnswerFile, now: Date): IssueResponse | null {
  try {
    const response = readIssueResponse(bytes);
    // Of a progress that is not known nobody can tell whether another answer follows.
    if (response.progress === 'unknown') throw new AppError('TERMINAL_ANSWER_UNKNOWN', { note: 'SegmentOfResult' });
    return response.progress === 'running' ? null : response;
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (!(error instanceof PkiError && error.code === 'XML_UNREADABLE'))
      throw new AppError('TERMINAL_ANSWER_UNKNOWN', { note: error instanceof Error ? error.message : '' }, { cause: error });
    if (now.getTime() - changedAt.getTime() > INCOMPLETE_MS) throw new AppError('TERMINAL_ANSWER_INCOMPLETE');
    return null;
  }
}

/** Neither a progress nor a status that is not known is ever taken for accepted. */
const outcomeOf = ({ progress, outcome }: IssueResponse): IssueResponse['outcome'] =>
  progress === 'done' || outcome === 'refused' ? outcome : 'unknown';

/**
 * Keeps the answer to a request that has none, where one has come whole.
 * @throws AppError TERMINAL_ANSWER_UNKNOWN, TERMINAL_ANSWER_INCOMPLETE, FILE_UNREADABLE
 */
export async function keepAnswer(book: RequestBook, row: RequestRow, terminal: TerminalFiles): Promise<boolean> {
  const { db, persons, now, audit } = book;
  const file = await terminal.answer(row.id);
  const answer = file && wholeAnswer(file, now());
  if (!answer) return false;
  const response = await persons.seal(db, row.person, Buffer.from(file.bytes).toString('base64'), placeOf(row.id, 'response'));
  const outcome = outcomeOf(answer);
  await db.transaction().execute(async (tx) => {
    const known = { state: 'answered', response, outcome, answered_at: now().toISOString() } as const;
    await tx.updateTable('prescription_request').set(known).where('id', '=', row.id).execute();
    await audit.append(tx, { action: 'prescription.answered', facts: { prescriptionRequest: row.id, answer: outcome } });
  });
  return true;
}

/** What came after the answer that counts and says something else is kept beside it, each once. */
async function keepLater(
  { db, persons, masterKey, now, audit }: RequestBook,
  row: RequestRow,
  file: AnswerFile,
  answer: IssueResponse,
): Promise<void> {
  const digest = searchToken(deriveKey(masterKey.key, 'search tokens'), 'prescription answer', sha256(file.bytes));
  const id = randomUUID();
  const outcome = outcomeOf(answer);
  const sealed = await persons.seal(db, row.person, Buffer.from(file.bytes).toString('base64'), placeOf(id, 'later'));
  await db.transaction().execute(async (tx) => {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('prescription_later_answer')
      .values({ id, request: row.id, arrived_at: now().toISOString(), outcome, digest, sealed })
      .onConflict((conflict) => conflict.columns(['request', 'digest']).doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows)
      await audit.append(tx, { action: 'prescription.answered-otherwise', facts: { prescriptionRequest: row.id, answer: outcome } });
  });
}

/**
 * Takes an answer away that is kept. What came after it and differs is kept first; what is not whole yet stays where it is.
 * @throws AppError TERMINAL_ANSWER_UNKNOWN, TERMINAL_ANSWER_INCOMPLETE, FILE_UNREADABLE, FILE_UNWRITABLE
 */
export async function takeAway(book: RequestBook, row: RequestRow, terminal: TerminalFiles): Promise<void> {
  const { db, persons, now } = book;
  const file = await terminal.answer(row.id);
  if (!file || !row.response) return;
  const kept = (await persons.open(db, row.person, row.response, placeOf(row.id, 'response'))) as string | null;
  // Once the key was destroyed nothing can be kept of this request.
  if (kept !== null && kept !== Buffer.from(file.bytes).toString('base64')) {
    const answer = wholeAnswer(file, now());
    if (!answer) return;
    await keepLater(book, row, file, answer);
  }
  await terminal.take(row.id);
}
