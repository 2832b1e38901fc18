import { useState } from 'react';
import type { DisagreementItem, SettledAnswer } from '../../../main/api/schema/exchange.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { ConfirmActions } from '../../design/confirm-actions.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { TextArea } from '../../design/text-area.tsx';
import { useLostFocus } from '../../design/use-lost-focus.ts';
import { useWords } from '../../words/words.tsx';
import type { Decision } from './decision.ts';

interface SettleFormProps {
  readonly item: DisagreementItem;
  readonly decision: Decision;
  readonly onSettled: (answer: SettledAnswer) => void;
  readonly onCancel: () => void;
}

/** What will happen, why, and then it is settled. */
export function SettleForm({ item: { id, kind }, decision, onSettled, onCancel }: SettleFormProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [reason, setReason] = useState('');
  const heading = useLostFocus<HTMLParagraphElement>(decision, { atFirst: true });
  const keep = decision === 'ours';
  return (
    <div className="form-panel">
      <p ref={heading} tabIndex={-1}>
        <strong>{t(keep ? 'exchange.differences.keep' : 'exchange.differences.take')}</strong>
      </p>
      <p>{keep ? t('exchange.differences.keep-note') : t(`exchange.differences.take-note.${kind}`)}</p>
      <TextArea rows={3} label={t('exchange.differences.reason')} note={t('exchange.differences.reason-note')} value={reason} onChange={setReason} />
      <ConfirmActions
        label={t(keep ? 'exchange.differences.confirm-keep' : 'exchange.differences.confirm-take')}
        isDisabled={working || reason.trim() === ''}
        onConfirm={() => attempt(async () => onSettled(await desk.exchange.settle({ id, decision, reason })))}
        onCancel={onCancel}
      />
      {failure && <ErrorPanel failure={failure} />}
    </div>
  );
}
