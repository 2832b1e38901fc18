import { useState } from 'react';
import type { CredentialObject, NextAction } from '../../../main/api/schema/credentials.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Checkbox } from '../../design/choice.tsx';
import { ConfirmActions } from '../../design/confirm-actions.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { SidePanel } from '../../design/side-panel.tsx';
import { TextArea } from '../../design/text-area.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';
import { useNonce } from '../use-nonce.ts';
import { transitionWords } from '../words/credential-words.ts';
import { today } from '../words/days.ts';
import { actionCauses } from './action-causes.ts';
import { EvidenceChoices } from './evidence-choices.tsx';
import { objectTitle } from './object-facts.ts';
import type { PanelProps } from './panel-props.ts';

/** Steps after which the certificates end; the reason of the revocation depends on whether the PIN is out as well. */
const ENDS: ReadonlySet<string> = new Set(['lose', 'request-revocation']);

/** A day that belongs to a step; by it the step is found again on the bank's list, or in the file of the ministry. */
const DAY_OF: Readonly<Record<string, 'paidOn' | 'confirmedOn'>> = { 'record-payment': 'paidOn', 'confirm-licence': 'confirmedOn' };

interface ActionFormProps extends PanelProps {
  readonly object: CredentialObject;
  readonly action: NextAction;
}

/** One step: what it will cause, what must lie before whoever does it, and the reason where one is needed. */
export function ActionForm({ page, object, action, onAnswer, onClose }: ActionFormProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const nonce = useNonce();
  const [evidence, setEvidence] = useState<readonly string[]>([]);
  const [reason, setReason] = useState('');
  const fact = DAY_OF[action.transition];
  const [day, setDay] = useState(today);
  const asksPin = ENDS.has(action.transition);
  const [pinKnown, setPinKnown] = useState(false);
  const facts = { ...(fact ? { [fact]: day } : {}), ...(asksPin ? { pinKnown } : {}) };
  const future = day > today();
  const words = transitionWords(object.kind, action.transition, t);
  const causes = actionCauses(object, action, t);
  const complete =
    action.evidence.every((id) => evidence.includes(id)) && (!action.reason || reason.trim() !== '') && (!fact || (day !== '' && !future));
  const confirm = () =>
    attempt(async () => {
      const answer = await desk.credentials.advance({
        nonce,
        object: object.id,
        transition: action.transition,
        evidence: [...evidence],
        reason: reason.trim(),
        facts,
      });
      onAnswer(answer, words);
    });
  return (
    <SidePanel title={words} about={`${object.id} ${action.transition}`} onClose={onClose}>
      <p className="quiet">{objectTitle(object, t)}</p>
      {causes.length > 0 && (
        <div className="causes">
          <h3>{t('credentials.screen.causes.title')}</h3>
          <ul className="bullets">
            {causes.map((cause) => (
              <li key={cause}>{cause}</li>
            ))}
          </ul>
        </div>
      )}
      {action.evidence.length > 0 && <EvidenceChoices kinds={action.evidence} identity={page.identity} chosen={evidence} onChange={setEvidence} />}
      {fact && (
        <TextField
          type="date"
          label={t(`credentials.screen.fact.${fact}`)}
          value={day}
          onChange={setDay}
          wrong={future ? t('credentials.screen.day-future') : null}
        />
      )}
      {asksPin && (
        <Checkbox label={t('credentials.screen.pin-known')} note={t('credentials.screen.pin-known-note')} on={pinKnown} onChange={setPinKnown} />
      )}
      <TextArea
        label={t(action.reason ? 'credentials.screen.reason' : 'credentials.screen.reason-optional')}
        rows={3}
        value={reason}
        onChange={setReason}
      />
      <ConfirmActions
        label={t(action.second ? 'credentials.screen.ask-second' : 'credentials.screen.confirm', { what: words })}
        kind={action.stops ? 'danger' : 'primary'}
        isDisabled={working || !complete}
        onConfirm={confirm}
        onCancel={onClose}
      />
      {failure && <ErrorPanel failure={failure} />}
    </SidePanel>
  );
}
