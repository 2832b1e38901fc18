import type { LetterForm } from '../../../main/api/schema/letters.ts';
import { Select } from '../../design/select.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';
import { asLine, isRight } from './field-rules.ts';

type Patient = LetterForm['patient'];

const SEXES = ['none', 'male', 'female', 'other', 'unknown'] as const;

/** Whom the letter is about. */
export function PatientFields({ patient, onChange }: { readonly patient: Patient; readonly onChange: (patient: Patient) => void }) {
  const { t } = useWords();
  const set = (name: keyof Patient) => (value: string) => onChange({ ...patient, [name]: asLine(value) });
  const line = (name: Exclude<keyof Patient, 'sex'>) => <TextField label={t(`letters.patient.${name}`)} value={patient[name]} onChange={set(name)} />;
  return (
    <>
      <div className="form-row">
        {line('name')}
        {line('kana')}
      </div>
      <div className="form-row">
        <Select
          label={t('letters.patient.sex')}
          options={SEXES.map((id) => ({ id, label: t(`letters.sexes.${id}`) }))}
          value={patient.sex === '' ? 'none' : patient.sex}
          onChange={(sex) => onChange({ ...patient, sex: sex === 'none' ? '' : sex })}
        />
        <TextField type="date" label={t('letters.patient.birthDate')} value={patient.birthDate} onChange={set('birthDate')} />
      </div>
      <div className="form-row">
        <TextField
          label={t('letters.patient.postalCode')}
          value={patient.postalCode}
          onChange={set('postalCode')}
          inputMode="numeric"
          wrong={isRight('postalCode', patient.postalCode) ? null : t('letters.party.postal-wrong')}
        />
        {line('telephone')}
      </div>
      {line('address')}
      <div className="form-row">
        {line('occupation')}
        {line('number')}
      </div>
    </>
  );
}
