import type { Scheme, Settlement } from '../../../main/api/schema/training.ts';
import { DataTable } from '../../design/data-table.tsx';
import { DefinitionList } from '../../design/definition-list.tsx';
import { useWords } from '../../words/words.tsx';
import { creditNames, sumCredits } from '../credit-words.ts';
import { countsOf } from '../people/participant-filter.ts';

/** A result in numbers: people, and units by scheme and category. */
export function ResultNumbers({ settlement, schemes }: { readonly settlement: Settlement; readonly schemes: readonly Scheme[] }) {
  const { t, language } = useWords();
  const names = creditNames(schemes, language);
  const { participations } = settlement;
  const counts = countsOf(participations);
  const sums = sumCredits(participations.flatMap(({ totals }) => totals)).map((sum) => ({
    ...sum,
    persons: participations.filter(({ totals }) => totals.some(({ scheme, category }) => scheme === sum.scheme && category === sum.category)).length,
  }));
  const people = (count: number) => t('training.people.count', { count });
  return (
    <>
      <DefinitionList
        items={[
          { term: t('training.people.filters.present'), value: people(counts.present) },
          { term: t('training.result.credited'), value: people(counts.credited) },
          { term: t('training.people.filters.missing'), value: people(counts.missing) },
        ]}
      />
      {sums.length > 0 && (
        <DataTable
          label={t('training.result.units')}
          columns={[
            { id: 'scheme', title: t('training.credit.scheme'), names: true, cell: ({ scheme }) => names.scheme(scheme) },
            { id: 'category', title: t('training.credit.category'), cell: ({ scheme, category }) => names.category(scheme, category) },
            { id: 'persons', title: t('training.result.persons'), align: 'end', tight: true, cell: ({ persons }) => people(persons) },
            { id: 'units', title: t('training.result.sum'), align: 'end', tight: true, cell: ({ units }) => t('training.units', { units }) },
          ]}
          rows={sums}
          rowId={({ scheme, category }) => `${scheme} ${category}`}
        />
      )}
    </>
  );
}
