import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { AuthorityNotice, NoticeExport } from '../../api/schema/attendance.ts';
import { AppError } from '../../errors.ts';
import type { Tables } from '../../store/schema.ts';
import { timeText } from '../../tables/formats.ts';
import type { Cell, Table } from '../../tables/table.ts';
import { writeCsv } from '../../tables/write-csv.ts';
import type { ExportedFile } from '../../training/output/export-file.ts';
import { type Language, words } from '../../words/words.ts';
import type { ReceptionParts } from './parts.ts';

/** Sealed under the person's key: what the authority's desk needs to look into it. */
const PLACE = 'authority notice';

const KIND = 'grave-card-received';

/** What is kept sealed of a notice. */
export type Told = Omit<AuthorityNotice, 'id' | 'title' | 'sentAt'>;

type NoticeParts = Pick<ReceptionParts, 'store' | 'audit' | 'seminars'>;

/** Keeps for the authority's desk that somebody with a stopped card was received, in the transaction of the fact. */
export async function keepNotice({ store }: Pick<NoticeParts, 'store'>, transaction: Kysely<Tables>, person: string, told: Told): Promise<void> {
  const sealed = await store.persons.seal(transaction, person, told, PLACE);
  const row = { id: randomUUID(), at: store.now().toISOString(), kind: KIND, person, sealed, sent_at: null };
  await transaction.insertInto('authority_notice').values(row).execute();
}

/** What the desk of the authority is to be told: kept until staff hand it over as a file. */
export interface Notices {
  /** Oldest first, of one seminar or of all. Nothing is left to tell of somebody whose data were destroyed. */
  list(seminar?: string): Promise<AuthorityNotice[]>;
  /**
   * Those that were not handed over yet, or all, as one CSV file; they count as handed over from then on, each with the time of its first file.
   * @throws AppError NOTHING_TO_EXPORT
   */
  export(order: NoticeExport): Promise<ExportedFile>;
}

type Say = ReturnType<typeof words>;

const text = (value: string | null): Cell => (value === null ? null : { kind: 'text', text: value });

/** The columns of the file, each with its width in half-width letters. */
const COLUMNS: readonly (readonly [id: string, width: number, cell: (notice: AuthorityNotice, say: Say) => Cell])[] = [
  ['seminar', 40, ({ title }) => text(title)],
  ['at', 18, ({ at }) => ({ kind: 'time', at, format: 'day-and-clock' })],
  ['registration', 14, ({ registration }) => (registration === null ? null : { kind: 'registration', number: registration, format: 'digits' })],
  ['name', 24, ({ name }) => text(name)],
  ['card', 66, ({ card }) => text(card)],
  ['verdict', 20, ({ verdict }, say) => text(say(`reception.verdict.${verdict}`))],
  ['reason', 40, ({ reason }) => text(reason)],
  ['by', 20, ({ by }) => text(by)],
  ['id', 38, ({ id }) => text(id)],
];

function tableOf(notices: readonly AuthorityNotice[], say: Say): Table {
  return {
    columns: COLUMNS.map(([id, width]) => ({ heading: say(`reception.notices.columns.${id}`), width })),
    rows: notices.map((notice) => COLUMNS.map(([, , cell]) => cell(notice, say))),
  };
}

export function openNotices({ store, audit, seminars }: NoticeParts): Notices {
  async function read(db: Kysely<Tables>, seminar: string | undefined): Promise<AuthorityNotice[]> {
    const rows = await db.selectFrom('authority_notice').selectAll().where('kind', '=', KIND).orderBy('at').orderBy('id').execute();
    const titles = new Map(seminars.list().map(({ id, plan }) => [id, plan.title]));
    const notices: AuthorityNotice[] = [];
    for (const { id, person, sealed, sent_at } of rows) {
      const told = person === null ? null : ((await store.persons.open(db, person, sealed, PLACE)) as Told | null);
      if (told && (seminar === undefined || told.seminar === seminar))
        notices.push({ id, ...told, title: titles.get(told.seminar) ?? '', sentAt: sent_at });
    }
    return notices;
  }

  return {
    list: (seminar) => read(store.db, seminar),
    export: ({ seminar, again, language }) =>
      store.db.transaction().execute(async (transaction) => {
        const notices = (await read(transaction, seminar)).filter(({ sentAt }) => again || sentAt === null);
        if (notices.length === 0) throw new AppError('NOTHING_TO_EXPORT');
        const now = store.now().toISOString();
        const file = { ...written(notices, language), name: nameOf(now, language), type: 'text/csv' };
        const ids = notices.filter(({ sentAt }) => sentAt === null).map(({ id }) => id);
        if (ids.length > 0) await transaction.updateTable('authority_notice').set({ sent_at: now }).where('id', 'in', ids).execute();
        const facts = { ...(seminar !== undefined && { seminar }), what: 'notices', format: 'csv', rows: notices.length };
        await audit.append(transaction, { action: 'attendance.exported', facts });
        return file;
      }),
  };
}

const written = (notices: readonly AuthorityNotice[], language: Language) =>
  writeCsv(tableOf(notices, words(language)), { encoding: 'utf-8', replaceLetters: false });

const nameOf = (now: string, language: Language): string =>
  words(language)('reception.notices.file', { day: timeText(now, 'day-and-clock').slice(0, 10).replaceAll('/', '') });
