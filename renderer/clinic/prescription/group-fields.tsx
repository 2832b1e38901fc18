import type { PrescriptionDraft } from '../../../main/api/schema/prescription-draft.ts';
import type { UsageHit } from '../../../main/api/schema/prescriptions.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { Button } from '../../design/button.tsx';
import { type Found, SearchChoice } from '../../design/search-choice.tsx';
import { useWords } from '../../words/words.tsx';
import { DrugFields } from './drug-fields.tsx';
import { Choice, Field, useForm, useWrong } from './form-context.tsx';
import { newDrug } from './new-draft.ts';

type Group = PrescriptionDraft['groups'][number];

const FORMS = ['1', '2', '3', '4', '5', '6', '9'] as const;
/** What the quantity counts, by 剤形区分. */
const QUANTITY = { '1': 'compose.group.days', '2': 'compose.group.times', '4': 'compose.group.days' } as Readonly<
  Partial<Record<Group['form'], 'compose.group.days' | 'compose.group.times'>>
>;

/** 用法補足区分 5: the usage goes on. */
const CONTINUED = { kind: '5', code: '', site: '' } as const;

interface GroupFieldsProps {
  readonly group: Group;
  readonly index: number;
  readonly split: boolean;
  readonly removable: boolean;
  readonly onRemove: () => void;
}

/** One RP: drugs that are taken together, how, and for how long. */
export function GroupFields({ group, index, split, removable, onRemove }: GroupFieldsProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { set } = useForm();
  const path = `groups.${index}`;
  const { usage, drugs } = group;
  const wrongUsage = useWrong(`${path}.usage.name`);

  const search = async (typed: string): Promise<readonly (UsageHit & Found)[]> =>
    (await desk.prescriptions.usages({ typed })).map((one) => ({
      ...{ ...one, id: one.code },
      note: one.demonstration ? t('prescription.masters.demonstration') : one.code,
    }));
  // How often a day belonged to the usage that goes.
  const setUsage = (name: string, code: string) => set(`${path}.usage`, { ...usage, name, code, timesPerDay: '' });
  return (
    <fieldset className="compose-part compose-group">
      <legend>{t('prescription.group', { number: index + 1 })}</legend>
      {drugs.map((drug, at) => (
        <DrugFields
          // biome-ignore lint/suspicious/noArrayIndexKey: the order is what they are known by
          key={at}
          {...{ drug, index: at, group: path, form: group.form }}
          removable={drugs.length > 1}
          onRemove={() =>
            set(
              `${path}.drugs`,
              drugs.filter((_one, other) => other !== at),
            )
          }
        />
      ))}
      <div>
        <Button kind="quiet" icon="larger" onPress={() => set(`${path}.drugs`, [...drugs, newDrug()])}>
          {t('compose.drug.add')}
        </Button>
      </div>
      <SearchChoice
        label={t('compose.group.usage')}
        value={usage.name}
        chosen={usage.code || null}
        nothing={t('compose.group.own-words')}
        search={search}
        onType={(name) => setUsage(name, '')}
        onChoose={({ name, code }) => setUsage(name, code)}
        wrong={wrongUsage}
      />
      <div className="form-row">
        <Field path={`${path}.quantity`} label={QUANTITY[group.form] ?? 'compose.group.quantity'} digits />
        {split && <Field path={`${path}.perTurn`} label="compose.group.per-turn" digits />}
        <div data-seldom>
          <Choice path={`${path}.form`} label="compose.group.form" options={FORMS.map((form) => [form, t(`compose.group.forms.${form}`)])} />
        </div>
      </div>
      {group.supplements.map((_one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the order is what they are known by
        <div key={at} className="compose-line" data-seldom>
          <Field path={`${path}.supplements.${at}.text`} label="compose.group.supplement" />
          <Button
            kind="quiet"
            icon="close"
            aria-label={t('compose.group.supplement-remove')}
            onPress={() =>
              set(
                `${path}.supplements`,
                group.supplements.filter((_each, other) => other !== at),
              )
            }
          />
        </div>
      ))}
      <div className="form-actions" data-seldom>
        <Button kind="quiet" icon="larger" onPress={() => set(`${path}.supplements`, [...group.supplements, { ...CONTINUED, text: '' }])}>
          {t('compose.group.supplement-add')}
        </Button>
        {removable && (
          <Button kind="quiet" icon="close" onPress={onRemove}>
            {t('compose.group.remove')}
          </Button>
        )}
      </div>
    </fieldset>
  );
}
