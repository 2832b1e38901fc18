import { Select } from '../design/select.tsx';
import { StatusLine } from '../design/status.tsx';
import { TextField } from '../design/text-field.tsx';
import { useWords } from '../words/words.tsx';

/** What is written down of somebody who is no member yet. */
export type NewPerson = Readonly<Partial<Record<'name' | 'kana' | 'birthDate' | 'sex', string>>>;

const UNKNOWN = '*';

/** Name and what else tells one person from another. */
export function PersonFields({ person, onChange }: { readonly person: NewPerson; readonly onChange: (person: NewPerson) => void }) {
  const { t } = useWords();
  const set = (part: NewPerson) => onChange({ ...person, ...part });
  return (
    <>
      <StatusLine status="info">{t('procedures.new.unknown')}</StatusLine>
      <div className="procedures-choices">
        <TextField label={t('procedures.new.name')} value={person.name ?? ''} onChange={(name) => set({ name })} />
        <TextField label={t('procedures.new.kana')} value={person.kana ?? ''} onChange={(kana) => set({ kana })} />
        <TextField type="date" label={t('procedures.new.birth-date')} value={person.birthDate ?? ''} onChange={(birthDate) => set({ birthDate })} />
        <Select
          label={t('procedures.new.sex')}
          options={[
            { id: UNKNOWN, label: t('procedures.new.sex-unknown') },
            { id: 'male', label: t('membership.sex.male') },
            { id: 'female', label: t('membership.sex.female') },
          ]}
          value={person.sex || UNKNOWN}
          onChange={(sex) => set({ sex: sex === UNKNOWN ? '' : sex })}
        />
      </div>
    </>
  );
}
