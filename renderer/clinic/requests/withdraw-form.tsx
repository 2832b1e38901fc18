import { useState } from 'react';
import type { PrescriptionRequestView } from '../../../main/api/schema/prescription-requests.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { ConfirmActions } from '../../design/confirm-actions.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';

/** Two steps: that it can still be taken back, then who does so and why. */
export function WithdrawForm({ request, onWithdrawn }: { readonly request: PrescriptionRequestView; readonly onWithdrawn: () => void }) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [asked, setAsked] = useState(false);
  const [by, setBy] = useState('');
  const [reason, setReason] = useState('');
  const withdraw = () =>
    attempt(async () => {
      await desk.prescriptionRequests.withdraw({ id: request.id, reason: reason.trim(), by: by.trim() });
      onWithdrawn();
    });
  return (
    <Banner status="info" heading={t('requests.withdraw.title')}>
      <div className="stack">
        <p>{t(asked ? 'requests.withdraw.note' : 'requests.withdraw.text')}</p>
        {asked ? (
          <>
            <TextField label={t('requests.withdraw.by')} value={by} onChange={setBy} />
            <TextField label={t('requests.withdraw.reason')} value={reason} onChange={setReason} />
            <ConfirmActions
              label={t('requests.withdraw.withdraw')}
              kind="danger"
              isDisabled={working || by.trim() === '' || reason.trim() === ''}
              onConfirm={withdraw}
              onCancel={() => setAsked(false)}
            />
          </>
        ) : (
          <div className="tools">
            <Button onPress={() => setAsked(true)}>{t('requests.withdraw.withdraw')}</Button>
          </div>
        )}
        {failure && <ErrorPanel failure={failure} />}
      </div>
    </Banner>
  );
}
