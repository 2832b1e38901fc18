import { useState } from 'react';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { BarChart } from '../../design/bar-chart.tsx';
import { Button } from '../../design/button.tsx';
import { type Column, DataTable } from '../../design/data-table.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Select } from '../../design/select.tsx';
import { Page, Section } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { AssociationFilter } from '../associations/association-filter.tsx';
import { useStaffAtDesk } from '../session/staff-context.tsx';
import { today } from '../words/days.ts';
import { byAssociation, byMonth, monthsFrom } from './forecast-sums.ts';

const SPANS = ['12', '24', '60'] as const;

/** How many cards run out when, by month and association: what will come to the desk, and to whom notices go. */
export function ForecastPart() {
  const { t } = useWords();
  const { desk } = useDesk();
  const { staff } = useStaffAtDesk();
  const [span, setSpan] = useState<(typeof SPANS)[number]>('12');
  const [association, setAssociation] = useState<string | null>(null);
  const from = today();
  const asked = useAnswer(() => desk.credentials.forecast({ from, months: Number(span) }), [desk, from, span]);
  const rows = (asked.value ?? []).filter((row) => association === null || row.association === association);
  const months = byMonth(rows, monthsFrom(from.slice(0, 7), Number(span)));
  const total = months.reduce((sum, { cards }) => sum + cards, 0);
  const most = months.reduce<(typeof months)[number] | null>((best, one) => (best && best.cards >= one.cards ? best : one), null);
  const monthWords = (month: string) => t('credentials.screen.forecast.month', { year: Number(month.slice(0, 4)), month: Number(month.slice(5)) });
  const places = byAssociation(rows);
  const columns: readonly Column<(typeof places)[number]>[] = [
    {
      id: 'association',
      title: t('credentials.screen.association'),
      names: true,
      cell: (row) => row.association ?? t('credentials.screen.forecast.no-association'),
    },
    {
      id: 'cards',
      title: t('credentials.screen.forecast.cards'),
      align: 'end',
      tight: true,
      cell: ({ cards }) => t('credentials.screen.forecast.number', { cards }),
    },
  ];
  return (
    <Page
      title={t('credentials.screen.parts.forecast')}
      actions={
        <span className="no-print">
          <Button kind="quiet" onPress={() => window.print()}>
            {t('training.print')}
          </Button>
        </span>
      }
      wide
    >
      <div className="list-tools no-print">
        <Select
          label={t('credentials.screen.forecast.span')}
          options={SPANS.map((id) => ({ id, label: t('credentials.screen.forecast.years', { years: Number(id) / 12 }) }))}
          value={span}
          onChange={setSpan}
        />
        {staff.association === null && <AssociationFilter value={association} onChange={setAssociation} />}
      </div>
      {asked.failure && <ErrorPanel failure={asked.failure} onRetry={asked.ask} />}
      {asked.value && (
        <div className="forecast">
          <BarChart
            kind="time"
            title={t('credentials.screen.forecast.title')}
            says={
              total === 0 || !most
                ? t('credentials.screen.forecast.nothing')
                : t('credentials.screen.forecast.says', { total, month: monthWords(most.month), most: most.cards })
            }
            bars={months.map(({ month, cards }) => ({ id: month, label: monthWords(month), value: cards }))}
            labels={t('credentials.screen.forecast.month-label')}
            values={t('credentials.screen.forecast.cards')}
          />
          {places.length > 0 && (
            <Section title={t('credentials.screen.forecast.by-association')}>
              <div className="dense-table">
                <DataTable
                  label={t('credentials.screen.forecast.by-association')}
                  columns={columns}
                  rows={places}
                  rowId={(row) => row.association ?? ''}
                />
              </div>
            </Section>
          )}
        </div>
      )}
    </Page>
  );
}
