import type { ProcedureView } from '../../../main/api/schema/credentials.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { Select } from '../../design/select.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';
import { AssociationField } from '../associations/association-field.tsx';
import { causeWords, wordOf } from '../words/credential-words.ts';
import { today } from '../words/days.ts';
import { type ApplyDraft, draftFor, draftWrong, isDated, isPortal } from './apply-draft.ts';
import { FeeLine } from './fee-line.tsx';

interface ApplyFieldsProps {
  readonly procedures: readonly ProcedureView[];
  readonly holder: number | null;
  readonly member: boolean;
  readonly draft: ApplyDraft;
  readonly onChange: (draft: ApplyDraft) => void;
}

const DELIVERIES = ['desk', 'post'] as const;

/** Which procedure, how it came and when, what it is about, and what it costs. */
export function ApplyFields({ procedures, holder, member, draft, onChange }: ApplyFieldsProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const set = (part: Partial<ApplyDraft>) => onChange({ ...draft, ...part });
  const procedure = procedures.find(({ id }) => id === draft.procedure);
  const { channel, reason, receivedOn } = draft;
  const fee = useAnswer(
    async () =>
      receivedOn === '' ? null : desk.credentials.feeOf({ holder, member, procedure: draft.procedure, channel, reason: reason || null, receivedOn }),
    [desk, holder, member, draft.procedure, channel, reason, receivedOn],
  );
  if (!procedure) return null;
  const wrong = draftWrong(draft, procedure, today());
  return (
    <>
      <Select
        label={t('credentials.screen.apply.procedure')}
        options={procedures.map(({ id }) => ({ id, label: wordOf('procedure', id, t) }))}
        value={draft.procedure}
        onChange={(id) => onChange(draftFor(procedures.find((one) => one.id === id) ?? procedure, receivedOn, draft.desk))}
      />
      <Select
        label={t('credentials.screen.fact.channel')}
        options={procedure.channels.map((id) => ({ id, label: wordOf('channel', id, t) }))}
        value={channel}
        onChange={(id) => set({ channel: id })}
      />
      {isPortal(draft) && (
        <TextField
          label={t('credentials.screen.fact.portalReceipt')}
          value={draft.portalReceipt}
          onChange={(portalReceipt) => set({ portalReceipt })}
          wrong={wrong === 'portal-receipt' ? t('credentials.screen.apply.wrong.portal-receipt') : null}
        />
      )}
      {procedure.reasons.length > 0 && (
        <Select
          label={t('credentials.screen.fact.reason')}
          options={procedure.reasons.map((id) => ({ id, label: causeWords(id, t) }))}
          value={reason}
          onChange={(id) => set({ reason: id })}
        />
      )}
      <TextField
        type="date"
        label={t('credentials.screen.fact.receivedOn')}
        value={receivedOn}
        onChange={(day) => set({ receivedOn: day })}
        wrong={wrong === 'received' ? t('credentials.screen.apply.wrong.received') : null}
      />
      {isDated(procedure) && (
        <>
          <TextField type="date" label={t('credentials.screen.fact.heldFrom')} value={draft.heldFrom} onChange={(day) => set({ heldFrom: day })} />
          <TextField
            type="date"
            label={t('credentials.screen.fact.heldUntil')}
            value={draft.heldUntil}
            onChange={(day) => set({ heldUntil: day })}
            wrong={wrong === 'dates-missing' || wrong === 'dates-order' ? t(`credentials.screen.apply.wrong.${wrong}`) : null}
          />
        </>
      )}
      {procedure.order && (
        <Select
          label={t('credentials.screen.fact.delivery')}
          options={DELIVERIES.map((id) => ({ id, label: t(`credentials.screen.fact-value.delivery.${id}`) }))}
          value={draft.delivery}
          onChange={(delivery) => set({ delivery })}
        />
      )}
      {procedure.order && draft.delivery === 'desk' && (
        <AssociationField label={t('credentials.screen.fact.desk')} value={draft.desk} onChange={(next) => set({ desk: next })} />
      )}
      {fee.value && <FeeLine fee={fee.value} quoted />}
    </>
  );
}
