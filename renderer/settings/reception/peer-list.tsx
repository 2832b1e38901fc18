import { useState } from 'react';
import type { StationView } from '../../../main/api/schema/attendance.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { type Column, DataTable } from '../../design/data-table.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { StatusLine } from '../../design/status.tsx';
import { dateAndTimeShort } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';

type Peer = StationView['peers'][number];

interface PeerListProps {
  readonly peers: readonly Peer[];
  readonly onLeft: (view: StationView, name: string) => void;
  readonly onAgain: () => Promise<void>;
}

/** Stations that are paired with this one: whether they are there, how far their clocks and records are apart. */
export function PeerList({ peers, onLeft, onAgain }: PeerListProps) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [leaving, setLeaving] = useState<string | null>(null);
  const peer = peers.find(({ fingerprint }) => fingerprint === leaving);
  const columns: readonly Column<Peer>[] = [
    {
      id: 'name',
      title: t('reception.settings.station.peer'),
      names: true,
      cell: ({ name, address }) => (
        <>
          {name}
          <span className="quiet station-under">{address || t('reception.settings.station.incoming')}</span>
        </>
      ),
    },
    {
      id: 'state',
      title: t('reception.settings.station.state'),
      cell: ({ connected, lastSeen, fault }) => (
        <>
          <StatusLine status={connected ? (fault ? 'warning' : 'success') : 'absent'}>
            {t(connected ? 'reception.settings.station.connected' : 'reception.settings.station.apart')}
          </StatusLine>
          {fault && <span className="station-under">{t(`reception.station.fault.${fault}`)}</span>}
          {!connected && (
            <span className="quiet station-under">
              {lastSeen === null
                ? t('reception.settings.station.never')
                : t('reception.settings.station.last-seen', { time: dateAndTimeShort(lastSeen, language) })}
            </span>
          )}
        </>
      ),
    },
    {
      id: 'offset',
      title: t('reception.settings.station.offset'),
      tight: true,
      cell: ({ offsetMs }) =>
        offsetMs === null
          ? t('reception.settings.station.offset-unknown')
          : t('reception.settings.station.offset-seconds', { seconds: offsetMs / 1000 }),
    },
    {
      id: 'behind',
      title: t('reception.settings.station.behind-title'),
      tight: true,
      cell: ({ behind }) => t('reception.settings.station.behind', { count: behind }),
    },
    {
      id: 'leave',
      title: t('reception.settings.station.action'),
      tight: true,
      cell: ({ fingerprint, name }) => (
        <Button kind="quiet" aria-label={t('reception.settings.station.leave-named', { name })} onPress={() => setLeaving(fingerprint)}>
          {t('reception.settings.station.leave')}
        </Button>
      ),
    },
  ];
  if (peers.length === 0) return <p>{t('reception.settings.station.none')}</p>;
  return (
    <>
      <DataTable label={t('reception.settings.station.peers')} columns={columns} rows={peers} rowId={({ fingerprint }) => fingerprint} />
      <div className="settings-actions">
        <Button kind="quiet" onPress={() => attempt(onAgain)}>
          {t('reception.settings.station.again')}
        </Button>
      </div>
      {peer && (
        <Banner
          status="warning"
          live="alert"
          heading={t('reception.settings.station.leave-confirm', { name: peer.name })}
          actions={
            <>
              <Button
                kind="danger"
                isDisabled={working}
                onPress={() =>
                  attempt(async () => {
                    const view = await desk.attendance.leave({ fingerprint: peer.fingerprint });
                    setLeaving(null);
                    onLeft(view, peer.name);
                  })
                }
              >
                {t('reception.settings.station.leave')}
              </Button>
              <Button kind="quiet" onPress={() => setLeaving(null)}>
                {t('settings.cancel')}
              </Button>
            </>
          }
        />
      )}
      {failure && <ErrorPanel failure={failure} />}
    </>
  );
}
