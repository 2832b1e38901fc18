import { useEffect } from 'react';
import type { KioskView } from '../../main/api/schema/attendance.ts';
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
  const { view } = useKiosk();
  useEffect(() => {
    document.title = `${t('reception.kiosk.title')} - ${t('frame.product')}`;
  }, [t]);
  const lanes = view?.lanes ?? [];
  const shown = useShowing(
    lanes.map((lane) => ({
      lane: lane.lane,
      key: lane.face === 'idle' ? null : [lane.at, lane.face, lane.verdict].join(' '),
      stays: lane.face === 'hold',
      lasts: lastsOf(lane),
      age: lane.at === null ? 0 : Math.max(0, Date.now() - Date.parse(lane.at)),
    })),
  );
  const open = lanes.length > 0;
  return (
    <main className="kiosk">
      <header>
        <h1>{view?.title || t('reception.kiosk.title')}</h1>
        {view?.practice && <TestMark>{t('reception.practice')}</TestMark>}
        <Clock />
      </header>
      {open ? (
        <div className="kiosk-lanes">
          {lanes.map((lane) => (
            <KioskTile key={lane.lane} lane={lane} shows={shown.has(lane.lane)} alone={lanes.length === 1} />
          ))}
        </div>
      ) : (
        <div className="kiosk-closed">
          <p>{t('reception.kiosk.closed')}</p>
          <p className="quiet">{t('reception.kiosk.closed-note')}</p>
        </div>
      )}
    </main>
  );
}

interface KioskTileProps {
  readonly lane: KioskLane;
  readonly shows: boolean;
  readonly alone: boolean;
}

function KioskTile({ lane, shows, alone }: KioskTileProps) {
  const { t } = useWords();
  const look = shows ? kioskLook(lane) : null;
  return (
    <section className="kiosk-lane" aria-label={lane.lane}>
      <div className="kiosk-body" aria-live="polite">
        {look ? (
          <Face status={look.status} word={t(look.word)} name={lane.name} kana={lane.kana} because={t(look.greeting)} />
        ) : (
          <Idle icon="card" words={t('reception.idle')} />
        )}
      </div>
      {!alone && <h2>{lane.lane}</h2>}
    </section>
  );
}
