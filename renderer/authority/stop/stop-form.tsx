import { useState } from 'react';
import type { CredentialObject, HolderFields, HolderPage } from '../../../main/api/schema/credentials.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Checkbox } from '../../design/choice.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Select } from '../../design/select.tsx';
import { StatusLine } from '../../design/status.tsx';
import { TextArea } from '../../design/text-area.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';
import { useNonce } from '../use-nonce.ts';
import { dayWords, today } from '../words/days.ts';
import { type Cause, CAUSES, CHECKS, type Check, daysWrong, missingChecks } from './caller-checks.ts';

interface StopFormProps {
  readonly card: CredentialObject;
  /** What is on record, to compare with what the caller says. */
  readonly fields: HolderFields;
  readonly onStopped: (page: HolderPage) => void;
}

/** Why the card is stopped, and how it is known who asks for it; says what is still missing. */
export function StopForm({ card, fields, onStopped }: StopFormProps) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const nonce = useNonce();
  const [cause, setCause] = useState<Cause>('loss');
  const [made, setMade] = useState<readonly Check[]>([]);
  const [reason, setReason] = useState('');
  const [from, setFrom] = useState(today);
  const [until, setUntil] = useState('');
  const dated = cause === 'suspension-from-business';
  const caller = CHECKS[cause].filter((check) => made.includes(check));
  const missing = missingChecks(cause, caller);
  const wrong = daysWrong(cause, from, until);
  const recorded: Readonly<Partial<Record<Check, string>>> = {
    'registration-number': fields.registration,
    'birth-date': fields.birthDate && dayWords(fields.birthDate, language),
    'member-id': fields.memberId,
    address: fields.address,
    'call-back': fields.phone,
  };
  const stop = () =>
    attempt(async () => {
      const held = dated ? { heldFrom: from, heldUntil: until } : { heldFrom: null, heldUntil: null };
      onStopped((await desk.credentials.stop({ nonce, card: card.id, cause, caller: [...caller], ...held, reason: reason.trim() })).page);
    });
  return (
    <div className="stop-form">
      <div className="stack">
        <Select
          label={t('credentials.screen.stop.cause')}
          options={CAUSES.map((id) => ({ id, label: t(`credentials.cause.${id}`) }))}
          value={cause}
          onChange={setCause}
        />
        {dated && (
          <div className="form-row">
            <TextField type="date" label={t('credentials.screen.fact.heldFrom')} value={from} onChange={setFrom} />
            <TextField
              type="date"
              label={t('credentials.screen.fact.heldUntil')}
              value={until}
              onChange={setUntil}
              wrong={wrong === 'order' ? t('credentials.screen.apply.wrong.dates-order') : null}
            />
          </div>
        )}
        <TextArea
          label={t('credentials.screen.reason-optional')}
          note={t('credentials.screen.stop.reason-note')}
          rows={2}
          value={reason}
          onChange={setReason}
        />
      </div>
      <fieldset className="choices">
        <legend>{t('credentials.screen.stop.checks')}</legend>
        {CHECKS[cause].map((check) => (
          <Checkbox
            key={check}
            label={t(`credentials.screen.stop.check.${check}`)}
            {...(recorded[check] ? { note: t('credentials.screen.stop.recorded', { value: recorded[check] }) } : {})}
            on={made.includes(check)}
            onChange={(on) => setMade(on ? [...made, check] : made.filter((one) => one !== check))}
          />
        ))}
      </fieldset>
      <div className="stop-end">
        <div role="status" className="stop-said">
          <ul className="stop-missing">
            {missing.map((lack) => (
              <li key={lack.id}>
                <StatusLine status="warning" size={18}>
                  {lack.id === 'numbers'
                    ? t('credentials.screen.stop.missing.numbers', { count: lack.count })
                    : t(`credentials.screen.stop.missing.${lack.id}`)}
                </StatusLine>
              </li>
            ))}
            {wrong === 'missing' && (
              <li>
                <StatusLine status="warning" size={18}>
                  {t('credentials.screen.apply.wrong.dates-missing')}
                </StatusLine>
              </li>
            )}
          </ul>
        </div>
        <p>{t('credentials.screen.stop.will')}</p>
        <button type="button" className="stop-button stop-now" disabled={working || missing.length > 0 || wrong !== null} onClick={stop}>
          {t('credentials.screen.stop.now')}
        </button>
        {failure && <ErrorPanel failure={failure} />}
      </div>
    </div>
  );
}
