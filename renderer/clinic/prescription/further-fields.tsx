import type { PrescriptionDraft } from '../../../main/api/schema/prescription-draft.ts';
import { Button } from '../../design/button.tsx';
import { Checkbox } from '../../design/choice.tsx';
import { Disclosure } from '../../design/disclosure.tsx';
import { useWords } from '../../words/words.tsx';
import { Choice, Field, useForm } from './form-context.tsx';

interface FurtherFieldsProps {
  readonly draft: PrescriptionDraft;
  /** Licence for narcotics of the prescriber. */
  readonly licence: string;
}

/** What most prescriptions do without. */
export function FurtherFields({ draft, licence }: FurtherFieldsProps) {
  const { t } = useWords();
  const { set } = useForm();
  const { narcotic, split, remarks } = draft;
  return (
    <div data-seldom>
      <Disclosure title={t('compose.parts.further')} level={2}>
        <div className="compose-part">
          <div className="form-row">
            <Field path="issuedOn" label="compose.further.issued" type="date" />
            <Field path="validUntil" label="compose.further.until" note="compose.further.until-note" type="date" />
          </div>
          <div className="form-row">
            <Choice
              path="leftover"
              label="compose.further.leftover"
              options={[
                ['', t('compose.none')],
                ['1', t('compose.further.leftovers.ask')],
                ['2', t('compose.further.leftovers.tell')],
              ]}
            />
            <Choice
              path="refillUses"
              label="compose.further.refill"
              options={[
                ['', t('compose.none')],
                ['2', t('compose.further.uses', { uses: 2 })],
                ['3', t('compose.further.uses', { uses: 3 })],
              ]}
            />
          </div>
          <Checkbox
            label={t('compose.further.narcotic')}
            on={narcotic !== null}
            onChange={(on) => set('narcotic', on ? { licence, address: '', telephone: '' } : null)}
          />
          {narcotic && (
            <div className="form-row">
              <Field path="narcotic.licence" label="compose.further.licence" />
              <Field path="narcotic.address" label="compose.further.address" />
              <Field path="narcotic.telephone" label="compose.further.telephone" />
            </div>
          )}
          <Checkbox label={t('compose.further.split')} on={split !== null} onChange={(on) => set('split', on ? { times: '2', turn: '1' } : null)} />
          {split && (
            <div className="form-row">
              <Field path="split.times" label="compose.further.split-times" digits />
              <Field path="split.turn" label="compose.further.split-turn" digits />
            </div>
          )}
          {remarks.map((_remark, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the order is what they are known by
            <div key={index} className="compose-line">
              <Field path={`remarks.${index}.text`} label="compose.further.remark" />
              <Button
                kind="quiet"
                icon="close"
                aria-label={t('compose.further.remark-remove')}
                onPress={() =>
                  set(
                    'remarks',
                    remarks.filter((_one, other) => other !== index),
                  )
                }
              />
            </div>
          ))}
          <div>
            <Button kind="quiet" icon="larger" onPress={() => set('remarks', [...remarks, { kind: '', text: '' }])}>
              {t('compose.further.remark-add')}
            </Button>
          </div>
        </div>
      </Disclosure>
    </div>
  );
}
