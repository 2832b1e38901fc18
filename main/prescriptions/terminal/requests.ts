import { randomUUID } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import { buildIssueRequest, type IssueRequest } from '../../../pki/eps/issue-request.ts';
import { type IssueResponse, readIssueResponse } from '../../../pki/eps/issue-response.ts';
import { PkiError } from '../../../pki/errors.ts';
import type { Failure } from '../../api/schema/common.ts';
import type { AuditLog } from '../../audit/audit-log.ts';
import { AppError } from '../../errors.ts';
import { toFailure } from '../../failure.ts';
import { inTurn } from '../../in-turn.ts';
import type { Tables } from '../../store/schema.ts';
import { deriveKey, searchToken } from '../../store/sealing.ts';
import type { Store } from '../../store/store.ts';
import type { TerminalFiles } from './folders.ts';

/**
 * How far a request is. `kept`: on the disk here, the terminal has nothing of it yet; `placed`: the terminal has it; `uncertain`: this program was cut
 * off while it gave the file its name, and the terminal may have taken it, so that nothing but an answer or a person says more; `answered`.
 */
export type RequestState = 'kept' | 'placed' | 'uncertain' | 'answered';

/** What a request is about, for people. `issuedOn`: as in the record, YYYYMMDD. */
export interface RequestSubject {
  readonly name: string;
  readonly patient: string;
  readonly issuedOn: string;
}

export interface RequestOrder {
  readonly request: IssueRequest;
  readonly about: RequestSubject;
  /** SHA-256 of the records: the same prescription is not given twice unasked. */
  readonly content: string;
  /** Entry of the register. */
  readonly document: string | null;
  /** A test card signed it: it goes nowhere but in test mode. */
  readonly test: boolean;
  /** Why it is given once more. */
  readonly again: string | null;
}

/** What a person says of a request of which nobody knows whether the terminal took it. */
export type Decision = 'given' | 'give-again';

/** What went wrong with one request in one look. */
export interface RequestFault {
  readonly request: string;
  readonly failure: Failure;
}

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
   * @throws AppError PRESCRIPTION_REQUESTED where the same prescription was given already and nothing refused it
   */
  submit(order: RequestOrder): Promise<string>;
  /** Gives what is kept, and takes the answers that have come. One that fails holds up no other; it stays as it is and is told. */
  collect(): Promise<Collected>;
  /** @throws AppError PRESCRIPTION_REQUEST_UNKNOWN, PRESCRIPTION_REQUEST_SETTLED where it is not uncertain, REASON_NEEDED */
  settle(id: string, decision: Decision, reason: string): Promise<void>;
}

export const PLACE = 'prescription request';
const DAY_MS = 86_400_000;
/** An answer that is not whole after this long is told. */
const INCOMPLETE_MS = 60_000;
export type RequestRow = Selectable<Tables['prescription_request']>;

export const placeOf = (id: string, part: 'request' | 'response' | 'about' | 'reason'): string => `${PLACE} ${id} ${part}`;

/** Opens the requests that rest in the store. @param files of the terminal that is set, `null` where none is */
export function openPrescriptionRequests(
  { db, persons, masterKey, now }: Pick<Store, 'db' | 'persons' | 'masterKey' | 'now'>,
  audit: Pick<AuditLog, 'append'>,
  files: () => TerminalFiles | null,
  testMode: () => boolean,
): PrescriptionRequests {
  const turn = inTurn();
  const index = deriveKey(masterKey.key, 'search tokens');
  /** Answers that are kept and may lie there still; `null` before the first look. */
  let toTake: Set<string> | null = null;

  const move = (id: string, state: RequestRow['state'], from: Kysely<Tables> = db) =>
    from.updateTable('prescription_request').set({ state }).where('id', '=', id).execute();
  const open = (states: readonly RequestRow['state'][]) =>
    db.selectFrom('prescription_request').selectAll().where('state', 'in', states).orderBy('made_at').orderBy('id').execute();

  const nameOf = async ({ id, person, sealed }: RequestRow): Promise<string> =>
    (sealed && ((await persons.open(db, person, sealed, placeOf(id, 'about'))) as RequestSubject | null))?.name ?? '';

  async function give(row: RequestRow, terminal: TerminalFiles): Promise<void> {
    const text = (await persons.open(db, row.person, row.request, placeOf(row.id, 'request'))) as string | null;
    if (text === null) return;
    // The mode may be another one than when it was kept.
    if (row.test === 1 && !testMode()) throw new AppError('PRESCRIPTION_OF_TEST', { name: await nameOf(row) });
    // What was answered was taken, whatever is known of it here.
    if (await terminal.answer(row.id)) return void (await move(row.id, 'uncertain'));
    // Noted first: whoever is cut off between the two does not give it a second time.
    await move(row.id, 'placing');
    const became = await terminal.place(row.id, Buffer.from(text, 'base64')).catch(async (error: unknown) => {
      // A file that has its name is there, whatever failed after that.
      await move(row.id, (await terminal.lies(row.id).catch(() => false)) ? 'placed' : 'kept');
      throw error;
    });
    await move(row.id, became);
  }

  /** What was being given when the program was cut off. */
  async function recover({ id }: RequestRow, terminal: TerminalFiles): Promise<void> {
    const lies = await terminal.lies(id);
    await move(id, lies ? 'placed' : 'uncertain');
    await terminal.sweep(id).catch(() => {});
  }

  /** An answer that is being written is read the next time. */
  function wholeAnswer(bytes: Uint8Array): IssueResponse | 'running' | null {
    try {
      const response = readIssueResponse(bytes);
      // Of a progress that is not known nobody can tell whether another answer follows.
      if (response.progress === 'unknown') throw new AppError('TERMINAL_ANSWER_UNKNOWN', { note: 'SegmentOfResult' });
      return response.progress === 'running' ? 'running' : response;
    } catch (error) {
      if (error instanceof AppError) throw error;
      if (error instanceof PkiError && error.code === 'XML_UNREADABLE') return null;
      throw new AppError('TERMINAL_ANSWER_UNKNOWN', { note: error instanceof Error ? error.message : '' }, { cause: error });
    }
  }

  async function answered(row: RequestRow, terminal: TerminalFiles): Promise<boolean> {
    const file = await terminal.answer(row.id);
    if (!file) return false;
    const answer = wholeAnswer(file.bytes);
    if (answer === null && now().getTime() - file.changedAt.getTime() > INCOMPLETE_MS) throw new AppError('TERMINAL_ANSWER_INCOMPLETE');
    if (answer === null || answer === 'running') return false;
    const response = await persons.seal(db, row.person, Buffer.from(file.bytes).toString('base64'), placeOf(row.id, 'response'));
    // Neither a progress nor a status that is not known is ever taken for accepted.
    const outcome = answer.progress === 'done' || answer.outcome === 'refused' ? answer.outcome : 'unknown';
    await db.transaction().execute(async (tx) => {
      const known = { state: 'answered', response, outcome, answered_at: now().toISOString() } as const;
      await tx.updateTable('prescription_request').set(known).where('id', '=', row.id).execute();
      await audit.append(tx, { action: 'prescription.answered', facts: { prescriptionRequest: row.id, answer: outcome } });
    });
    toTake?.add(row.id);
    return true;
  }

  async function takeAway(terminal: TerminalFiles, note: (request: string, error: unknown) => void): Promise<void> {
    const lately = new Date(now().getTime() - DAY_MS).toISOString();
    toTake ??= new Set((await open(['answered'])).filter(({ answered_at }) => answered_at! > lately).map(({ id }) => id));
    for (const id of toTake)
      await takeKept(id, terminal).then(
        () => toTake!.delete(id),
        (error: unknown) => note(id, error),
      );
  }

  /** What came after the answer that is kept is left where it is and told, so that nothing goes unread. */
  async function takeKept(id: string, terminal: TerminalFiles): Promise<void> {
    const file = await terminal.answer(id);
    if (!file) return;
    const { person, response } = await db.selectFrom('prescription_request').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    const kept = response && ((await persons.open(db, person, response, placeOf(id, 'response'))) as string | null);
    if (kept !== null && kept !== Buffer.from(file.bytes).toString('base64'))
      throw new AppError('TERMINAL_ANSWER_UNKNOWN', { note: 'another answer than the one that is kept' });
    await terminal.take(id);
  }

  /** The same prescription, given before and not refused. */
  const sameBefore = (content: Uint8Array) =>
    db
      .selectFrom('prescription_request')
      .select('id')
      .where('content', '=', content)
      .where((where) => where.or([where('outcome', 'is', null), where('outcome', '<>', 'refused')]))
      .executeTakeFirst();

  async function word(tx: Kysely<Tables>, row: Pick<RequestRow, 'id' | 'person'>, decision: Decision | 'another', reason: string): Promise<void> {
    const id = randomUUID();
    const sealed = await persons.seal(tx, row.person, reason, placeOf(id, 'reason'));
    await tx.insertInto('prescription_request_word').values({ id, request: row.id, at: now().toISOString(), decision, sealed }).execute();
    await audit.append(tx, {
      action: 'prescription.settled',
      facts: { prescriptionRequest: row.id, word: decision },
      personal: { subject: `prescription request ${row.id}`, facts: { reason } },
    });
  }

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
          if (reason !== '') await word(tx, row, 'another', reason);
        });
        const terminal = files();
        // What failed is told by the next look, which tries again.
        if (terminal) await give(row, terminal).catch(() => {});
        return id;
      }),
    collect: () =>
      turn(async () => {
        const terminal = files();
        const faults: RequestFault[] = [];
        const done: string[] = [];
        if (!terminal) return { answered: done, faults };
        const note = (request: string, error: unknown) => void faults.push({ request, failure: toFailure(error) });
        for (const row of await open(['placing'])) await recover(row, terminal).catch((error: unknown) => note(row.id, error));
        for (const row of await open(['kept', 'placed', 'uncertain']))
          await answered(row, terminal).then(
            (is) => is && done.push(row.id),
            (error: unknown) => note(row.id, error),
          );
        for (const row of await open(['kept'])) await give(row, terminal).catch((error: unknown) => note(row.id, error));
        await takeAway(terminal, note);
        return { answered: done, faults };
      }),
    settle: (id, decision, given) =>
      turn(async () => {
        const reason = given.trim();
        if (reason === '') throw new AppError('REASON_NEEDED');
        const row = await db.selectFrom('prescription_request').selectAll().where('id', '=', id).executeTakeFirst();
        if (!row) throw new AppError('PRESCRIPTION_REQUEST_UNKNOWN', { id });
        // Nothing is being given in this turn: one that is `placing` was cut off, and its folder could not be looked into since.
        if (row.state !== 'uncertain' && row.state !== 'placing') throw new AppError('PRESCRIPTION_REQUEST_SETTLED', { id });
        await db.transaction().execute(async (tx) => {
          await word(tx, row, decision, reason);
          await move(id, decision === 'given' ? 'placed' : 'kept', tx);
        });
      }),
  };
}
