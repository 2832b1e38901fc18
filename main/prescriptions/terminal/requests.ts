import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { buildIssueRequest } from '../../../pki/eps/issue-request.ts';
import type { AuditLog } from '../../audit/audit-log.ts';
import { AppError } from '../../errors.ts';
import { toFailure } from '../../failure.ts';
import { inTurn } from '../../in-turn.ts';
import { deriveKey, searchToken } from '../../store/sealing.ts';
import type { Store } from '../../store/store.ts';
import { keepAnswer, takeAway } from './answers.ts';
import { type Decision, keepWord, settle, type Withdrawal, withdraw } from './decisions.ts';
import type { TerminalFiles } from './folders.ts';
import { give, recover } from './giving.ts';
import { placeOf, type RequestBook, type RequestFault, type RequestOrder, type RequestRow } from './request.ts';

export interface Collected {
  /** Ids of those answered. */
  readonly answered: readonly string[];
  readonly faults: readonly RequestFault[];
}

/** Requests to the electronic prescription service by way of the terminal's folders. */
export interface PrescriptionRequests {
  /**
   * Keeps a request, and gives it to the terminal. What is kept and cannot be given now is given by `collect`.
   * @returns its id
   * @throws AppError PRESCRIPTION_REQUESTED where the same prescription was given already and neither refused nor withdrawn
   */
  submit(order: RequestOrder): Promise<string>;
  /** Gives what is kept, and takes the answers that have come. One that fails holds up no other; it stays as it is and is told. */
  collect(): Promise<Collected>;
  /** @throws AppError PRESCRIPTION_REQUEST_UNKNOWN, PRESCRIPTION_REQUEST_SETTLED where it is not uncertain, REASON_NEEDED, and of the folders */
  settle(id: string, decision: Decision, reason: string): Promise<void>;
  /** Takes back what is kept. @throws AppError PRESCRIPTION_REQUEST_UNKNOWN, PRESCRIPTION_REQUEST_GIVEN, REASON_NEEDED */
  withdraw(id: string, withdrawal: Withdrawal): Promise<void>;
}

/** Opens the requests that rest in the store. @param files of the terminal that is set, `null` where none is */
export function openPrescriptionRequests(
  store: Pick<Store, 'db' | 'persons' | 'masterKey' | 'now'>,
  audit: Pick<AuditLog, 'append'>,
  files: () => TerminalFiles | null,
  testMode: () => boolean,
): PrescriptionRequests {
  const { db, persons, masterKey, now } = store;
  const book: RequestBook = { db, persons, masterKey, now, audit };
  const turn = inTurn();
  const index = deriveKey(masterKey.key, 'search tokens');

  const open = (states: readonly RequestRow['state'][]) =>
    db.selectFrom('prescription_request').selectAll().where('state', 'in', states).orderBy('made_at').orderBy('id').execute();

  /** Of these ids, the requests that rest here in a state. */
  const among = async (ids: readonly string[], state: RequestRow['state']): Promise<readonly RequestRow[]> =>
    ids.length === 0 ? [] : db.selectFrom('prescription_request').selectAll().where('id', 'in', ids).where('state', '=', state).execute();

  /** What was withdrawn, of these ids, is uncertain from now on. */
  const recall = async (ids: readonly string[]): Promise<readonly RequestRow[]> => {
    const rows = await among(ids, 'withdrawn');
    for (const { id } of rows) {
      await db.transaction().execute(async (tx) => {
        await tx.updateTable('prescription_request').set({ state: 'uncertain' }).where('id', '=', id).where('state', '=', 'withdrawn').execute();
        await audit.append(tx, { action: 'prescription.recalled', facts: { prescriptionRequest: id } });
      });
    }
    return rows;
  };

  /** The same prescription, given before, or about to be, and neither refused nor withdrawn; a refusal that was followed by another answer is none. */
  const sameBefore = (content: Uint8Array) =>
    db
      .selectFrom('prescription_request as request')
      .select('id')
      .where('content', '=', content)
      .where('state', '<>', 'withdrawn')
      .where(({ or, eb, exists, selectFrom }) =>
        or([
          eb('outcome', 'is', null),
          eb('outcome', '<>', 'refused'),
          exists(
            selectFrom('prescription_later_answer as later')
              .select('later.id')
              .whereRef('later.request', '=', 'request.id')
              .where('later.outcome', '<>', 'refused'),
          ),
        ]),
      )
      .executeTakeFirst();

  return {
    submit: ({ request, about, content: digest, document, test, again }) =>
      turn(async () => {
        const content = searchToken(index, 'prescription', digest);
        const reason = again?.trim() ?? '';
        if (reason === '' && (await sameBefore(content))) throw new AppError('PRESCRIPTION_REQUESTED', { name: about.name });
        const id = randomUUID();
        const { row: person, seal } = persons.make();
        const row: RequestRow = {
          ...{ id, person: person.id, made_at: now().toISOString(), state: 'kept', issue: request.issue, document, content, test: test ? 1 : 0 },
          request: seal(Buffer.from(buildIssueRequest(request)).toString('base64'), placeOf(id, 'request')),
          sealed: seal(about, placeOf(id, 'about')),
          ...{ response: null, answered_at: null, outcome: null },
        };
        await db.transaction().execute(async (tx) => {
          await tx.insertInto('person').values(person).execute();
          await tx.insertInto('prescription_request').values(row).execute();
          await audit.append(tx, { action: 'prescription.submitted', facts: { prescriptionRequest: id, issue: request.issue, entry: document } });
          if (reason !== '') await keepWord(book, tx, row, 'another', { reason });
        });
        const terminal = files();
        // What failed is told by the next look, which tries again.
        if (terminal) await give(book, row, terminal, testMode).catch(() => {});
        return id;
      }),
    collect: () =>
      turn(async () => {
        const terminal = files();
        const faults: RequestFault[] = [];
        const done: string[] = [];
        if (!terminal) return { answered: done, faults };
        // A folder that does not answer is one fault, however many requests it has.
        const note = (request: string | null) => (error: unknown) => {
          const failure = toFailure(error);
          const fault = { request: failure.code === 'TERMINAL_FOLDER_UNFIT' ? null : request, failure };
          if (!faults.some((known) => isDeepStrictEqual(known, fault))) faults.push(fault);
        };
        for (const row of await open(['placing'])) await recover(book, row, terminal).catch(note(row.id));
        for (const row of await open(['kept', 'placed', 'uncertain']))
          await keepAnswer(book, row, terminal).then((is) => is && done.push(row.id), note(row.id));
        for (const row of await open(['kept'])) await give(book, row, terminal, testMode).catch(note(row.id));
        const left = await terminal.answers().catch((error: unknown) => {
          note(null)(error);
          return [];
        });
        // What was withdrawn and is answered all the same was given by somebody: its answer counts, and until it is whole nobody knows more.
        for (const row of await recall(left)) await keepAnswer(book, row, terminal).then((is) => is && done.push(row.id), note(row.id));
        for (const row of await among(left, 'answered')) await takeAway(book, row, terminal).catch(note(row.id));
        return { answered: done, faults };
      }),
    settle: (id, decision, reason) => turn(() => settle(book, id, decision, reason, files())),
    withdraw: (id, withdrawal) => turn(() => withdraw(book, id, withdrawal, files())),
  };
}
