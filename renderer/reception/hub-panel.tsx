import { useState } from 'react';
import type { HeldPerson } from '../../main/api/schema/membership.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useTrying } from '../client/use-trying.ts';
import { Banner } from '../design/banner.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { useWords } from '../words/words.tsx';
import { Panel } from './panel.tsx';
import { PanelActions } from './panel-actions.tsx';
import { REASONS_WITHOUT_CARD } from './ready-reasons.ts';
import { ReasonFields, useReason } from './use-reason.tsx';

interface HubPanelProps {
  readonly registration: string;
  readonly staff: string;
  readonly onScan: (text: string) => void;
  readonly onFound: (person: HeldPerson) => void;
  /** To write the person down by hand. */
  readonly onNewcomer: () => void;
  readonly onBack: () => void;
}

/** Asks the hub for a number that is on no list of this desk, with the reason on record. */
export function HubPanel({ registration, staff, onScan, onFound, onNewcomer, onBack }: HubPanelProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const reason = useReason(REASONS_WITHOUT_CARD);
  const [nobody, setNobody] = useState(false);
  const [asked, setAsked] = useState(false);
  const ask = () =>
    attempt(async () => {
      const person = await desk.membership.askHub({ registration, reason: reason.words, by: staff });
      if (person) onFound(person);
      else setNobody(true);
    });
  const byHand = nobody || failure !== null;
  const enter = () => {
    setAsked(true);
    if (byHand) onNewcomer();
    else if (!working && reason.words !== '') return ask();
  };
  return (
    <Panel title={t('reception.hub.title')} onEnter={enter} onEscape={onBack} keys={reason.keys} remember={reason.remember} onScan={onScan}>
      <p>{t('reception.hub.what', { registration })}</p>
      {!byHand && <ReasonFields reason={reason} />}
      {asked && !byHand && reason.words === '' && (
        <p role="alert" className="text-field-wrong">
          {t('reception.reasons.needed')}
        </p>
      )}
      {nobody && <Banner status="absent" live="status" heading={t('reception.hub.nobody')} />}
      {failure && <ErrorPanel failure={failure} />}
      <PanelActions
        accept={t(byHand ? 'reception.search.newcomer' : 'reception.hub.ask')}
        decline={t('reception.keys.back')}
        onAccept={enter}
        onDecline={onBack}
        disabled={working}
      />
    </Panel>
  );
}
