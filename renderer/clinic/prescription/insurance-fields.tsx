import type { PrescriptionDraft } from '../../../main/api/schema/prescription-draft.ts';
import { Button } from '../../design/button.tsx';
import { Checkbox } from '../../design/choice.tsx';
import { useWords } from '../../words/words.tsx';
import { Choice, Field, useForm } from './form-context.tsx';
import { newInsurance } from './new-draft.ts';

const MOST_EXPENSES = 3;

/** Who pays: the insurer, and public expenses. */
export function InsuranceFields({ draft }: { readonly draft: PrescriptionDraft }) {
  const { t } = useWords();
  const { set } = useForm();
  const { insurance, publicExpenses } = draft;
  return (
    <fieldset className="compose-part">
      <legend>{t('compose.parts.insurance')}</legend>
      {insurance && (
        <>
          <div className="form-row">
            <Field path="insurance.insurer" label="compose.insurance.insurer" digits />
            <Field path="insurance.symbol" label="compose.insurance.symbol" />
            <Field path="insurance.number" label="compose.insurance.number" />
          </div>
          <div className="form-row" data-seldom>
            <Field path="insurance.branch" label="compose.insurance.branch" digits />
            <Choice
              path="insurance.relation"
              label="compose.insurance.relation"
              options={[
                ['self', t('prescription.relations.self')],
                ['family', t('prescription.relations.family')],
              ]}
            />
            <Choice
              path="insurance.type"
              label="compose.insurance.type"
              options={[
                ['', t('compose.not-told')],
                ['1', t('compose.insurance.types.employee')],
                ['2', t('compose.insurance.types.national')],
                ['7', t('compose.insurance.types.late')],
              ]}
            />
            <Field path="insurance.patientPercent" label="compose.insurance.percent" unit="%" digits />
            <Choice
              path="burden"
              label="compose.insurance.burden"
              options={[
                ['', t('compose.none')],
                ['1', t('compose.insurance.burdens.old')],
                ['2', t('compose.insurance.burdens.old-30')],
                ['5', t('compose.insurance.burdens.old-20')],
                ['3', t('compose.insurance.burdens.child')],
              ]}
            />
          </div>
        </>
      )}
      <div className="form-actions" data-seldom>
        <Checkbox label={t('compose.insurance.has')} on={insurance !== null} onChange={(on) => set('insurance', on ? newInsurance() : null)} />
        <Button
          kind="quiet"
          icon="larger"
          isDisabled={publicExpenses.length >= MOST_EXPENSES}
          onPress={() => set('publicExpenses', [...publicExpenses, { payer: '', recipient: '' }])}
        >
          {t('compose.expenses.add')}
        </Button>
      </div>
      {publicExpenses.map((_expense, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the order is what they are known by
        <div key={index} className="compose-line">
          <Field path={`publicExpenses.${index}.payer`} label="compose.expenses.payer" digits />
          <Field path={`publicExpenses.${index}.recipient`} label="compose.expenses.recipient" digits />
          <Button
            kind="quiet"
            icon="close"
            aria-label={t('compose.expenses.remove', { number: index + 1 })}
            onPress={() =>
              set(
                'publicExpenses',
                publicExpenses.filter((_one, at) => at !== index),
              )
            }
          />
        </div>
      ))}
    </fieldset>
  );
}
