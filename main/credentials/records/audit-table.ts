import type { AuditEntry } from '../../api/schema/application.ts';
import type { AuditFilter } from '../../api/schema/credential-records.ts';
import type { AuditQuery } from '../../audit/audit-log.ts';
import { writeCsv } from '../../tables/write-csv.ts';
import { words } from '../../words/words.ts';

/** Days in Japan as the times that begin and end them. */
export const queryOf = ({ action, staff, holder, from, until }: Omit<AuditFilter, 'before' | 'limit'>): AuditQuery => ({
  ...{ action, staff, holder },
  from: from && new Date(`${from}T00:00:00+09:00`).toISOString(),
  until: until && new Date(Date.parse(`${until}T00:00:00+09:00`) + 86_400_000).toISOString(),
});

const HEADINGS = ['sequence', 'at', 'action', 'facts', 'hash'] as const;

/** Entries as CSV (UTF-8 with BOM), facts as JSON, for whoever audits with other tools. */
export function auditCsv(entries: readonly AuditEntry[]): Uint8Array {
  const say = words('ja');
  const columns = HEADINGS.map((name) => ({ heading: say(`credentials.audit-column.${name}`), width: 20 }));
  const rows = entries.map(({ sequence, at, action, facts, hash }) => [
    { kind: 'number' as const, value: sequence },
    ...[at, action, JSON.stringify(facts), hash].map((text) => ({ kind: 'text' as const, text })),
  ]);
  return writeCsv({ columns, rows }, { encoding: 'utf-8', replaceLetters: false }).bytes;
}
