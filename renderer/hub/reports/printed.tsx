import { useState } from 'react';
import type { FigureDifferenceView, StatisticsView } from '../../../main/api/schema/hub-administration.ts';
import { useTrying } from '../../client/use-trying.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { DataTable } from '../../design/data-table.tsx';
import { Disclosure } from '../../design/disclosure.tsx';
import { useWords } from '../../words/words.tsx';
import { Told } from '../client/told.tsx';
import { hubAddress } from '../frame/routes.ts';
import { useSession } from '../session/session-context.tsx';

interface PrintedProps {
  readonly association: string;
  readonly columns: StatisticsView['columns'];
  readonly rows: StatisticsView['tables'][number]['rows'];
}

type Against = 'count' | 'sums';

/** A figure as people type it, full-width and with commas too; `null` where there is none. */
export function figureOf(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/[,\s]/g, '');
  return /^\d{1,8}$/.test(plain) ? Number(plain) : null;
}

/** Printed figures beside computed ones: each that differs becomes an item for people to settle. */
export function Printed({ association, columns, rows }: PrintedProps) {
  const { t } = useWords();
  const session = useSession();
  const { working, failure, attempt } = useTrying();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [found, setFound] = useState<{ readonly against: Against; readonly differences: readonly FigureDifferenceView[] } | null>(null);
  const key = (row: string, column: string) => `${row} ${column}`;
  const wrong = Object.values(typed).some((text) => text.trim() !== '' && figureOf(text) === null);
  const given = Object.values(typed).some((text) => text.trim() !== '');
  const table = (cell: (row: (typeof rows)[number], column: string, index: number) => number | null) =>
    Object.fromEntries(
      rows.flatMap((row) => {
        const cells = columns.flatMap(({ id }, index) => {
          const figure = cell(row, id, index);
          return figure === null ? [] : [[id, figure] as const];
        });
        return cells.length === 0 ? [] : [[row.id, Object.fromEntries(cells)] as const];
      }),
    );
  const compare = (against: Against) =>
    attempt(async () => {
      const printed = table((row, column) => figureOf(typed[key(row.id, column)] ?? ''));
      const computed = against === 'count' ? { computed: table((row, _column, index) => row.cells[index] ?? 0) } : {};
      const { differences } = await session.ask<{ differences: readonly FigureDifferenceView[] }>('POST', '/membership/figures', {
        association,
        printed,
        ...computed,
      });
      setFound({ against, differences });
    });
  const labelOf = (lines: readonly { readonly id: string; readonly label: string }[], id: string) =>
    lines.find((line) => line.id === id)?.label ?? id;
  return (
    <Disclosure title={t('hub.printed.title')} summary={t('hub.printed.summary')} level={2}>
      <div className="stack">
        <p>{t('hub.printed.note')}</p>
        <div className="hub-table hub-figures">
          <DataTable
            label={t('hub.printed.title')}
            columns={[
              { id: 'line', title: t('membership.statistics.heading.line'), names: true, tight: true, cell: (row) => row.label },
              ...columns.map(({ id, label }, index) => ({
                id,
                title: label,
                align: 'end' as const,
                cell: (row: (typeof rows)[number]) => (
                  <>
                    <input
                      className="text-field-input hub-figure"
                      inputMode="numeric"
                      autoComplete="off"
                      aria-label={t('hub.printed.cell', { row: row.label, column: label })}
                      aria-invalid={((typed[key(row.id, id)] ?? '').trim() !== '' && figureOf(typed[key(row.id, id)] ?? '') === null) || undefined}
                      value={typed[key(row.id, id)] ?? ''}
                      onChange={({ target }) => setTyped((now) => ({ ...now, [key(row.id, id)]: target.value }))}
                    />
                    <span className="under">{t('hub.printed.computed', { count: row.cells[index] ?? 0 })}</span>
                  </>
                ),
              })),
            ]}
            rows={rows}
            rowId={({ id }) => id}
          />
        </div>
        {wrong && <p className="text-field-wrong">{t('hub.printed.wrong')}</p>}
        <div className="form-actions">
          <Button isDisabled={working || wrong || !given} onPress={() => compare('count')}>
            {t('hub.printed.count')}
          </Button>
          <Button isDisabled={working || wrong || !given} onPress={() => compare('sums')}>
            {t('hub.printed.sums')}
          </Button>
        </div>
        {failure && <Told failure={failure} />}
        {found && found.differences.length === 0 && <Banner status="success" live="status" heading={t('hub.printed.same')} />}
        {found && found.differences.length > 0 && (
          <Banner status="warning" live="status" heading={t('hub.printed.differs', { count: found.differences.length })}>
            <ul className="refused">
              {found.differences.map(({ row, column, printed, computed }) => (
                <li key={key(row, column)}>
                  {t('hub.differences.figure', { row: labelOf(rows, row), column: labelOf(columns, column), printed, computed })}
                </li>
              ))}
            </ul>
            <p>
              {t('hub.printed.kept')} <a href={hubAddress('differences')}>{t('hub.page.differences')}</a>
            </p>
          </Banner>
        )}
      </div>
    </Disclosure>
  );
}
