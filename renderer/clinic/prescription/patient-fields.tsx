import { useWords } from '../../words/words.tsx';
import { Choice, Field } from './form-context.tsx';

/** Whom it is for. */
export function PatientFields() {
  const { t } = useWords();
  return (
    <fieldset className="compose-part">
      <legend>{t('compose.parts.patient')}</legend>
      <div className="form-row">
        <Field path="patient.kana" label="compose.patient.kana" />
        <Field path="patient.name" label="compose.patient.name" />
      </div>
      <div className="form-row">
        <Choice
          path="patient.sex"
          label="compose.patient.sex"
          options={[
            ['', t('compose.choose')],
            ['male', t('prescription.sexes.male')],
            ['female', t('prescription.sexes.female')],
          ]}
        />
        <Field path="patient.birthDate" label="compose.patient.birth-date" type="date" />
        <div data-seldom>
          <Field path="patient.code" label="compose.patient.code" />
        </div>
      </div>
    </fieldset>
  );
}
