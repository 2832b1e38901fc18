import type { DisagreementItem } from '../../../main/api/schema/exchange.ts';
import { personAddress } from '../../authority/frame/parts.ts';
import { type Column, DataTable } from '../../design/data-table.tsx';
import { dateAndTimeShort } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';

/** What was settled, the newest first: of whom, how, by whom and why. */
export function SettledTable({ items }: { readonly items: readonly DisagreementItem[] }) {
  const { t, language } = useWords();
  const columns: readonly Column<DisagreementItem>[] = [
    {
      id: 'who',
      title: t('exchange.differences.who'),
      names: true,
      cell: ({ holder, name, kind }) => (
        <>
          <a href={personAddress(holder)} lang="ja">
            {name || t('exchange.differences.no-name')}
          </a>
          <span className="under">{t(`exchange.differences.about.${kind}`)}</span>
        </>
      ),
    },
    {
      id: 'decision',
      title: t('exchange.differences.decision'),
      cell: ({ settled }) => settled && t(`exchange.differences.decided.${settled.decision}`),
    },
    { id: 'why', title: t('exchange.differences.why'), cell: ({ settled }) => settled?.reason ?? t('exchange.differences.reason-gone') },
    { id: 'by', title: t('exchange.differences.by'), cell: ({ settled }) => <span lang="ja">{settled?.by}</span> },
    { id: 'at', title: t('exchange.differences.settled'), cell: ({ settled }) => settled && dateAndTimeShort(settled.at, language) },
  ];
  return (
    <div className="dense-table">
      <DataTable label={t('exchange.differences.history')} columns={columns} rows={items} rowId={({ id }) => id} />
    </div>
  );
}
