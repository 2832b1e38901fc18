import { useState } from 'react';
import type { BehindView, FeedView, OverviewView } from '../../../main/api/schema/hub-administration.ts';
import { DataTable } from '../../design/data-table.tsx';
import { Pager, pageOf } from '../../design/pager.tsx';
import { StatusLine } from '../../design/status.tsx';
import { dateAndTimeShort } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';
import { useWhose } from '../client/whose.ts';

const PAGE = 15;
/** What is counted no further. */
const MOST = 10_000;

/** The queues and how far they have come. */
export function Feeds({ rows }: { readonly rows: readonly FeedView[] }) {
  const { t, language } = useWords();
  return (
    <DataTable
      label={t('hub.overview.feeds')}
      columns={[
        { id: 'feed', title: t('hub.overview.feed'), names: true, cell: ({ feed }) => t(`hub.feed.${feed}`) },
        { id: 'events', title: t('hub.overview.events'), align: 'end', tight: true, cell: ({ events }) => t('hub.number', { count: events }) },
        { id: 'newest', title: t('hub.overview.newest'), align: 'end', tight: true, cell: ({ newest }) => t('hub.number', { count: newest }) },
        {
          id: 'at',
          title: t('hub.overview.received'),
          tight: true,
          cell: ({ received_at }) => (received_at ? dateAndTimeShort(received_at, language) : t('hub.none')),
        },
      ]}
      rows={rows}
      rowId={({ feed }) => feed}
    />
  );
}

/** Who has most to fetch. */
export function Behind({ rows }: { readonly rows: readonly BehindView[] }) {
  const { t, language } = useWords();
  const whose = useWhose();
  if (rows.length === 0) return <StatusLine status="success">{t('hub.overview.none-behind')}</StatusLine>;
  return (
    <DataTable
      label={t('hub.overview.behind')}
      columns={[
        {
          id: 'name',
          title: t('hub.desks.name'),
          names: true,
          cell: ({ name, kind, association }) => (
            <>
              {name}
              <span className="under">{whose({ kind, association })}</span>
            </>
          ),
        },
        {
          id: 'feed',
          title: t('hub.overview.feed'),
          cell: ({ feed, push }) => t(push ? 'hub.overview.by-push' : 'hub.overview.by-poll', { feed: t(`hub.feed.${feed as FeedView['feed']}`) }),
        },
        {
          id: 'behind',
          title: t('hub.overview.waiting'),
          align: 'end',
          tight: true,
          cell: ({ behind }) => t(behind >= MOST ? 'hub.overview.or-more' : 'hub.number', { count: behind }),
        },
        {
          id: 'oldest',
          title: t('hub.overview.oldest'),
          tight: true,
          cell: ({ oldest_at }) => (oldest_at ? dateAndTimeShort(oldest_at, language) : t('hub.none')),
        },
        {
          id: 'seen',
          title: t('hub.desks.seen'),
          tight: true,
          cell: ({ seen_at }) => (seen_at ? dateAndTimeShort(seen_at, language) : t('hub.desks.never')),
        },
      ]}
      rows={rows}
      rowId={({ client, feed, push }) => `${client} ${feed} ${push}`}
    />
  );
}

/** Desks of each association, the longest silent first. */
export function Clients({ rows }: { readonly rows: OverviewView['clients'] }) {
  const { t, language } = useWords();
  const whose = useWhose();
  const [page, setPage] = useState(0);
  if (rows.length === 0) return <p>{t('hub.desks.empty')}</p>;
  return (
    <>
      <DataTable
        label={t('hub.overview.clients')}
        columns={[
          { id: 'whose', title: t('hub.desks.of'), names: true, cell: ({ kind, association, name }) => whose({ kind, association, name }) },
          { id: 'count', title: t('hub.desks.count'), align: 'end', tight: true, cell: ({ count }) => t('hub.number', { count }) },
          {
            id: 'seen',
            title: t('hub.desks.seen'),
            tight: true,
            cell: ({ seen_at }) => (seen_at ? dateAndTimeShort(seen_at, language) : t('hub.desks.never')),
          },
        ]}
        rows={pageOf(rows, page, PAGE)}
        rowId={({ kind, association }) => `${kind} ${association}`}
      />
      <Pager label={t('hub.overview.clients')} page={page} size={PAGE} total={rows.length} onPage={setPage} />
    </>
  );
}
