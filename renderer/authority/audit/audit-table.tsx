import type { AuditEntry } from '../../../main/api/schema/application.ts';
import type { StaffView } from '../../../main/api/schema/staff.ts';
import { factName, factValue, isFingerprint, tellingFacts } from '../../audit/fact-words.ts';
import '../../audit/audit-screen.css';
import { type Column, DataTable } from '../../design/data-table.tsx';
import { dateAndTimeShort } from '../../words/dates.ts';
import { fingerprint } from '../../words/quantities.ts';
import { knownKey, type Translate } from '../../words/translate.ts';
import { useWords } from '../../words/words.tsx';
import { kindOf, transitionWords, wordOf } from '../words/credential-words.ts';

interface AuditTableProps {
  readonly entries: readonly AuditEntry[];
  readonly staff: readonly StaffView[];
}

type Fact = AuditEntry['facts'][string];

/** Facts of this workspace whose values are codes. */
const CODED: Readonly<Record<string, (value: string, entry: AuditEntry, t: Translate) => string>> = {
  transition: (value, { facts }, t) => transitionWords(kindOf(String(facts['object'] ?? '')), value, t),
  item: (value, _entry, t) => wordOf('item', value, t),
  template: (value, _entry, t) => wordOf('letter', value, t),
  rule: (value, _entry, t) => wordOf('retention', value, t),
  reason: (value, { action }, t) => (action.startsWith('revocation.') ? wordOf('revocation-reason', value, t) : value),
};

/** Facts whose value is somebody of the staff. */
const PEOPLE: ReadonlySet<string> = new Set(['by', 'second', 'staff']);

/** The entries with their facts in words; staff by their names. */
export function AuditTable({ entries, staff }: AuditTableProps) {
  const { t, language } = useWords();
  const names = new Map(staff.map(({ id, name }) => [id, name]));
  const value = (name: string, given: Fact, entry: AuditEntry) => {
    const person = PEOPLE.has(name) ? names.get(String(given)) : undefined;
    if (person) return person;
    if (typeof given === 'string' && Object.hasOwn(CODED, name)) return CODED[name]!(given, entry, t);
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
              <span className="quiet">{factName(name, t)}</span> {value(name, given, entry)}
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
