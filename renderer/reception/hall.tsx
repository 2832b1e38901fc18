import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReceptionView, VerdictView } from '../../main/api/schema/attendance.ts';
import type { Failure } from '../../main/api/schema/common.ts';
import type { Seminar } from '../../main/api/schema/training.ts';
import { useDesk } from '../client/desk-context.tsx';
import { Banner } from '../design/banner.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { TestMark } from '../design/status.tsx';
import { useWords } from '../words/words.tsx';
import { AlarmStrip } from './alarms.tsx';
import { Clock } from './clock.tsx';
import { ClockDoubts } from './clock-doubts.tsx';
import { Corner } from './corner.tsx';
import './hall.css';
import { type KeyHint, KeyHints } from './keys.tsx';
import { LaneFace, LaneTile } from './lane-tile.tsx';
import { asks } from './look.ts';
import { Said } from './said.tsx';
import { openSecondScreen, toggleFullScreen } from './second-screen.ts';
import { FACE_MS, type Showable, useShowing } from './showing.ts';
import { StaffColumn } from './staff-column.tsx';
import { type Task, useDeskTask } from './use-desk-task.ts';
import { showingKey, useFresh } from './use-fresh.ts';
import { useSound } from './use-sound.ts';
import { useStaff } from './use-staff.ts';
import { useWindowKeys } from './use-window-keys.ts';
import { waitingOf } from './waiting.ts';

interface HallProps {
  readonly seminar: Seminar;
  readonly view: ReceptionView;
  readonly loss: Failure | null;
}

const NOTHING: readonly VerdictView[] = [];

/** The next try takes a moment to begin, in milliseconds. */
const UNREADABLE_MS = 3000;

/** What a lane shows by its last verdict. */
const showable = (lane: string, last: VerdictView | null): Showable => ({
  lane,
  key: last && last.answer !== 'declined' ? showingKey(last) : null,
  stays: last !== null && (last.face === 'hold' || asks(last)),
  lasts: last?.verdict === 'unreadable' ? UNREADABLE_MS : FACE_MS,
});

/** The panel says what the verdict says, and has the room. */
const isInHand = (task: Task | null, { id }: VerdictView): boolean => task?.kind === 'waiting' && task.verdict === id;

/** Reception while it is open: to the left what doctors see at three metres, to the right what staff do. */
export function Hall({ seminar, view, loss }: HallProps) {
  const { t } = useWords();
  const { info, settings } = useDesk();
  const { plan } = seminar;
  const [staff, setStaff] = useStaff();
  const [typed, setTyped] = useState('');
  const [refused, setRefused] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const sound = useSound();
  const waiting = useMemo(() => waitingOf(view), [view]);
  const desk = useDeskTask(staff === '' ? NOTHING : waiting, typed !== '');

  const cardLanes = view.lanes.filter(({ reader }) => reader !== null);
  const keyboard = view.lanes.find(({ reader }) => reader === null) ?? null;
  const tiles = cardLanes.length > 0 || !keyboard ? cardLanes : [keyboard];
  const laneNames = new Map(view.lanes.map(({ id, name }) => [id, name]));
  const roomNames = new Map(plan.rooms.map(({ id, name }) => [id, name]));
  const shown = useShowing(view.lanes.map(({ id, last }) => showable(id, last)));
  const showing = (lane: ReceptionView['lanes'][number]) => (shown.has(lane.id) ? lane.last : null);
  const atDesk = keyboard && !tiles.includes(keyboard) ? showing(keyboard) : null;
  const verdicts = useMemo(() => [...view.recent, ...view.lanes.flatMap(({ last }) => last ?? [])], [view]);
  const fresh = useFresh(verdicts, sound.play);

  const unseen = view.alarms.filter(({ seen }) => !seen).length;
  const hints: readonly KeyHint[] = [
    { keys: 'F2', label: t('reception.keys.next'), press: desk.next },
    { keys: 'F3', label: t('reception.staff.now', { name: staff }), press: () => desk.begin({ kind: 'staff' }) },
    { keys: 'F4', label: t('reception.keys.undo'), press: () => desk.begin({ kind: 'annul' }) },
    { keys: 'F6', label: t('reception.keys.alarms'), press: () => desk.begin({ kind: 'alarms' }) },
    { keys: 'F7', label: t(`reception.sound.${sound.state}`), press: sound.toggle, pressed: sound.state !== 'off' },
    { keys: 'F8', label: t('reception.keys.second-screen'), press: () => setRefused(!openSecondScreen()) },
    // In a window of its own the menu of the program does that.
    ...(info?.shell === 'electron' ? [] : [{ keys: 'F9', label: t('reception.keys.full-screen'), press: () => void toggleFullScreen() }]),
    { keys: 'F10', label: t('reception.keys.close'), press: () => desk.begin({ kind: 'close' }) },
  ];
  useWindowKeys(hints, field);
  useEffect(() => {
    if (desk.task === null) field.current?.focus();
  }, [desk.task]);

  const fills = tiles.length === 1 && desk.task === null && typed === '' && staff !== '';
  const sessions = plan.sessions.filter(({ id }) => view.sessions.includes(id)).map(({ title }) => title);
  return (
    <main className="hall" data-lanes={Math.min(tiles.length, 9)}>
      <header className="hall-header">
        <h1>{plan.title}</h1>
        {plan.practice && <TestMark>{t('reception.practice')}</TestMark>}
        {settings?.testMode && <TestMark>{t('frame.test.mark')}</TestMark>}
        <p className="hall-sessions quiet">{sessions.join('\u3000')}</p>
        {!loss && <Corner {...view} />}
      </header>
      <div className="hall-strips">
        {unseen > 0 && <AlarmStrip count={unseen} onOpen={() => desk.begin({ kind: 'alarms' })} />}
        <ClockDoubts clock={view.clock} />
        {loss && <ErrorPanel failure={loss} />}
        {refused && <Banner status="warning" live="alert" heading={t('reception.second-screen.refused')} />}
      </div>
      <section className="hall-stage" aria-label={t('reception.stage')}>
        <Clock />
        <div className="hall-lanes">
          {tiles.map((lane) => (
            <LaneTile
              key={lane.id}
              lane={lane}
              room={lane.room === null ? null : (roomNames.get(lane.room) ?? lane.room)}
              showing={showing(lane)}
              waiting={waiting.filter(({ lane: of, id }) => of === lane.id && id !== showing(lane)?.id).length}
              fills={fills}
              halted={loss ? 'stopped' : view.state === 'ended' ? 'ended' : null}
            />
          ))}
        </div>
      </section>
      <section className="hall-desk" aria-label={t('reception.desk')}>
        {atDesk && !isInHand(desk.task, atDesk) && (
          <div className={desk.task ? 'hall-desk-face hall-desk-face-low' : 'hall-desk-face'}>
            <LaneFace verdict={atDesk} />
          </div>
        )}
        <StaffColumn
          seminar={seminar}
          view={view}
          waiting={waiting}
          desk={desk}
          keyboard={keyboard?.id ?? null}
          laneNames={laneNames}
          staff={staff}
          onStaff={setStaff}
          typed={typed}
          onTyped={setTyped}
          field={field}
        />
      </section>
      <footer className="hall-keys">
        <KeyHints label={t('reception.keys.title')} hints={hints} />
      </footer>
      <Said verdicts={fresh} laneNames={laneNames} />
    </main>
  );
}
