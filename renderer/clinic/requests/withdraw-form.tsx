import type { PrescriptionRequestView } from '../../../main/api/schema/prescription-requests.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useWords } from '../../words/words.tsx';
import { DecisionForm } from './decision-form.tsx';

/** Takes a request back that the terminal has nothing of yet. */
export function WithdrawForm({ request, onWithdrawn }: { readonly request: PrescriptionRequestView; readonly onWithdrawn: () => void }) {
  const { t } = useWords();
  const { desk } = useDesk();
  return (
    <DecisionForm
      status="info"
      title={t('requests.withdraw.title')}
      text={t('requests.withdraw.text')}
      choices={[{ id: 'withdraw', label: t('requests.withdraw.withdraw'), note: t('requests.withdraw.note'), kind: 'danger' }]}
      words={{ by: t('requests.withdraw.by'), reason: t('requests.withdraw.reason') }}
      onDecide={async (_withdraw, said) => {
        await desk.prescriptionRequests.withdraw({ id: request.id, ...said });
        onWithdrawn();
      }}
    />
  );
}
