import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { LaneOrder, ReceptionView } from '../../main/api/schema/attendance.ts';
import type { Seminar } from '../../main/api/schema/training.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useAnswer } from '../client/use-answer.ts';
import { useTrying } from '../client/use-trying.ts';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { TextField } from '../design/text-field.tsx';
import { go } from '../frame/routes.ts';
import { timeOfDay } from '../words/dates.ts';
import { useWords } from '../words/words.tsx';
import { ClockDoubts } from './clock-doubts.tsx';
import { inKeptOrder, keptLane } from './kept-lanes.ts';
import { LaneRow } from './lane-row.tsx';
import './lane-setup.css';
import { Readiness } from './readiness.tsx';
import { RoomsAtOnce } from './rooms-at-once.tsx';
import { useSound } from './use-sound.ts';
import { useStaff } from './use-staff.ts';

/** A lane as it is being set up; a reader that is not used keeps its settings. */
export interface LaneDraft {
  readonly used: boolean;
  readonly name: string;
  readonly room: string | null;
  readonly direction: LaneOrder['direction'];
}

/** Lanes, staff and what should be known before the first tap. With a reader and a name, one Enter opens. */
export function LaneSetup({ seminar, view }: { readonly seminar: Seminar; readonly view: ReceptionView }) {
  const { t, language } = useWords();
  const { desk, cards } = useDesk();
  const { working, failure, attempt } = useTrying();
  const sound = useSound();
  const [staff, setStaff] = useStaff();
  const [name, setName] = useState(staff);
  const [changed, setChanged] = useState<Readonly<Record<string, Partial<LaneDraft>>>>({});
  const place = useRef<HTMLFormElement>(null);
  const answer = useAnswer(async () => ({ lanes: await desk.attendance.lanes({ seminar: seminar.id }) }), [desk, seminar.id]);
  const kept = answer.value?.lanes ?? null;
  const interrupted = useAnswer(() => desk.attendance.interrupted(), [desk]).value;
  const readers = inKeptOrder(
    kept,
    (cards?.readers ?? []).map(({ name: reader }) => reader),
  );
  const laneOf = (reader: string, index: number): LaneDraft => ({
    used: true,
    name: t('reception.setup.lane', { number: index + 1 }),
    room: null,
    direction: 'auto',
    ...keptLane(kept, reader),
    ...changed[reader],
  });
  const drafts = readers.map((reader, index) => ({ reader, draft: laneOf(reader, index) }));
  const used = drafts.filter(({ draft }) => draft.used);
  const everyRoom = used.length === 0 ? [t('reception.lane.keyboard')] : used.flatMap(({ draft }) => (draft.room === null ? [draft.name] : []));
  /** The readers are known, and what was kept of their lanes has arrived or cannot be had. */
  const known = cards !== null && (answer.value !== null || answer.failure !== null);
  /** It was to open before that: it opens by itself then, with every reader. */
  const [wanted, setWanted] = useState(false);
  const other = view.seminar !== null && view.seminar !== seminar.id;

  useEffect(() => {
    place.current?.querySelector<HTMLElement>(staff === '' ? '.setup-staff input' : 'button[type=submit]')?.focus();
  }, [staff]);
  useEffect(() => {
    if (!wanted || !known) return;
    setWanted(false);
    place.current?.requestSubmit();
  }, [wanted, known]);
  /** Whoever types on has not finished the name that it was to open with. */
  const rename = (typed: string) => {
    setWanted(false);
    setName(typed);
  };
  const open = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '' || working) return;
    if (!known) return setWanted(true);
    setStaff(name.trim());
    const keyboard: LaneOrder = { reader: null, name: t('reception.lane.keyboard'), room: null, direction: 'auto' };
    const lanes = drafts
      .filter(({ draft }) => draft.used)
      .map(({ reader, draft }, index) => ({
        reader,
        name: draft.name.trim() || t('reception.setup.lane', { number: index + 1 }),
        room: draft.room,
        direction: draft.direction,
      }));
    const unused = drafts.flatMap(({ reader, draft }) => (draft.used ? [] : [reader]));
    return attempt(() => desk.attendance.open({ seminar: seminar.id, lanes: [...lanes, keyboard], unused }));
  };
  if (other) {
    return (
      <Banner
        status="warning"
        heading={t('reception.setup.other', { title: view.title })}
        actions={
          <>
            <Button kind="primary" onPress={() => go('hall', view.seminar ?? undefined)}>
              {t('reception.setup.go-other')}
            </Button>
            <Button kind="danger" isDisabled={working} onPress={() => attempt(() => desk.attendance.close())}>
              {t('reception.setup.close-other')}
            </Button>
          </>
        }
      >
        {failure && <ErrorPanel failure={failure} />}
      </Banner>
    );
  }
  return (
    <form ref={place} className="setup" onSubmit={open}>
      <div className="setup-lanes">
        <h2>{t('reception.setup.readers')}</h2>
        {drafts.length === 0 && <p>{t('reception.setup.no-readers')}</p>}
        {kept && drafts.length > 0 && <p className="quiet">{t('reception.setup.as-before')}</p>}
        <ul>
          {drafts.map(({ reader, draft }) => (
            <LaneRow
              key={reader}
              reader={reader}
              draft={draft}
              rooms={seminar.plan.rooms}
              onChange={(part) => setChanged({ ...changed, [reader]: { ...changed[reader], ...part } })}
            />
          ))}
        </ul>
        <RoomsAtOnce plan={seminar.plan} lanes={everyRoom} />
      </div>
      <div className="setup-start">
        {interrupted?.seminar === seminar.id && (
          <Banner status="warning" heading={t('reception.setup.interrupted', { time: timeOfDay(interrupted.openedAt, language) })}>
            <p>{t('reception.setup.interrupted-note')}</p>
          </Banner>
        )}
        <ClockDoubts clock={view.clock} />
        <Readiness seminar={seminar} view={view} />
        <div className="setup-staff">
          <TextField label={t('reception.staff.label')} note={t('reception.staff.note')} value={name} onChange={rename} />
        </div>
        <div className="setup-sound">
          <Button onPress={() => sound.play({ verdict: 'ok', face: 'accepted', direction: 'in', answer: null })}>
            {t('reception.setup.test-sound')}
          </Button>
          {sound.state === 'off' && (
            <Button kind="quiet" onPress={sound.toggle}>
              {t('reception.setup.sound-on')}
            </Button>
          )}
        </div>
        <Button type="submit" kind="primary" wide isDisabled={name.trim() === '' || working}>
          {`Enter\u2002${t('reception.setup.open')}`}
        </Button>
        {wanted && <p role="status">{t('reception.setup.soon')}</p>}
        {failure && <ErrorPanel failure={failure} />}
      </div>
    </form>
  );
}
