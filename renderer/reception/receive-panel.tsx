import { useState } from 'react';
import type { Direction, ManualOrder } from '../../main/api/schema/attendance.ts';
import type { HeldPerson } from '../../main/api/schema/membership.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useTrying } from '../client/use-trying.ts';
import { ErrorPanel } from '../design/error-panel.tsx';
import { useWords } from '../words/words.tsx';
import { KeyedChoice, keysOf } from './keyed-choice.tsx';
import { Panel } from './panel.tsx';
import { PanelActions } from './panel-actions.tsx';
import { emptyDraft, type PersonDraft, PersonFields, registrationOf } from './person-fields.tsx';
import { EVIDENCE, REASONS_WITHOUT_CARD } from './ready-reasons.ts';
import { ReasonFields, useReason } from './use-reason.tsx';
import { Who } from './who.tsx';

interface ReceivePanelProps {
  readonly seminar: string;
  readonly lane: string | null;
  readonly staff: string;
  /** `null`: somebody who is on no list, to be written down. */
  readonly person: HeldPerson | null;
  readonly draft?: Partial<PersonDraft>;
  readonly onScan: (text: string) => void;
  readonly onDone: () => void;
  readonly onBack: () => void;
}

const DIRECTIONS: readonly { readonly id: Direction; readonly key: string }[] = [
  { id: 'in', key: 'i' },
  { id: 'out', key: 'o' },
];
const FIRST_LETTER = 97;

/** Receives somebody without a card: who it is, what was looked at, why. */
export function ReceivePanel({ seminar, lane, staff, person, draft: begun = {}, onScan, onDone, onBack }: ReceivePanelProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const reason = useReason(REASONS_WITHOUT_CARD);
  const [evidence, setEvidence] = useState<ManualOrder['evidence']>('photo-identity');
  const [direction, setDirection] = useState<Direction>('in');
  const [draft, setDraft] = useState<PersonDraft>({ ...emptyDraft, ...begun });
  const [asked, setAsked] = useState(false);

  const directions = DIRECTIONS.map(({ id, key }) => ({ id, key, label: t(`reception.lane.${id}`) }));
  const looked = EVIDENCE.map((id, index) => ({ id, key: String.fromCharCode(FIRST_LETTER + index), label: t(`reception.evidence.${id}`) }));
  const who = person ?? { ...draft, person: null, registration: registrationOf(draft) };
  const lacking =
    who.registration === undefined
      ? t('reception.receive.needs-registration')
      : who.name.trim() === ''
        ? t('reception.receive.needs-name')
        : reason.words === ''
          ? t('reception.reasons.needed')
          : null;

  const receive = () => {
    setAsked(true);
    const { registration, name, kana, affiliation, birthDate } = who;
    if (lacking || working || registration === undefined) return;
    return attempt(async () => {
      await desk.attendance.manual({
        seminar,
        session: null,
        direction,
        person: who.person,
        registration,
        name,
        kana,
        affiliation,
        birthDate,
        evidence,
        reason: reason.words,
        by: staff,
        at: null,
        lane,
      });
      onDone();
    });
  };
  const remember = () => {
    const putBack = reason.remember();
    return () => {
      putBack();
      setEvidence(evidence);
      setDirection(direction);
      setDraft(draft);
    };
  };
  return (
    <Panel
      title={t(person ? 'reception.receive.title' : 'reception.receive.newcomer')}
      onEnter={receive}
      onEscape={onBack}
      keys={{ ...reason.keys, ...keysOf(looked, setEvidence), ...keysOf(directions, setDirection) }}
      remember={remember}
      onScan={onScan}
      types={person === null}
    >
      {person ? <Who person={person} booked={person.booked.includes(seminar)} /> : <PersonFields draft={draft} onChange={setDraft} />}
      <KeyedChoice row label={t('reception.receive.direction')} options={directions} value={direction} onChange={setDirection} />
      <KeyedChoice row label={t('reception.receive.evidence')} options={looked} value={evidence} onChange={setEvidence} />
      <ReasonFields reason={reason} />
      {asked && lacking && (
        <p role="alert" className="text-field-wrong">
          {lacking}
        </p>
      )}
      <PanelActions
        accept={t('reception.receive.accept')}
        decline={t('reception.keys.back')}
        onAccept={receive}
        onDecline={onBack}
        disabled={working}
      />
      {failure && <ErrorPanel failure={failure} />}
    </Panel>
  );
}
