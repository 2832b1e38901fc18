import type { HolderFields } from '../../../main/api/schema/credentials.ts';
import { Checkbox } from '../../design/choice.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';
import { AssociationField } from '../associations/association-field.tsx';
import { FIELD_ORDER, type HolderDraft, wrongFields } from './holder-draft.ts';

interface HolderFormProps {
  readonly draft: HolderDraft;
  readonly onChange: (draft: HolderDraft) => void;
  /** The association is that of whoever writes. */
  readonly ownAssociation: string | null;
}

/** The fields of somebody. */
export function HolderForm({ draft, onChange, ownAssociation }: HolderFormProps) {
  const { t } = useWords();
  const wrong = wrongFields(draft);
  const set = (part: Partial<HolderFields>) => onChange({ ...draft, fields: { ...draft.fields, ...part } });
  return (
    <div className="holder-form">
      {FIELD_ORDER.map((name) => (
        <TextField
          key={name}
          type={name === 'birthDate' ? 'date' : 'text'}
          label={t(`credentials.screen.field.${name}`)}
          value={draft.fields[name]}
          onChange={(value) => set({ [name]: value })}
          wrong={wrong.has(name) ? t(`credentials.screen.field-wrong.${name as 'registration' | 'memberId'}`) : null}
        />
      ))}
      {ownAssociation === null && <AssociationField value={draft.association} onChange={(association) => onChange({ ...draft, association })} />}
      <Checkbox label={t('credentials.screen.is-member')} on={draft.member} onChange={(member) => onChange({ ...draft, member })} />
    </div>
  );
}
