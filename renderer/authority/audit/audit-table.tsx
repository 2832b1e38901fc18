import type { AuditEntry } from '../../../main/api/schema/application.ts';
import type { StaffView } from '../../../main/api/schema/staff.ts';
import { factValue, isFingerprint, tellingFacts } from '../../audit/fact-words.ts';
import '../../audit/audit-screen.css';
import { type Column, DataTable } from '../../design/data-table.tsx';
import { dateAndTimeShort } from '../../words/dates.ts';
import { fingerprint } from '../../words/quantities.ts';
import { knownKey } from '../../words/translate.ts';
import { useWords } from '../../words/words.tsx';
import { codeWords, nameOf } from './audit-words.ts';

interface AuditTableProps {
  readonly entries: readonly AuditEntry[];
  readonly staff: readonly StaffView[];
}

type Fact = AuditEntry['facts'][string];

/** Made by the program to tell things apart; the beginning is enough to find one again. */
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Facts whose value is somebody of the staff. */
const PEOPLE: ReadonlySet<string> = new Set(['by', 'second', 'staff']);

/** The entries with their facts in words; staff by their names. */
export function AuditTable({ entries, staff }: AuditTableProps) {
  const { t, language } = useWords();
  const names = new Map(staff.map(({ id, name }) => [id, name]));
  const value = (name: string, given: Fact, entry: AuditEntry) => {
    const person = PEOPLE.has(name) ? names.get(String(given)) : undefined;
    if (person) return person;
    const words = typeof given === 'string' ? codeWords(name, given, entry, t) : null;
    if (words !== null) return words;
    if (typeof given === 'string' && ID.test(given)) return <code title={given}>{given.slice(0, 8)}</code>;
    return isFingerprint(given) ? <code>{fingerprint(given)}</code> : factValue(name, given, t);
  };
  const columns: readonly Column<AuditEntry>[] = [
    { id: 'sequence', title: t('audit.column.sequence'), align: 'end', tight: true, cell: ({ sequence }) => sequence },
    { id: 'at', title: t('audit.column.at'), tight: true, cell: ({ at }) => <time dateTime={at}>{dateAndTimeShort(at, language)}</time> },
    {
      id: 'action',
      title: t('audit.column.action'),
      names: true,
      cell: ({ action }) => {
        const key = knownKey(`audit.actions.${action}`);
        return key ? t(key) : action;
      },
    },
    {
      id: 'facts',
      title: t('audit.column.facts'),
      cell: (entry) => (
        <ul className="audit-facts">
          {tellingFacts(entry.facts).map(([name, given]) => (
            <li key={name}>
              <span className="quiet">{nameOf(name, entry, t)}</span> {value(name, given, entry)}
            </li>
          ))}
        </ul>
      ),
    },
  ];
  return (
    <div className="dense-table">
      <DataTable label={t('audit.table')} columns={columns} rows={entries} rowId={({ sequence }) => sequence} />
    </div>
  );
}
