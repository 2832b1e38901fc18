import { AppError } from '../../errors.ts';
import { memberListProfile } from '../../membership/national/profiles.ts';
import type { ListProblem } from '../../membership/national/read-list.ts';
import { writeMemberList } from '../../membership/national/write-list.ts';
import { labelSheets } from '../../membership/report/label-sheets.ts';
import { labelTable, ledgerTable, membersOn } from '../../membership/report/ledger.ts';
import { printedTable } from '../../membership/report/printed-table.ts';
import { BREAKDOWNS, statistics } from '../../membership/report/statistics.ts';
import { statisticsTable } from '../../membership/report/statistics-table.ts';
import type { TextEncoding } from '../../tables/decode-text.ts';
import type { Table } from '../../tables/table.ts';
import { writeCsv } from '../../tables/write-csv.ts';
import { type Language, words } from '../../words/words.ts';
import type { Actor } from '../store/actor.ts';
import { membersOf } from './members.ts';
import { type MembershipParts, today } from './parts.ts';
import { pendingCounts } from './pending.ts';
import { readTree } from './rows.ts';

/** `list`: as the member system reads it. */
export const REPORTS = ['statistics', 'ledger', 'labels', 'pending', 'list'] as const;
export const REPORT_FORMATS = ['csv', 'pdf'] as const;

export interface ReportOrder {
  readonly what: (typeof REPORTS)[number];
  /** Without, the national one; of `pending` all. */
  readonly association?: string | undefined;
  /** ISO day in Japan; today without. */
  readonly day?: string | undefined;
  readonly format: (typeof REPORT_FORMATS)[number];
  readonly encoding: TextEncoding;
  /** Of a `list`. */
  readonly profile?: string | undefined;
  readonly language: Language;
}

export interface ReportFile {
  readonly bytes: Uint8Array;
  readonly rows: number;
  /** Rows with letters that the encoding lacks. */
  readonly problems: readonly ListProblem[];
}

async function pendingTable(parts: MembershipParts, actor: Actor, { association, language }: ReportOrder): Promise<Table> {
  const say = words(language);
  const counts = (await pendingCounts(parts, actor)).filter((row) => association === undefined || row.association === association);
  return {
    columns: ['association', 'kind', 'decides', 'informed'].map((id) => ({ heading: say(`membership.pending.${id}`), width: 20 })),
    rows: counts.map(({ association: code, kind, decides, informed }) => [
      { kind: 'text', text: code },
      { kind: 'text', text: say(`membership.pending.kinds.${kind}`) },
      { kind: 'number', value: decides },
      { kind: 'number', value: informed },
    ]),
  };
}

/** The association that a report is of. @throws AppError ASSOCIATION_UNKNOWN where there is no national one */
async function codeOf({ store }: MembershipParts, actor: Actor, { association }: ReportOrder): Promise<string> {
  if (association !== undefined) return association;
  const tree = await store.within(actor, readTree);
  const national = tree.all().find(({ tier }) => tier === 1);
  if (!national) throw new AppError('ASSOCIATION_UNKNOWN', { association: '' });
  return national.code;
}

/**
 * A report of members as a file: CSV with 〓 for letters that the encoding lacks, or PDF.
 * @throws AppError MEMBERSHIP_NOT_YOURS, ASSOCIATION_UNKNOWN, NOTHING_TO_EXPORT, COLUMN_PROFILE_UNKNOWN, USAGE_WRONG for a list as PDF
 */
export async function reportFile(parts: MembershipParts, actor: Actor, order: ReportOrder): Promise<ReportFile> {
  const { what, format, encoding, language, day = today(parts) } = order;
  const say = words(language);
  const written = async (table: Table, title: string, name: string): Promise<ReportFile> => ({
    bytes:
      format === 'csv'
        ? writeCsv(table, { encoding, replaceLetters: true }).bytes
        : await printedTable(table, { title, association: name, day }, language),
    rows: table.rows.length,
    problems: [],
  });
  if (what === 'pending') return written(await pendingTable(parts, actor, order), say('membership.pending.title'), order.association ?? '');
  const { association, members } = await membersOf(parts, actor, await codeOf(parts, actor, order));
  const present = membersOn(members, day);
  if (what === 'list') {
    if (format === 'pdf') throw new AppError('USAGE_WRONG', { note: '--what list: .csv' });
    return { ...writeMemberList(present, memberListProfile(order.profile), association, encoding), rows: present.length };
  }
  if (what === 'labels') {
    const table = labelTable(association, present, language);
    if (format === 'csv') return written(table, say('membership.labels.title'), association.name);
    return { bytes: await labelSheets(present, day), rows: table.rows.length, problems: [] };
  }
  if (what === 'ledger') return written(ledgerTable(association, present, language), say('membership.ledger.title'), association.name);
  const tables = BREAKDOWNS.map((breakdown) => statistics(association, members, breakdown, day));
  return written(statisticsTable(association, tables, language), say('membership.statistics.title'), association.name);
}
