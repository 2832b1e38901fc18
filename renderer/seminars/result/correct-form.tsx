import { useState } from 'react';
import type { Seminar } from '../../../main/api/schema/training.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { ConfirmActions } from '../../design/confirm-actions.tsx';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useLostFocus } from '../../design/use-lost-focus.ts';
import { useStaff } from '../../reception/use-staff.ts';
import { useWords } from '../../words/words.tsx';
import { folded } from '../people/participant-filter.ts';

interface CorrectFormProps {
  readonly seminar: Seminar;
  /** Persons whose result changes. */
  readonly count: number;
  readonly onCorrected: () => void;
}

/** Freezes a corrected result: two different persons answer for it, with a reason. */
export function CorrectForm({ seminar, count, onCorrected }: CorrectFormProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [open, setOpen] = useState(false);
  const [by, setBy] = useStaff();
  const [confirmedBy, setConfirmedBy] = useState('');
  const [reason, setReason] = useState('');
  const place = useLostFocus<HTMLElement>(open);
  const samePerson = confirmedBy.trim() !== '' && folded(confirmedBy) === folded(by);
  const complete = by.trim() !== '' && confirmedBy.trim() !== '' && reason.trim() !== '' && !samePerson;
  const correct = () =>
    attempt(async () => {
      await desk.training.correct({ seminar: seminar.id, by: by.trim(), confirmedBy: confirmedBy.trim(), reason: reason.trim() });
      onCorrected();
    });
  return (
    <section ref={place} tabIndex={-1} className="stack" aria-label={t('training.correct.title')}>
      {!open && (
        <p>
          <Button onPress={() => setOpen(true)}>{t('training.correct.begin')}</Button>
        </p>
      )}
      {open && (
        <div className="form-panel">
          <h3>{t('training.correct.heading', { count })}</h3>
          <p>{t('training.correct.meaning')}</p>
          <TextField label={t('training.reason')} value={reason} onChange={setReason} />
          <div className="form-row">
            <TextField label={t('training.correct.by')} value={by} onChange={setBy} />
            <TextField
              label={t('training.correct.confirmed-by')}
              value={confirmedBy}
              onChange={setConfirmedBy}
              wrong={samePerson ? t('training.correct.same-person') : null}
            />
          </div>
          <ConfirmActions
            label={t('training.correct.confirm')}
            isDisabled={working || !complete}
            onConfirm={correct}
            onCancel={() => setOpen(false)}
          />
        </div>
      )}
      {failure && <ErrorPanel failure={failure} />}
    </section>
  );
}
