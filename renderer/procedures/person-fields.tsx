import { Select } from '../design/select.tsx';
import { TextField } from '../design/text-field.tsx';
import { useWords } from '../words/words.tsx';
import { birthWrong, type NewPerson } from './form.ts';

const UNKNOWN = '*';

interface PersonFieldsProps {
  readonly person: NewPerson;
  /** ISO day in Japan. */
  readonly today: string;
  readonly onChange: (person: NewPerson) => void;
}

/** Name and birth date, without which nobody is told from others, and what else is known. */
export function PersonFields({ person, today, onChange }: PersonFieldsProps) {
  const { t } = useWords();
  const set = (part: NewPerson) => onChange({ ...person, ...part });
  return (
    <div className="procedures-choices">
      <TextField label={t('procedures.new.name')} value={person.name ?? ''} onChange={(name) => set({ name })} />
      <TextField label={t('procedures.new.kana')} value={person.kana ?? ''} onChange={(kana) => set({ kana })} />
      <TextField
        type="date"
        label={t('procedures.new.birth-date')}
        value={person.birthDate ?? ''}
        onChange={(birthDate) => set({ birthDate })}
        wrong={birthWrong(person.birthDate ?? '', today) ? t('procedures.new.birth-date-wrong') : null}
      />
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
  );
}
