import { randomUUID } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import { buildIssueRequest, type IssueRequest, type IssueType } from '../../../pki/eps/issue-request.ts';
import { type IssueResponse, readIssueResponse } from '../../../pki/eps/issue-response.ts';
import { PkiError } from '../../../pki/errors.ts';
import { inTurn } from '../../in-turn.ts';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import type { TerminalFiles } from './folders.ts';

/**
 * How far a request is. `kept`: on the disk here, the terminal has nothing of it yet; `placed`: the terminal has it; `uncertain`: this program was cut
 * off while it gave the file its name, and the terminal may have taken it, so that nothing but an answer or a person says more; `answered`.
 */
export type RequestState = 'kept' | 'placed' | 'uncertain' | 'answered';

/** A request and what the service answered. Times are ISO 8601. */
export interface PrescriptionRequest {
  readonly id: string;
  readonly madeAt: string;
  readonly state: RequestState;
  readonly issue: IssueType;
  readonly answeredAt: string | null;
  readonly response: IssueResponse | null;
}

/** Requests to the electronic prescription service by way of the terminal's folders. */
export interface PrescriptionRequests {
  /** Keeps a request, and gives it to the terminal. What is kept and cannot be given now is given by `collect`. @returns its id */
  submit(order: IssueRequest): Promise<string>;
  /** Gives what is kept, and takes the answers that have come. @returns ids of those answered */
  collect(): Promise<readonly string[]>;
  list(): Promise<readonly PrescriptionRequest[]>;
}

const PLACE = 'prescription request';
const DAY_MS = 86_400_000;
type Row = Selectable<Tables['prescription_request']>;

/** Opens the requests that rest in the store. What was being given when the program was cut off is looked for once. */
export async function openPrescriptionRequests(
  { db, persons, now }: Pick<Store, 'db' | 'persons' | 'now'>,
  files: TerminalFiles,
): Promise<PrescriptionRequests> {
  const turn = inTurn();
  const placeOf = (id: string, part: 'request' | 'response'): string => `${PLACE} ${id} ${part}`;
  const move = (id: string, state: Row['state'], from: Kysely<Tables> = db) =>
    from.updateTable('prescription_request').set({ state }).where('id', '=', id).execute();
  const open = (states: readonly Row['state'][]) =>
    db.selectFrom('prescription_request').selectAll().where('state', 'in', states).orderBy('made_at').orderBy('id').execute();
  const bytesIn = async ({ person, id }: Pick<Row, 'person' | 'id'>, sealed: Uint8Array, part: 'request' | 'response') => {
    const text = (await persons.open(db, person, sealed, placeOf(id, part))) as string | null;
    return text === null ? null : Buffer.from(text, 'base64');
  };

  async function give(row: Row): Promise<void> {
    const request = await bytesIn(row, row.request, 'request');
    if (!request) return;
    // Noted first: whoever is cut off between the two does not give it a second time.
    await move(row.id, 'placing');
    await files.place(row.id, request).catch(async (error: unknown) => {
      // A file that has its name is there, whatever failed after that.
      await move(row.id, (await files.lies(row.id).catch(() => false)) ? 'placed' : 'kept');
      throw error;
    });
    await move(row.id, 'placed');
  }

  /** An answer that is being written is read the next time. */
  function wholeAnswer(bytes: Uint8Array): IssueResponse | null {
    try {
      const response = readIssueResponse(bytes);
      return response.progress === 'running' ? null : response;
    } catch (error) {
      if (error instanceof PkiError && error.code === 'XML_UNREADABLE') return null;
      throw error;
    }
  }

  async function answered(row: Row): Promise<boolean> {
    const bytes = await files.answer(row.id);
    if (!bytes || !wholeAnswer(bytes)) return false;
    const response = await persons.seal(db, row.person, Buffer.from(bytes).toString('base64'), placeOf(row.id, 'response'));
    await db
      .updateTable('prescription_request')
      .set({ state: 'answered', response, answered_at: now().toISOString() })
      .where('id', '=', row.id)
      .execute();
    await files.take(row.id);
    return true;
  }

  for (const { id } of await open(['placing'])) await move(id, (await files.lies(id)) ? 'placed' : 'uncertain');
  // An answer that was kept and not yet taken away; those of before were.
  const lately = new Date(now().getTime() - DAY_MS).toISOString();
  for (const { id, answered_at } of await open(['answered'])) if (answered_at! > lately) await files.take(id);

  return {
    submit: (order) =>
      turn(async () => {
        const id = randomUUID();
        const { row: person, seal } = persons.make();
        const row: Row = {
          ...{ id, person: person.id, made_at: now().toISOString(), state: 'kept', issue: order.issue },
          request: seal(Buffer.from(buildIssueRequest(order)).toString('base64'), placeOf(id, 'request')),
          ...{ response: null, answered_at: null },
        };
        await db.transaction().execute(async (tx) => {
          await tx.insertInto('person').values(person).execute();
          await tx.insertInto('prescription_request').values(row).execute();
        });
        await give(row).catch(() => {});
        return id;
      }),
    collect: () =>
      turn(async () => {
        // One that cannot be given, or whose answer is none, holds up no other; it stays as it is.
        for (const row of await open(['kept'])) await give(row).catch(() => {});
        const done: string[] = [];
        for (const row of await open(['placed', 'uncertain'])) if (await answered(row).catch(() => false)) done.push(row.id);
        return done;
      }),
    async list() {
      const rows = await db.selectFrom('prescription_request').selectAll().orderBy('made_at', 'desc').orderBy('id').execute();
      return Promise.all(
        rows.map(async (row): Promise<PrescriptionRequest> => {
          const bytes = row.response && (await bytesIn(row, row.response, 'response'));
          return {
            ...{ id: row.id, madeAt: row.made_at, issue: row.issue, answeredAt: row.answered_at },
            state: row.state === 'placing' ? 'uncertain' : row.state,
            response: bytes && readIssueResponse(bytes),
          };
        }),
      );
    },
  };
}
