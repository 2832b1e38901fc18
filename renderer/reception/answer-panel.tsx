import { useState } from 'react';
import type { VerdictView } from '../../main/api/schema/attendance.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useTrying } from '../client/use-trying.ts';
import { Button } from '../design/button.tsx';
import { Checkbox } from '../design/choice.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { useWords } from '../words/words.tsx';
import { keyed } from './keyed-choice.tsx';
import { look } from './look.ts';
import { Panel } from './panel.tsx';
import { PanelActions } from './panel-actions.tsx';
import { reasonsFor } from './ready-reasons.ts';
import { ReasonFields, useReason } from './use-reason.tsx';
import { Who } from './who.tsx';

const PHOTO = 'p';

export interface QuestionProps {
  readonly verdict: VerdictView;
  readonly laneName: string;
  readonly staff: string;
  readonly onScan: (text: string) => void;
}

/** A warning or a stop: staff say whether the person is received in spite of it, and why. */
export function AnswerPanel({ verdict, laneName, staff, onScan }: QuestionProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const reason = useReason(reasonsFor(verdict.verdict));
  const [photo, setPhoto] = useState(false);
  const [asked, setAsked] = useState(false);
  const [answered, setAnswered] = useState(false);
  const stops = verdict.face === 'stop';
  const lacking = stops && !photo ? t('reception.answer.needs-photo') : reason.words === '' ? t('reception.reasons.needed') : null;
  const { status, word, because } = look(verdict);
  const both = (first: string, rest: string) => t('frame.list', { first, rest });

  // It goes away when the program shows it answered; until then nothing is sent twice.
  const over = working || answered;
  const answer = (given: 'accept' | 'decline') =>
    attempt(async () => {
      await desk.attendance.answer({
        verdict: verdict.id,
        answer: given,
        reason: given === 'accept' ? reason.words : '',
        by: staff,
        photoIdentity: stops && photo,
      });
      setAnswered(true);
    });
  const notTheirs = () =>
    attempt(async () => {
      if (verdict.fact === null) return;
      await desk.attendance.annul({ fact: verdict.fact, reason: t('reception.answer.not-theirs-reason'), by: staff, releaseCard: true });
      setAnswered(true);
    });
  const accept = () => {
    setAsked(true);
    if (!lacking && !over) return answer('accept');
  };
  const remember = () => {
    const putBack = reason.remember();
    return () => {
      putBack();
      setPhoto(photo);
    };
  };
  return (
    <Panel
      title={`${laneName}\u3000${t(word)}`}
      status={status}
      unasked
      onEnter={accept}
      onEscape={() => !over && answer('decline')}
      keys={{ ...reason.keys, ...(stops ? { [PHOTO]: () => setPhoto(!photo), ' ': () => setPhoto(!photo) } : {}) }}
      remember={remember}
      onScan={onScan}
    >
      {verdict.person && <Who person={verdict.person} />}
      <p>
        {t(because)}
        {verdict.also.length > 0 && ` ${t('reception.answer.also', { list: verdict.also.map((id) => t(`reception.verdict.${id}`)).reduce(both) })}`}
      </p>
      {stops && <Checkbox label={keyed(PHOTO, t('reception.answer.photo'))} note={t('reception.answer.photo-note')} on={photo} onChange={setPhoto} />}
      <ReasonFields reason={reason} />
      {verdict.notes.map((note) => (
        <p key={note} className="quiet">
          {t(`reception.note.${note}`)}
        </p>
      ))}
      {asked && lacking && (
        <p role="alert" className="text-field-wrong">
          {lacking}
        </p>
      )}
      <PanelActions
        accept={t('reception.answer.accept')}
        decline={t('reception.answer.decline')}
        onAccept={accept}
        onDecline={() => !over && answer('decline')}
        disabled={over || lacking !== null}
      />
      {verdict.byCard && verdict.fact !== null && (
        <Button kind="quiet" isDisabled={over} onPress={notTheirs}>
          {t('reception.answer.not-theirs')}
        </Button>
      )}
      {failure && <ErrorPanel failure={failure} />}
    </Panel>
  );
}
