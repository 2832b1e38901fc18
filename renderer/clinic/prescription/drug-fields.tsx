import { useState } from 'react';
import type { PrescriptionDraft } from '../../../main/api/schema/prescription-draft.ts';
import type { DrugHit } from '../../../main/api/schema/prescriptions.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { Button } from '../../design/button.tsx';
import { Checkbox } from '../../design/choice.tsx';
import { type Found, SearchChoice } from '../../design/search-choice.tsx';
import { knownKey, type Translate } from '../../words/translate.ts';
import { useWords } from '../../words/words.tsx';
import { DrugNotes } from './drug-notes.tsx';
import { Field, useForm, useWrong } from './form-context.tsx';
import { RECEIPT_CODE } from './new-draft.ts';

type Group = PrescriptionDraft['groups'][number];
type Drug = Group['drugs'][number];
type DrugFound = DrugHit & Found;

const GENERAL_NAME = '7';
/** 剤形区分 of an RP by the form of the drug in the master: injection, external. */
const FORM_OF: Readonly<Record<string, Group['form']>> = { '4': '5', '6': '3' };

/** What the amount is of, by 剤形区分. */
const AMOUNT = { '1': 'compose.drug.amount-day', '2': 'compose.drug.amount-time', '4': 'compose.drug.amount-day' } as Readonly<
  Partial<Record<Group['form'], 'compose.drug.amount-day' | 'compose.drug.amount-time'>>
>;

function noteOf({ code, unit, class: kind, generic, demonstration }: DrugHit, t: Translate): string {
  const parts = [
    t('compose.drug.unit-of', { unit }),
    generic ? t('compose.drug.generic') : '',
    kind === '0' ? '' : t(knownKey(`compose.drug.classes.${kind}`) ?? 'compose.drug.classes.other'),
    demonstration ? t('prescription.masters.demonstration') : code,
  ];
  return parts.filter(Boolean).join('　');
}

interface DrugFieldsProps {
  readonly drug: Drug;
  /** Place of the RP, and of the drug within it. */
  readonly group: string;
  readonly index: number;
  readonly form: Group['form'];
  readonly removable: boolean;
  readonly onRemove: () => void;
}

/** One drug: found as one types, how much of it, and what the pharmacy may change. */
export function DrugFields({ drug, group, index, form, removable, onRemove }: DrugFieldsProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { set } = useForm();
  const [hit, setHit] = useState<DrugHit | null>(null);
  const path = `${group}.drugs.${index}`;
  const wrong = [useWrong(`${path}.name`), useWrong(`${path}.code`)].find(Boolean) ?? null;

  const search = async (typed: string): Promise<readonly DrugFound[]> =>
    (await desk.prescriptions.drugs({ typed })).map((one) => ({ ...one, id: one.code, note: noteOf(one, t) }));
  const choose = (one: DrugHit) => {
    setHit(one);
    set(path, { ...drug, kind: 'drug', codeKind: RECEIPT_CODE, code: one.code, name: one.name, unit: one.unit });
    if (index === 0) set(`${group}.form`, FORM_OF[one.form] ?? (form === '2' ? '2' : '1'));
  };
  // Of another drug once this one has gone up a place.
  const known = hit && [hit.code, hit.generalCode].includes(drug.code) ? hit : null;
  const general = drug.codeKind === GENERAL_NAME;
  const asGeneral = (on: boolean) => {
    if (!known) return;
    const { code, name, generalCode, generalName } = known;
    set(path, { ...drug, ...(on ? { codeKind: GENERAL_NAME, code: generalCode, name: generalName } : { codeKind: RECEIPT_CODE, code, name }) });
  };
  return (
    <div className="compose-drug">
      <SearchChoice
        label={t('compose.drug.name', { number: index + 1 })}
        value={drug.name}
        chosen={drug.code || null}
        nothing={t('prescription.masters.nothing')}
        search={search}
        onType={(name) => set(path, { ...drug, name, code: '', codeKind: RECEIPT_CODE })}
        onChoose={choose}
        wrong={drug.code === '' && drug.name !== '' && wrong ? t('compose.drug.choose') : wrong}
      />
      <div className="compose-amount">
        <Field path={`${path}.amount`} label={AMOUNT[form] ?? 'compose.drug.amount-whole'} digits />
        <div data-seldom>
          <Field path={`${path}.unit`} label="compose.drug.unit" />
        </div>
      </div>
      <div className="compose-seldom" data-seldom>
        <DrugNotes notes={drug.notes} path={`${path}.notes`} />
        {known && known.generalCode !== '' && (
          <Checkbox label={t('compose.drug.general')} note={known.generalName} on={general} onChange={asGeneral} />
        )}
        <Checkbox label={t('compose.drug.potency')} on={drug.potency} onChange={(on) => set(`${path}.potency`, on)} />
        {removable && (
          <Button kind="quiet" icon="close" onPress={onRemove}>
            {t('compose.drug.remove')}
          </Button>
        )}
      </div>
    </div>
  );
}
