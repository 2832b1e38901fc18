import type { PrescriptionRequestView } from '../../../main/api/schema/prescription-requests.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useWords } from '../../words/words.tsx';
import { DecisionForm } from './decision-form.tsx';

/** Says what became of a request of which nobody knows whether the terminal took it. */
export function SettleForm({ request, onSettled }: { readonly request: PrescriptionRequestView; readonly onSettled: () => void }) {
  const { t } = useWords();
  const { desk } = useDesk();
  return (
    <DecisionForm
      status="unsure"
      title={t('requests.settle.title')}
      text={t('requests.settle.text')}
      choices={[
        { id: 'given', label: t('requests.settle.given'), note: t('requests.settle.given-note'), kind: 'primary' },
        { id: 'give-again', label: t('requests.settle.again'), note: t('requests.settle.again-note'), kind: 'danger' },
      ]}
      words={{ reason: t('requests.settle.reason') }}
      onDecide={async (decision, { reason }) => {
        await desk.prescriptionRequests.settle({ id: request.id, decision, reason });
        onSettled();
      }}
    />
  );
}
