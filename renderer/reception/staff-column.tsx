import { type ReactNode, type RefObject, useEffect, useState } from 'react';
import type { ReceptionView, VerdictView } from '../../main/api/schema/attendance.ts';
import type { Seminar } from '../../main/api/schema/training.ts';
import { useDesk } from '../client/desk-context.tsx';
import { failureOf } from '../client/failure.ts';
import { useAnswer } from '../client/use-answer.ts';
import { useTrying } from '../client/use-trying.ts';
import { ErrorPanel } from '../design/error-panel.tsx';
import { useWords } from '../words/words.tsx';
import { AlarmPanel } from './alarms.tsx';
import { AnnulPanel } from './annul-panel.tsx';
import { Annulled } from './annulled.tsx';
import { AnswerPanel } from './answer-panel.tsx';
import { Arrivals } from './arrivals.tsx';
import { BindPanel } from './bind-panel.tsx';
import { ClosePanel } from './close-panel.tsx';
import { Counts } from './counts.tsx';
import { HubPanel } from './hub-panel.tsx';
import { ReceivePanel } from './receive-panel.tsx';
import { type Choice, SearchField } from './search-field.tsx';
import './staff-column.css';
import { StaffForm } from './staff-form.tsx';
import type { DeskTask, Task } from './use-desk-task.ts';
import { WaitingList } from './waiting-list.tsx';

interface StaffColumnProps {
  readonly seminar: Seminar;
  readonly view: ReceptionView;
  readonly waiting: readonly VerdictView[];
  readonly desk: DeskTask;
  readonly keyboard: string | null;
  readonly laneNames: ReadonlyMap<string, string>;
  readonly staff: string;
  readonly onStaff: (name: string) => void;
  readonly typed: string;
  readonly onTyped: (text: string) => void;
  readonly field: RefObject<HTMLInputElement | null>;
}

/** Whether a verdict stands for a record by which somebody is in or out. */
function counts(verdict: VerdictView): verdict is VerdictView & { readonly fact: string } {
  return verdict.fact !== null && (verdict.answer === 'accepted' || (verdict.face === 'accepted' && verdict.verdict !== 'already-in'));
}

type Panels = { readonly [Kind in Task['kind']]: (task: Extract<Task, { kind: Kind }>) => ReactNode };

/** Everything staff do, without the mouse: the field, and beneath it what is in hand, else who came last. */
export function StaffColumn({ seminar, view, waiting, desk, keyboard, laneNames, staff, onStaff, typed, onTyped, field }: StaffColumnProps) {
  const { t } = useWords();
  const { desk: program } = useDesk();
  const { failure, attempt } = useTrying();
  const hub = useAnswer(() => program.membership.hub(), [program]);
  const { task, begin, end } = desk;
  const [annulled, setAnnulled] = useState<VerdictView | null>(null);
  useEffect(() => {
    if (task !== null || typed !== '') setAnnulled(null);
  }, [task, typed]);

  /** Tries each reading of what was scanned until one is somebody's. */
  const scan = (...texts: readonly string[]) =>
    attempt(async () => {
      for (const [index, text] of texts.entries()) {
        try {
          await program.attendance.scanned({ text, lane: keyboard, by: staff });
          return onTyped('');
        } catch (error) {
          if (index === texts.length - 1 || failureOf(error).code !== 'PERSON_UNKNOWN') throw error;
        }
      }
    });
  const onChoose = (choice: Choice) => {
    if (choice.kind === 'scan') return scan(...choice.texts);
    if (choice.kind === 'hub') begin({ kind: 'hub', registration: choice.registration });
    else if (choice.kind === 'person') begin({ kind: 'receive', person: choice.person, registration: '', name: '' });
    else begin({ ...choice, kind: 'receive', person: null });
  };
  const done = () => {
    onTyped('');
    end();
  };
  const panels: Panels = {
    waiting: ({ verdict: id }) => {
      const verdict = waiting.find((one) => one.id === id);
      if (!verdict) return null;
      const question = { verdict, laneName: laneNames.get(verdict.lane) ?? verdict.lane, staff, onScan: scan };
      return verdict.card ? <BindPanel key={id} {...question} card={verdict.card} /> : <AnswerPanel key={id} {...question} />;
    },
    receive: ({ person, registration, name }) => (
      <ReceivePanel
        seminar={seminar.id}
        lane={keyboard}
        staff={staff}
        person={person}
        draft={{ registration, name }}
        ended={view.state === 'ended'}
        onScan={scan}
        onDone={done}
        onBack={end}
      />
    ),
    hub: ({ registration }) => (
      <HubPanel
        registration={registration}
        staff={staff}
        onScan={scan}
        onFound={(person) => begin({ kind: 'receive', person, registration: '', name: '' })}
        onNewcomer={() => begin({ kind: 'receive', person: null, registration, name: '' })}
        onBack={end}
      />
    ),
    annul: () => (
      <AnnulPanel
        records={view.recent.flatMap((verdict) => (counts(verdict) && !verdict.annulled ? [verdict] : []))}
        laneNames={laneNames}
        staff={staff}
        onScan={scan}
        onDone={(record) => {
          setAnnulled(record);
          end();
        }}
        onBack={end}
      />
    ),
    alarms: () => <AlarmPanel alarms={view.alarms} staff={staff} onScan={scan} onBack={end} />,
    close: () => <ClosePanel open={waiting.length} onScan={scan} onBack={end} />,
    staff: () => (
      <StaffForm
        name={staff}
        onDone={(name) => {
          onStaff(name);
          end();
        }}
        onBack={end}
      />
    ),
  };
  if (staff === '') {
    return (
      <>
        <p>{t('reception.staff.needed')}</p>
        <StaffForm name="" onDone={onStaff} />
        <Arrivals recent={view.recent} laneNames={laneNames} />
      </>
    );
  }
  const shown = task?.kind === 'waiting' ? task.verdict : null;
  return (
    <>
      <SearchField
        field={field}
        seminar={seminar.id}
        asksHub={(hub.value?.url ?? '') !== ''}
        text={typed}
        onText={onTyped}
        onChoose={onChoose}
        shut={task !== null}
      />
      {failure && <ErrorPanel failure={failure} />}
      <WaitingList
        waiting={waiting.filter(({ id }) => id !== shown)}
        laneNames={laneNames}
        short={task !== null}
        onChoose={(id) => begin({ kind: 'waiting', verdict: id })}
      />
      {task ? (
        (panels[task.kind] as (of: Task) => ReactNode)(task)
      ) : (
        <>
          {annulled && <Annulled record={annulled} />}
          <Counts counts={view.counts} />
          <Arrivals recent={view.recent} first={annulled?.id} laneNames={laneNames} />
        </>
      )}
    </>
  );
}
