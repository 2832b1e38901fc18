import { useState } from 'react';
import type { Prescriber } from '../../../main/api/schema/prescription-draft.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { go } from '../../frame/routes.ts';
import { useWords } from '../../words/words.tsx';
import { Choice, Field, FormProvider } from './form-context.tsx';
import { keepDraft, useKeptDraft } from './kept-draft.ts';
import { newPrescriber } from './new-draft.ts';
import { withValue } from './paths.ts';

/** Institution and doctor, entered once and kept sealed. */
export function PrescriberPage({ entered }: { readonly entered: Prescriber | null }) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [value, setValue] = useState(entered ?? newPrescriber());
  const kept = useKeptDraft();
  const back = () => go('clinic', 'prescription');
  const keep = () =>
    attempt(async () => {
      await desk.prescriptions.keepPrescriber(value);
      // The prescription at hand is by the same doctor.
      if (kept) keepDraft({ ...kept, draft: { ...kept.draft, institution: value.institution, doctor: value.doctor } });
      back();
    });
  const set = (path: string, part: unknown) => setValue((before) => withValue(before, path, part));
  return (
    <FormProvider value={{ value, set, wrong: new Set(), visit: () => {} }}>
      <div className="compose-single">
        <h2>{t('compose.prescriber.title')}</h2>
        <p className="quiet">{t('compose.prescriber.note')}</p>
        <fieldset className="compose-part">
          <legend>{t('compose.prescriber.institution')}</legend>
          <div className="form-row">
            <Choice
              path="institution.kind"
              label="compose.prescriber.kind"
              options={[
                ['medical', t('compose.prescriber.kinds.medical')],
                ['dental', t('compose.prescriber.kinds.dental')],
              ]}
            />
            <Field path="institution.prefecture" label="compose.prescriber.prefecture" note="compose.prescriber.prefecture-note" digits />
            <Field path="institution.code" label="compose.prescriber.code" note="compose.prescriber.code-note" digits />
          </div>
          <Field path="institution.name" label="compose.prescriber.name" />
          <div className="form-row">
            <Field path="institution.postalCode" label="compose.prescriber.postal" digits />
            <Field path="institution.telephone" label="compose.prescriber.telephone" digits />
            <Field path="institution.fax" label="compose.prescriber.fax" digits />
          </div>
          <Field path="institution.address" label="compose.prescriber.address" />
          <div className="form-row">
            <Field path="institution.department" label="compose.prescriber.department" />
            <Field path="institution.departmentCode" label="compose.prescriber.department-code" digits />
          </div>
        </fieldset>
        <fieldset className="compose-part">
          <legend>{t('compose.prescriber.doctor')}</legend>
          <div className="form-row">
            <Field path="doctor.name" label="compose.prescriber.doctor-name" />
            <Field path="doctor.kana" label="compose.prescriber.doctor-kana" />
          </div>
          <div className="form-row">
            <Field path="doctor.code" label="compose.prescriber.doctor-code" />
            <Field path="licence" label="compose.further.licence" />
          </div>
        </fieldset>
        {failure && <ErrorPanel failure={failure} />}
        <div className="form-actions">
          <Button kind="primary" onPress={keep} isDisabled={working}>
            {t('compose.prescriber.keep')}
          </Button>
          <Button onPress={back}>{t('compose.back')}</Button>
        </div>
      </div>
    </FormProvider>
  );
}
