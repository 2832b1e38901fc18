import { useEffect } from 'react';
import type { KioskView } from '../../main/api/schema/attendance.ts';
import { useDesk } from '../client/desk-context.tsx';
import { TestMark } from '../design/status.tsx';
import { useWords } from '../words/words.tsx';
import { Clock } from './clock.tsx';
import { Face } from './face.tsx';
import { Idle } from './idle.tsx';
import './kiosk-screen.css';
import { kioskLook } from './kiosk-look.ts';
import { useShowing } from './showing.ts';
import { useKiosk } from './use-reception.ts';

type KioskLane = KioskView['lanes'][number];

/** A doctor reads their own name in this time; somebody who is asked to wait is told for longer. Milliseconds. */
const GREETING_MS = 2500;
const ASKING_MS = 20_000;

const lastsOf = ({ face, verdict }: KioskLane): number => (face === 'accepted' || verdict === 'unreadable' ? GREETING_MS : ASKING_MS);

/** The second screen: what a doctor may see of the lanes, side by side, and nothing else. */
export function KioskScreen() {
  const { t } = useWords();
  const { settings } = useDesk();
  const { view, loss } = useKiosk();
  useEffect(() => {
    document.title = `${t('reception.kiosk.title')} - ${t('frame.product')}`;
  }, [t]);
  return (
    <main className="kiosk">
      <header>
        <h1>{view?.title || t('reception.kiosk.title')}</h1>
        {view?.practice && <TestMark>{t('reception.practice')}</TestMark>}
        {settings?.testMode && <TestMark>{t('frame.test.mark')}</TestMark>}
        <Clock />
      </header>
      {loss ? (
        <KioskNotice id="stopped" />
      ) : view && view.lanes.length > 0 ? (
        <KioskLanes lanes={view.lanes} ended={view.state === 'ended'} />
      ) : (
        <KioskNotice id="closed" />
      )}
    </main>
  );
}

/** What everybody is told while nobody can hold a card to a reader, and what they do meanwhile. */
function KioskNotice({ id }: { readonly id: 'closed' | 'stopped' }) {
  const { t } = useWords();
  return (
    <div role="status" className="kiosk-closed">
      <p>{t(`reception.kiosk.${id}`)}</p>
      <p className="quiet">{t(`reception.kiosk.${id}-note`)}</p>
    </div>
  );
}

function KioskLanes({ lanes, ended }: { readonly lanes: readonly KioskLane[]; readonly ended: boolean }) {
  const shown = useShowing(
    lanes.map((lane, index) => ({
      lane: String(index),
      key: lane.face === 'idle' ? null : [index, lane.at, lane.face, lane.verdict].join(' '),
      stays: lane.face === 'hold',
      lasts: lastsOf(lane),
    })),
  );
  const tiles = lanes
    .map((lane, index) => ({ lane, id: String(index), shows: shown.has(String(index)) }))
    // Without a reader there is nothing to hold a card to.
    .filter(({ lane: { byCard = true }, shows }) => byCard || shows);
  return (
    <div className="kiosk-lanes" data-lanes={Math.min(tiles.length, 9)}>
      {tiles.map(({ lane, id, shows }) => (
        <KioskTile key={id} lane={lane} shows={shows} alone={tiles.length === 1} ended={ended} />
      ))}
    </div>
  );
}

interface KioskTileProps {
  readonly lane: KioskLane;
  readonly shows: boolean;
  readonly alone: boolean;
  /** The seminar is over; nobody is invited any more. */
  readonly ended: boolean;
}

function KioskTile({ lane, shows, alone, ended }: KioskTileProps) {
  const { t } = useWords();
  const look = shows ? kioskLook(lane) : null;
  return (
    <section className="kiosk-lane" aria-label={lane.lane}>
      <div className="kiosk-body" aria-live="polite">
        {look ? (
          <Face status={look.status} word={t(look.word)} name={lane.name} kana={lane.kana} because={t(look.greeting)} />
        ) : (
          <Idle icon={ended ? 'absent' : 'card'} words={t(ended ? 'reception.ended' : 'reception.idle')} />
        )}
      </div>
      {!alone && <h2>{lane.lane}</h2>}
    </section>
  );
}
