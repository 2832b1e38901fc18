import { createHash, randomUUID } from 'node:crypto';
import type { Scheme, Seminar, Submission } from '../../api/schema/training.ts';
import type { AuditLog } from '../../audit/audit-log.ts';
import { AppError } from '../../errors.ts';
import { deriveKey, seal, unseal } from '../../store/sealing.ts';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import { writeCsv } from '../../tables/write-csv.ts';
import type { Seminars } from '../seminars.ts';
import type { Settlements } from '../settlements.ts';
import { mayMove } from '../states.ts';
import { requireSettled } from './attendees.ts';
import type { ExportedFile } from './export-file.ts';
import { submissionName } from './file-name.ts';
import { profileTable } from './profile-table.ts';
import { profileOf } from './profiles.ts';
import { type Mode, submittedRows } from './submitted-rows.ts';

type Receipt = NonNullable<Submission['receipt']>;

export interface SubmissionOrder {
  readonly seminar: string;
  readonly mode: Mode;
  readonly profile: string;
  /** The person of the office. */
  readonly by: string;
}
export interface ReceiptOrder extends Omit<Receipt, 'at'> {
  readonly submission: string;
}

/** What was reported of seminars, and what the receivers answered. */
export interface Submissions {
  /** Newest first. */
  list(seminar: string): Promise<Submission[]>;
  /**
   * Makes the file of a submission, notes it, and moves the seminar to `submitted`. What was submitted in the same profile counts as the receiver's only once
   * its acceptance was noted; a partly rejected submission does not, for nobody knows which part: it is followed by a correction or by `replace`.
   * @throws AppError SEMINAR_UNKNOWN, SEMINAR_NOT_SETTLED, PRACTICE_NOT_SUBMITTED, COLUMN_PROFILE_UNKNOWN, NOTHING_TO_EXPORT, EXPORT_LETTERS_MISSING
   */
  submit(order: SubmissionOrder): Promise<{ readonly submission: Submission; readonly file: ExportedFile }>;
  /**
   * Notes what the receiver answered; an earlier answer is kept beneath it. The seminar moves with the answer to the newest submission of its profile.
   * @throws AppError SUBMISSION_UNKNOWN
   */
  receipt(order: ReceiptOrder): Promise<Submission>;
}

export interface SubmissionParts {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly seminars: Pick<Seminars, 'get' | 'moveWith'>;
  readonly settlements: Pick<Settlements, 'list'>;
  readonly schemes: () => readonly Scheme[];
}

/** A submission as it rests: whom it was about by the ids of this desk, and words of people sealed (base64). */
interface Body {
  readonly format: 'hpki-desk-submission/1';
  readonly mode: Mode;
  readonly profile: string;
  readonly rows: number;
  readonly fileName: string;
  /** SHA-256 of the file, hexadecimal. */
  readonly sha256: string;
  readonly persons: readonly string[];
  readonly by: string;
  /** Oldest first; the last one counts. */
  readonly receipts: readonly { readonly at: string; readonly number: string; readonly outcome: Receipt['outcome']; readonly note: string }[];
}

const bodyOf = ({ body }: Pick<Tables['submission'], 'body'>): Body => JSON.parse(body) as Body;

export function openSubmissions({ store, audit, seminars, settlements, schemes }: SubmissionParts): Submissions {
  const key = deriveKey(store.masterKey.key, 'submission');
  const sealed = (text: string, place: string) => Buffer.from(seal(key, Buffer.from(text, 'utf8'), place)).toString('base64');
  const opened = (text: string, place: string) => Buffer.from(unseal(key, Buffer.from(text, 'base64'), place)).toString('utf8');
  const byPlace = (id: string) => `submitter of ${id}`;
  const notePlace = (id: string, at: number) => `note ${at} of ${id}`;

  function viewOf({ id, seminar, settlement, at, body }: Tables['submission']): Submission {
    const { mode, profile, rows, fileName, sha256, by, receipts } = bodyOf({ body });
    const last = receipts.at(-1);
    const receipt = last ? { ...last, note: opened(last.note, notePlace(id, receipts.length - 1)) } : null;
    return { id, seminar, settlement, mode, profile, at, by: opened(by, byPlace(id)), rows, fileName, sha256, receipt };
  }

  /** Oldest first. */
  const rowsOf = (seminar: string) =>
    store.db.selectFrom('submission').selectAll().where('seminar', '=', seminar).orderBy('at').orderBy('id').execute();

  async function fileOf(seminar: Seminar, { mode, profile: id }: SubmissionOrder) {
    const profile = profileOf(id, 'submission');
    const settled = await settlements.list(seminar.id);
    const [newest] = settled;
    requireSettled(seminar, newest);
    const accepted = (await rowsOf(seminar.id)).flatMap((row) => {
      const body = bodyOf(row);
      if (body.profile !== profile.id || body.receipts.at(-1)?.outcome !== 'accepted') return [];
      return [{ mode: body.mode, settlement: row.settlement, persons: new Set(body.persons) }];
    });
    const rows = submittedRows({ profile, seminar, settlements: settled, schemes: schemes() }, mode, accepted);
    if (rows.length === 0) throw new AppError('NOTHING_TO_EXPORT');
    const written = writeCsv(profileTable(profile, rows, false), { encoding: profile.encoding ?? 'utf-8', replaceLetters: false });
    const file: ExportedFile = { ...written, name: submissionName(seminar.plan, mode, 'ja'), type: 'text/csv' };
    return { settlement: newest.number, profile: profile.id, rows, file };
  }

  async function one(id: string): Promise<Tables['submission']> {
    const row = await store.db.selectFrom('submission').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) throw new AppError('SUBMISSION_UNKNOWN', { submission: id });
    return row;
  }

  return {
    list: async (seminar) => (await rowsOf(seminar)).map(viewOf).reverse(),

    async submit(order) {
      const seminar = seminars.get(order.seminar);
      const { settlement, profile, rows, file } = await fileOf(seminar, order);
      const id = randomUUID();
      const body: Body = {
        format: 'hpki-desk-submission/1',
        mode: order.mode,
        profile,
        rows: rows.length,
        fileName: file.name,
        sha256: createHash('sha256').update(file.bytes).digest('hex'),
        persons: [...new Set(rows.map(({ person }) => person))],
        by: sealed(order.by, byPlace(id)),
        receipts: [],
      };
      const row = { id, seminar: seminar.id, settlement, at: store.now().toISOString(), body: JSON.stringify(body) };
      await seminars.moveWith(seminar.id, { by: 'submit', to: 'submitted', reason: '' }, async (transaction, before) => {
        if (before.revision !== seminar.revision) throw new AppError('SEMINAR_CHANGED_MEANWHILE', { seminar: seminar.id, revision: before.revision });
        await transaction.insertInto('submission').values(row).execute();
        const { mode, sha256 } = body;
        await audit.append(transaction, {
          action: 'seminar.submitted',
          facts: { seminar: seminar.id, submission: id, settlement, mode, profile, rows: rows.length, sha256 },
        });
      });
      return { submission: viewOf(row), file };
    },

    async receipt({ submission: id, number, outcome, note }) {
      const row = await one(id);
      const before = bodyOf(row);
      const at = store.now().toISOString();
      const receipts = [...before.receipts, { at, number, outcome, note: sealed(note, notePlace(id, before.receipts.length)) }];
      const body = JSON.stringify({ ...before, receipts });
      const write = async (transaction: Store['db']): Promise<void> => {
        const { numUpdatedRows } = await transaction
          .updateTable('submission')
          .set({ body })
          .where('id', '=', id)
          .where('body', '=', row.body)
          .executeTakeFirstOrThrow();
        if (numUpdatedRows === 0n) throw new AppError('SEMINAR_CHANGED_MEANWHILE', { seminar: row.seminar });
        await audit.append(transaction, { action: 'submission.receipt', facts: { seminar: row.seminar, submission: id, number, outcome } });
      };
      const newest = (await rowsOf(row.seminar)).findLast((other) => bodyOf(other).profile === before.profile);
      const { state } = seminars.get(row.seminar);
      const moves = outcome !== 'rejected' && outcome !== state && newest?.id === id && mayMove('receipt', state, outcome);
      if (moves) await seminars.moveWith(row.seminar, { by: 'receipt', to: outcome, reason: '' }, write);
      else await store.db.transaction().execute(write);
      return viewOf({ ...row, body });
    },
  };
}
