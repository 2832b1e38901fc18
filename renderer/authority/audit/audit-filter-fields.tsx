import type { StaffView } from '../../../main/api/schema/staff.ts';
import { Select } from '../../design/select.tsx';
import { TextField } from '../../design/text-field.tsx';
import { knownKey } from '../../words/translate.ts';
import { useWords } from '../../words/words.tsx';
import { ACTIONS, EVERY, type FilterDraft } from './audit-filter.ts';

interface AuditFilterFieldsProps {
  readonly draft: FilterDraft;
  readonly staff: readonly StaffView[];
  readonly onChange: (draft: FilterDraft) => void;
}

/** What, who, about whom and when. */
export function AuditFilterFields({ draft, staff, onChange }: AuditFilterFieldsProps) {
  const { t } = useWords();
  const set = (part: Partial<FilterDraft>) => onChange({ ...draft, ...part });
  const actionWords = (action: string) => {
    const key = knownKey(`audit.actions.${action}`);
    return key ? t(key) : action;
  };
  const every = { id: EVERY, label: t('credits.all') };
  return (
    <div className="form-row no-print">
      <Select
        label={t('audit.column.action')}
        options={[every, ...ACTIONS.map((id) => ({ id: id as string, label: actionWords(id) }))]}
        value={draft.action}
        onChange={(action) => set({ action })}
      />
      <Select
        label={t('credentials.screen.audit.staff')}
        options={[every, ...staff.map(({ id, name }) => ({ id, label: name }))]}
        value={draft.staff}
        onChange={(id) => set({ staff: id })}
      />
      <TextField label={t('credentials.screen.audit.holder')} inputMode="numeric" value={draft.holder} onChange={(holder) => set({ holder })} />
      <TextField type="date" label={t('credentials.screen.audit.from')} value={draft.from} onChange={(from) => set({ from })} />
      <TextField type="date" label={t('credentials.screen.audit.until')} value={draft.until} onChange={(until) => set({ until })} />
    </div>
  );
}
