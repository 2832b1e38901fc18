import { useState } from 'react';
import type { Direction, ManualOrder } from '../../../main/api/schema/attendance.ts';
import type { Seminar } from '../../../main/api/schema/training.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { ConfirmActions } from '../../design/confirm-actions.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Select } from '../../design/select.tsx';
import { TextField } from '../../design/text-field.tsx';
import { emptyDraft, type PersonDraft, PersonFields, registrationOf } from '../../reception/person-fields.tsx';
import { EVIDENCE } from '../../reception/ready-reasons.ts';
import { useStaff } from '../../reception/use-staff.ts';
import { dayOf, instantOf, readTimeOfDay, timeOf } from '../../words/japan-time.ts';
import { useWords } from '../../words/words.tsx';
import { spanOf } from '../seminar-words.ts';

const WHOLE = 'whole';
const DIRECTIONS: readonly Direction[] = ['in', 'out'];

/** Somebody this desk knows; what of them it shows. */
type Known = { readonly person: string; readonly name: string } & Pick<ManualOrder, 'registration' | 'kana' | 'affiliation' | 'birthDate'>;

interface LaterFormProps {
  readonly seminar: Seminar;
  /** `null`: somebody who is on no list, to be written down. */
  readonly person: Known | null;
  readonly onDone: () => void;
  readonly onEnd: () => void;
}

/** Records after the event that somebody came or went: when, what that is known from, who answers for it. */
export function LaterForm({ seminar, person, onDone, onEnd }: LaterFormProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const { sessions } = seminar.plan;
  const [by, setBy] = useStaff();
  const [draft, setDraft] = useState<PersonDraft>(emptyDraft);
  const [session, setSession] = useState(sessions.length === 1 ? (sessions[0]?.id ?? WHOLE) : WHOLE);
  const [direction, setDirection] = useState<Direction>('in');
  const [time, setTime] = useState(timeOf(spanOf(seminar.plan).from));
  const [evidence, setEvidence] = useState<ManualOrder['evidence']>('paper-list');
  const [reason, setReason] = useState('');
  const chosen = sessions.find(({ id }) => id === session);
  const at = instantOf(dayOf(chosen?.startsAt ?? spanOf(seminar.plan).from), time);
  const { registration: typed, ...written } = draft;
  const registration = person ? person.registration : registrationOf({ registration: typed });
  const who = person ?? { ...written, person: null };
  const complete = at !== null && registration !== undefined && who.name.trim() !== '' && reason.trim() !== '' && by.trim() !== '';
  const choose = (id: string) => {
    setSession(id);
    const next = sessions.find((known) => known.id === id);
    if (next) setTime(timeOf(direction === 'in' ? next.startsAt : next.endsAt));
  };
  const record = () =>
    attempt(async () => {
      if (!complete) return;
      const { name, kana, affiliation, birthDate } = who;
      const order = {
        seminar: seminar.id,
        session: chosen?.id ?? null,
        direction,
        person: who.person,
        registration,
        name,
        kana,
        affiliation,
        birthDate,
        evidence,
      };
      await desk.attendance.manual({ ...order, reason: reason.trim(), by: by.trim(), at, lane: null });
      onDone();
      onEnd();
    });
  return (
    <section className="form-panel" aria-label={t('training.later.title')}>
      {!person && <PersonFields draft={draft} onChange={setDraft} />}
      <Select
        label={t('training.later.session')}
        options={[{ id: WHOLE, label: t('training.later.whole') }, ...sessions.map(({ id, title }) => ({ id, label: title }))]}
        value={session}
        onChange={choose}
      />
      <Select
        label={t('training.later.direction')}
        options={DIRECTIONS.map((id) => ({ id, label: t(`training.fact.direction.${id}`) }))}
        value={direction}
        onChange={setDirection}
      />
      <TextField
        label={t('training.later.time')}
        value={time}
        onChange={setTime}
        inputMode="numeric"
        wrong={time !== '' && readTimeOfDay(time) === null ? t('training.problem.time-wrong') : null}
      />
      <Select
        label={t('training.later.evidence')}
        options={EVIDENCE.map((id) => ({ id, label: t(`reception.evidence.${id}`) }))}
        value={evidence}
        onChange={setEvidence}
      />
      <TextField label={t('training.reason')} value={reason} onChange={setReason} />
      <TextField label={t('training.by')} value={by} onChange={setBy} />
      <ConfirmActions label={t('training.later.record')} isDisabled={working || !complete} onConfirm={record} onCancel={onEnd} />
      {failure && <ErrorPanel failure={failure} />}
    </section>
  );
}
