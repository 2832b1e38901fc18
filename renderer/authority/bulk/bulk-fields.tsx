import { Select } from '../../design/select.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';
import { AssociationFilter } from '../associations/association-filter.tsx';
import { EvidenceChoices } from '../person/evidence-choices.tsx';
import { useStaffAtDesk } from '../session/staff-context.tsx';
import { queueWords } from '../words/credential-words.ts';
import { type BulkDraft, STEPS, TASKS } from './bulk-draft.ts';

interface BulkFieldsProps {
  readonly draft: BulkDraft;
  readonly onChange: (draft: BulkDraft) => void;
}

/** What is done, and for whom. */
export function BulkFields({ draft, onChange }: BulkFieldsProps) {
  const { t } = useWords();
  const { staff } = useStaffAtDesk();
  const set = (part: Partial<BulkDraft>) => onChange({ ...draft, ...part });
  const step = STEPS.find(({ queue }) => queue === draft.step)!;
  const advance = draft.task === 'advance';
  return (
    <>
      <div className="form-row">
        <Select
          label={t('credentials.screen.bulk.task-label')}
          options={TASKS.map((id) => ({ id, label: t(`credentials.screen.bulk.task.${id}`) }))}
          value={draft.task}
          onChange={(task) => set({ task })}
        />
        {advance ? (
          <Select
            label={t('credentials.screen.bulk.step')}
            options={STEPS.map(({ queue }) => ({ id: queue, label: queueWords(queue, t) }))}
            value={draft.step}
            onChange={(queue) => set({ step: queue, evidence: [] })}
          />
        ) : (
          <TextField type="date" label={t('credentials.screen.bulk.until')} value={draft.until} onChange={(until) => set({ until })} />
        )}
        {staff.association === null && <AssociationFilter value={draft.association} onChange={(association) => set({ association })} />}
      </div>
      {advance && step.evidence.length > 0 && (
        <EvidenceChoices kinds={step.evidence} chosen={draft.evidence} onChange={(evidence) => set({ evidence })} />
      )}
    </>
  );
}
