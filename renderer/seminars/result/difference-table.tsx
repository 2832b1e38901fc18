import type { Participation, Scheme } from '../../../main/api/schema/training.ts';
import { DataTable } from '../../design/data-table.tsx';
import { Disclosure } from '../../design/disclosure.tsx';
import { useWords } from '../../words/words.tsx';
import { creditWords } from '../credit-words.ts';
import { columnWords } from '../seminar-words.ts';
import type { Difference } from './differences.ts';

/** Shown at first; the rest unfolds. */
const FIRST = 20;

/** Whose units changed since the result was frozen: before and now. */
export function DifferenceTable({ found, schemes }: { readonly found: readonly Difference[]; readonly schemes: readonly Scheme[] }) {
  const { t, language } = useWords();
  const units = (one: Participation | null) => {
    if (!one) return t('training.result.not-there');
    if (one.totals.length === 0) return t('training.result.no-units');
    return (
      <ul>
        {one.totals.map((total) => (
          <li key={`${total.scheme} ${total.category}`}>{creditWords(total, schemes, language, t)}</li>
        ))}
      </ul>
    );
  };
  const table = (rows: readonly Difference[]) => (
    <DataTable
      label={t('training.result.since')}
      columns={[
        {
          id: 'name',
          title: t('training.column.name'),
          names: true,
          cell: ({ name, kana, completed }) => (
            <>
              {name}
              <span className="under">{kana}</span>
              {completed.length > 0 && <span className="under">{t('training.result.completed', { columns: columnWords(completed, t) })}</span>}
            </>
          ),
        },
        { id: 'before', title: t('training.result.before'), cell: ({ before }) => units(before) },
        { id: 'now', title: t('training.result.now'), cell: ({ now }) => units(now) },
      ]}
      rows={rows}
      rowId={({ person }) => person}
    />
  );
  return (
    <>
      {table(found.slice(0, FIRST))}
      {found.length > FIRST && (
        <Disclosure title={t('training.result.more', { count: found.length - FIRST })}>{table(found.slice(FIRST))}</Disclosure>
      )}
    </>
  );
}
