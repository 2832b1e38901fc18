import type { ExchangeState } from '../../../main/api/schema/exchange.ts';
import { type Column, DataTable } from '../../design/data-table.tsx';
import { useWords } from '../../words/words.tsx';
import { wordsOf } from '../exchange-words.ts';

type Held = ExchangeState['held'][number];

/** What came and has no effect yet, and what would give it one. */
export function HeldEvents({ state: { held, unknown } }: { readonly state: ExchangeState }) {
  const { t } = useWords();
  const rows: readonly Held[] = [...held, ...(unknown > 0 ? [{ because: 'unknown', count: unknown }] : [])];
  const columns: readonly Column<Held>[] = [
    { id: 'reason', title: t('exchange.held.reason'), names: true, cell: ({ because }) => wordsOf('exchange.held.by', because, t) },
    { id: 'number', title: t('exchange.held.number'), align: 'end', tight: true, cell: ({ count }) => t('exchange.out.count', { count }) },
  ];
  return <DataTable label={t('exchange.held.title')} columns={columns} rows={rows} rowId={({ because }) => because} />;
}
