import { useState } from 'react';
import type { Seminar } from '../../../main/api/schema/training.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { ConfirmActions } from '../../design/confirm-actions.tsx';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useLostFocus } from '../../design/use-lost-focus.ts';
import { useStaff } from '../../reception/use-staff.ts';
import { useWords } from '../../words/words.tsx';

interface SettleFormProps {
  readonly seminar: Seminar;
  readonly counts: { readonly credited: number; readonly missing: number };
  readonly onSettled: () => void;
}

/** Freezes the result in two steps: what it means, then who answers for it. */
export function SettleForm({ seminar, counts, onSettled }: SettleFormProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [sure, setSure] = useState(false);
  const [by, setBy] = useStaff();
  const place = useLostFocus<HTMLElement>(sure);
  const settle = () =>
    attempt(async () => {
      await desk.training.settle({ seminar: seminar.id, by: by.trim() });
      onSettled();
    });
  if (seminar.state !== 'closed') return <p>{t('training.settle.not-closed')}</p>;
  return (
    <section ref={place} tabIndex={-1} className="stack" aria-label={t('training.settle.title')}>
      {!sure && (
        <p>
          <Button kind="primary" onPress={() => setSure(true)}>
            {t('training.settle.begin')}
          </Button>
        </p>
      )}
      {sure && (
        <Banner status="info" heading={t('training.settle.heading', counts)}>
          <p>{t('training.settle.meaning')}</p>
          {counts.missing > 0 && <p>{t('training.settle.missing', counts)}</p>}
          {seminar.plan.practice && <p>{t('training.settle.practice')}</p>}
          <TextField label={t('training.settle.by')} value={by} onChange={setBy} />
          <ConfirmActions
            label={t('training.settle.confirm')}
            isDisabled={working || by.trim() === ''}
            onConfirm={settle}
            onCancel={() => setSure(false)}
          />
        </Banner>
      )}
      {failure && <ErrorPanel failure={failure} />}
    </section>
  );
}
