import { useState } from 'react';
import type { Direction, ManualOrder } from '../../main/api/schema/attendance.ts';
import type { HeldPerson } from '../../main/api/schema/membership.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useTrying } from '../client/use-trying.ts';
import { Checkbox } from '../design/choice.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { StatusLine } from '../design/status.tsx';
import type { TextKey } from '../words/catalogue.ts';
import { useWords } from '../words/words.tsx';
import { KeyedChoice, keyed, keysOf, listenForKeys } from './keyed-choice.tsx';
import { Panel } from './panel.tsx';
import { PanelActions } from './panel-actions.tsx';
import { emptyDraft, type PersonDraft, PersonFields, registrationOf } from './person-fields.tsx';
import { EVIDENCE, REASONS_WITHOUT_CARD } from './ready-reasons.ts';
import { useInside } from './use-inside.ts';
import { ReasonFields, useReason } from './use-reason.tsx';
import { Who } from './who.tsx';

interface ReceivePanelProps {
  readonly seminar: string;
  readonly lane: string | null;
  readonly staff: string;
  /** `null`: somebody who is on no list, to be written down. */
  readonly person: HeldPerson | null;
  readonly draft?: Partial<PersonDraft>;
  /** The office has closed the seminar. */
  readonly ended: boolean;
  readonly onScan: (text: string) => void;
  readonly onDone: () => void;
  readonly onBack: () => void;
}

const DIRECTIONS: readonly { readonly id: Direction; readonly key: string }[] = [
  { id: 'in', key: 'i' },
  { id: 'out', key: 'o' },
];
const FIRST_LETTER = 97;
const WITHOUT_NUMBER = 'n';

/** What is chosen by a single key, once all is written down. */
const CHOSEN: ReadonlySet<TextKey> = new Set([
  'reception.receive.needs-consent',
  'reception.receive.needs-evidence',
  'reception.reasons.needed',
] as const);

/** Receives somebody without a card: who it is, what was looked at, why. */
export function ReceivePanel({ seminar, lane, staff, person, draft: begun = {}, ended, onScan, onDone, onBack }: ReceivePanelProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const reason = useReason(REASONS_WITHOUT_CARD);
  const [evidence, setEvidence] = useState<ManualOrder['evidence'] | null>(null);
  const [direction, setDirection] = useState<Direction>('in');
  const [draft, setDraft] = useState<PersonDraft>({ ...emptyDraft, ...begun });
  const [unnumbered, setUnnumbered] = useState(false);
  const [asked, setAsked] = useState(false);
  const inside = useInside(person ? [person] : []);

  const directions = DIRECTIONS.map(({ id, key }) => ({ id, key, label: t(`reception.lane.${id}`) }));
  const looked = EVIDENCE.map((id, index) => ({ id, key: String.fromCharCode(FIRST_LETTER + index), label: t(`reception.evidence.${id}`) }));
  const who = person ?? { ...draft, person: null, registration: registrationOf(draft) };
  const withoutNumber = who.registration === null;
  const needed: readonly (readonly [lacks: boolean, words: TextKey])[] = [
    [who.registration === undefined, 'reception.receive.needs-registration'],
    [who.name.trim() === '', 'reception.receive.needs-name'],
    [withoutNumber && !unnumbered, 'reception.receive.needs-consent'],
    [evidence === null, 'reception.receive.needs-evidence'],
    [reason.words === '', 'reception.reasons.needed'],
  ];
  const lacking = needed.find(([lacks]) => lacks)?.[1] ?? null;

  const receive = () => {
    setAsked(true);
    const { registration, name, kana, affiliation, birthDate } = who;
    if (lacking && CHOSEN.has(lacking)) listenForKeys();
    if (lacking || working || registration === undefined || evidence === null) return;
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
      setUnnumbered(unnumbered);
      setDraft(draft);
    };
  };
  return (
    <Panel
      title={t(person ? 'reception.receive.title' : 'reception.receive.newcomer')}
      onEnter={receive}
      onEscape={onBack}
      keys={{
        ...reason.keys,
        ...keysOf(looked, setEvidence),
        ...keysOf(directions, setDirection),
        ...(withoutNumber ? { [WITHOUT_NUMBER]: () => setUnnumbered(!unnumbered) } : {}),
      }}
      remember={remember}
      onScan={onScan}
      types={person === null}
    >
      {person ? (
        <Who person={person} booked={person.booked.includes(seminar)} since={inside.get(person.person)} />
      ) : (
        <PersonFields draft={draft} onChange={setDraft} />
      )}
      {ended && <StatusLine status="warning">{t('reception.receive.ended')}</StatusLine>}
      {withoutNumber && (
        <>
          <StatusLine status="warning">{t('reception.receive.without-number')}</StatusLine>
          <Checkbox label={keyed(WITHOUT_NUMBER, t('reception.receive.without-number-known'))} on={unnumbered} onChange={setUnnumbered} />
        </>
      )}
      <KeyedChoice row label={t('reception.receive.direction')} options={directions} value={direction} onChange={setDirection} />
      <KeyedChoice row label={t('reception.receive.evidence')} options={looked} value={evidence} onChange={setEvidence} />
      <ReasonFields reason={reason} />
      {asked && lacking && (
        <p role="alert" className="text-field-wrong">
          {t(lacking)}
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
