import { useState } from 'react';
import type { PrescriptionRequestView, SettlementOrder } from '../../../main/api/schema/prescription-requests.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { ConfirmActions } from '../../design/confirm-actions.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';

type Decision = SettlementOrder['decision'];

const CHOICES = { given: 'given', 'give-again': 'again' } as const satisfies Record<Decision, string>;

/** Two steps: what is known, then the reason and what will follow from it. */
export function SettleForm({ request, onSettled }: { readonly request: PrescriptionRequestView; readonly onSettled: () => void }) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [decision, setDecision] = useState<Decision | null>(null);
  const [reason, setReason] = useState('');
  const settle = (chosen: Decision) =>
    attempt(async () => {
      await desk.prescriptionRequests.settle({ id: request.id, decision: chosen, reason: reason.trim() });
      onSettled();
    });
  return (
    <Banner status="unsure" heading={t('requests.settle.title')}>
      <div className="stack">
        <p>{t('requests.settle.text')}</p>
        {decision === null ? (
          <div className="tools">
            {(['given', 'give-again'] as const).map((choice) => (
              <Button key={choice} onPress={() => setDecision(choice)}>
                {t(`requests.settle.${CHOICES[choice]}`)}
              </Button>
            ))}
          </div>
        ) : (
          <>
            <p>
              <strong>{t(`requests.settle.${CHOICES[decision]}-note`)}</strong>
            </p>
            <TextField label={t('requests.settle.reason')} value={reason} onChange={setReason} />
            <ConfirmActions
              label={t(`requests.settle.${CHOICES[decision]}`)}
              kind={decision === 'give-again' ? 'danger' : 'primary'}
              isDisabled={working || reason.trim() === ''}
              onConfirm={() => settle(decision)}
              onCancel={() => setDecision(null)}
            />
          </>
        )}
        {failure && <ErrorPanel failure={failure} />}
      </div>
    </Banner>
  );
}
