import { useState } from 'react';
import type { SubmissionOrder } from '../../../main/api/schema/prescription-requests.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { ConfirmActions } from '../../design/confirm-actions.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';

interface GiveProps {
  readonly order: Pick<SubmissionOrder, 'from' | 'id'>;
  readonly issues: readonly SubmissionOrder['issue'][];
  readonly disabled: boolean;
  readonly onGiven: () => void;
}

const GIVEN_BEFORE = 'PRESCRIPTION_REQUESTED';

/** Hands one prescription over; one that was handed over before only with a reason. */
export function GiveButtons({ order, issues, disabled, onGiven }: GiveProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [issue, setIssue] = useState<SubmissionOrder['issue'] | null>(null);
  const [reason, setReason] = useState('');
  const again = failure?.code === GIVEN_BEFORE && issue !== null;
  const give = (as: SubmissionOrder['issue'], why: string | null) => {
    setIssue(as);
    return attempt(async () => {
      await desk.prescriptionRequests.submit({ ...order, issue: as, again: why });
      onGiven();
    });
  };
  return (
    <div className="stack">
      <div className="tools">
        {issues.map((as) => (
          <Button key={as} kind={as === issues[0] ? 'primary' : 'secondary'} isDisabled={working || disabled} onPress={() => give(as, null)}>
            {t(`requests.give.give-${as}`)}
          </Button>
        ))}
      </div>
      {failure && <ErrorPanel failure={failure} />}
      {again && (
        <>
          <TextField label={t('requests.give.again')} note={t('requests.give.again-note')} value={reason} onChange={setReason} />
          <ConfirmActions
            label={t('requests.give.confirm')}
            kind="danger"
            isDisabled={working || reason.trim() === ''}
            onConfirm={() => give(issue, reason.trim())}
            onCancel={() => attempt(async () => setIssue(null))}
          />
        </>
      )}
    </div>
  );
}
