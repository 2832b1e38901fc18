import type { ImportAnswer } from '../../../main/api/schema/membership.ts';
import { DataTable } from '../../design/data-table.tsx';
import { DefinitionList } from '../../design/definition-list.tsx';
import { Disclosure } from '../../design/disclosure.tsx';
import { knownKey } from '../../words/translate.ts';
import { useWords } from '../../words/words.tsx';

/** Rows shown of what could not be taken as it stands. */
const SHOWN = 50;

/** What a file would change, before it does. */
export function BookingPreview({ answer, name }: { readonly answer: ImportAnswer; readonly name: string }) {
  const { t } = useWords();
  const list = (headings: readonly string[]) => headings.reduce((first, rest) => (first ? t('frame.list', { first, rest }) : rest), '');
  const known = answer.columns.filter(({ field }) => field !== null).map(({ heading }) => heading);
  const left = answer.columns.filter(({ field }) => field === null).map(({ heading }) => heading);
  const words = (id: string) => {
    const key = knownKey(`members.problem.${id}`);
    return key ? t(key) : id;
  };
  return (
    <section className="card" aria-label={t('training.booked.preview')}>
      <h3>{t('training.booked.found', { name, count: answer.rows })}</h3>
      <DefinitionList
        items={[
          {
            term: t('training.booked.change'),
            value: t('training.booked.changes', { added: answer.added, changed: answer.changed, unchanged: answer.unchanged, gone: answer.gone }),
          },
          { term: t('training.booked.columns'), value: list(known) || '—' },
          ...(left.length > 0 ? [{ term: t('training.booked.columns-left'), value: list(left) }] : []),
          { term: t('training.booked.encoding'), value: t(`training.encoding.${answer.encoding}`) },
        ]}
      />
      {answer.problems.length > 0 && (
        <Disclosure title={t('training.booked.problems', { count: answer.problems.length })} open>
          <DataTable
            label={t('training.booked.problems', { count: answer.problems.length })}
            columns={[
              { id: 'line', title: t('training.booked.line'), align: 'end', tight: true, cell: ({ line }) => line },
              { id: 'problem', title: t('training.booked.problem'), cell: ({ id, value }) => (value ? `${words(id)}（${value}）` : words(id)) },
              {
                id: 'taken',
                title: t('training.booked.outcome'),
                tight: true,
                cell: ({ taken }) => t(taken ? 'training.booked.row-taken' : 'training.booked.row-left'),
              },
            ]}
            rows={answer.problems.slice(0, SHOWN)}
            rowId={({ line, id, value }) => `${line} ${id} ${value}`}
          />
        </Disclosure>
      )}
    </section>
  );
}
