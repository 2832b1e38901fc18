import type { ExchangeState, ExchangeWay } from '../../../main/api/schema/exchange.ts';
import { type Column, DataTable } from '../../design/data-table.tsx';
import { StatusLine } from '../../design/status.tsx';
import { useWords } from '../../words/words.tsx';
import { Age } from '../age.tsx';
import { ageOf, failureWords, peerWords, wordsOf } from '../exchange-words.ts';
import { isOld } from '../standing.ts';

interface WaysTableProps {
  readonly state: ExchangeState;
  readonly now: number;
}

interface Row extends ExchangeWay {
  readonly peer: string;
}

/** In the order of what must not be late. */
const ORDER = ['stop', 'credential', 'membership', 'members', 'outgoing', 'file'];

/** Ways that are noted only when something goes or fails, so that an old one is no sign of anything. */
const isSeldom = ({ way, feed }: Row): boolean => way === 'out' || feed === 'file';

/** Every way of every feed, with how old what is known by it is. */
export function WaysTable({ state, now }: WaysTableProps) {
  const { t } = useWords();
  const rows: readonly Row[] = state.peers
    .flatMap(({ peer, ways }) => ways.map((way) => ({ ...way, peer })))
    .toSorted((one, other) => ORDER.indexOf(one.feed) - ORDER.indexOf(other.feed));
  const standing = (row: Row) => {
    const { error, errorAt, lastContact } = row;
    if (error !== null)
      return (
        <>
          <StatusLine status="unsure">{failureWords(error, t)}</StatusLine>
          {errorAt !== null && <span className="under">{t('exchange.ways.tried', { age: ageOf(errorAt, now, t) })}</span>}
        </>
      );
    if (!isSeldom(row) && isOld(lastContact, now)) return <StatusLine status="warning">{t('exchange.ways.old')}</StatusLine>;
    return <StatusLine status="success">{t('exchange.ways.fine')}</StatusLine>;
  };
  const columns: readonly Column<Row>[] = [
    {
      id: 'feed',
      title: t('exchange.ways.feed'),
      names: true,
      cell: ({ feed }) => wordsOf('exchange.feed', state.hub?.kind === 'person' ? 'person' : feed, t),
    },
    { id: 'way', title: t('exchange.ways.way'), tight: true, cell: ({ way }) => t(`exchange.ways.${way}`) },
    {
      id: 'peer',
      title: t('exchange.ways.peer'),
      cell: ({ peer }) => {
        const words = peerWords(peer, state, t);
        return <span className={words === peer ? 'exchange-address' : 'exchange-time'}>{words}</span>;
      },
    },
    {
      id: 'contact',
      title: t('exchange.ways.contact'),
      cell: ({ lastContact }) => (lastContact === null ? t('exchange.age.never') : <Age at={lastContact} now={now} />),
    },
    {
      id: 'newest',
      title: t('exchange.ways.newest'),
      cell: ({ newest }) => (newest === null ? t('exchange.ways.no-events') : <Age at={newest} now={now} />),
    },
    { id: 'state', title: t('exchange.ways.state'), tight: true, cell: standing },
  ];
  return (
    <div className="dense-table">
      <DataTable label={t('exchange.ways.title')} columns={columns} rows={rows} rowId={({ peer, feed, way }) => `${peer} ${feed} ${way}`} />
    </div>
  );
}
