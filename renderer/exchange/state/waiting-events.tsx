import type { ExchangeState } from '../../../main/api/schema/exchange.ts';
import { type Column, DataTable } from '../../design/data-table.tsx';
import { StatusLine } from '../../design/status.tsx';
import { address } from '../../frame/routes.ts';
import { useWords } from '../../words/words.tsx';
import { timeAndAge, wordsOf } from '../exchange-words.ts';
import { isOld } from '../standing.ts';

interface WaitingEventsProps {
  readonly state: ExchangeState;
  readonly now: number;
}

type Waiting = ExchangeState['waiting'][number];

/** What nobody has learned of yet, and since when. */
export function WaitingEvents({ state: { hub, waiting }, now }: WaitingEventsProps) {
  const { t, language } = useWords();
  const since = (at: string) => timeAndAge(at, now, language, t);
  const columns: readonly Column<Waiting>[] = [
    { id: 'feed', title: t('exchange.out.feed'), names: true, cell: ({ feed }) => wordsOf('exchange.feed', feed, t) },
    { id: 'number', title: t('exchange.out.number'), align: 'end', tight: true, cell: ({ count }) => t('exchange.out.count', { count }) },
    {
      id: 'since',
      title: t('exchange.out.since'),
      cell: ({ since: at }) => (isOld(at, now) ? <StatusLine status="warning">{since(at)}</StatusLine> : since(at)),
    },
  ];
  return (
    <>
      <DataTable label={t('exchange.out.title')} columns={columns} rows={waiting} rowId={({ feed }) => feed} />
      <p>
        {t(hub ? 'exchange.out.with-hub' : 'exchange.out.without-hub')} <a href={address('exchange', 'files')}>{t('exchange.out.to-files')}</a>
      </p>
    </>
  );
}
