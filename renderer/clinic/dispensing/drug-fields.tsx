import type { ReceivedPrescription } from '../../../main/api/schema/dispensing.ts';
import { Select } from '../../design/select.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';
import { type DrugDraft, type How, isGeneral, prescribedDrug } from './dispensing-draft.ts';

const HOWS = ['as-prescribed', 'substituted', 'not-dispensed'] as const;
const CODE_KINDS = ['1', '2', '3', '4', '6'] as const;

interface DrugFieldsProps {
  readonly draft: DrugDraft;
  readonly received: ReceivedPrescription;
  readonly onChange: (draft: DrugDraft) => void;
}

/** One drug: what was prescribed, and what the pharmacist did about it. */
export function DrugFields({ draft, received, onChange }: DrugFieldsProps) {
  const { t } = useWords();
  const drug = prescribedDrug(received.prescription, draft);
  const { how } = draft;
  const change = (part: Partial<DrugDraft>) => onChange({ ...draft, ...part });
  const general = isGeneral(drug);
  const named = how === 'substituted' || (how === 'as-prescribed' && general);
  const dispensed = how === 'as-prescribed' || how === 'substituted';
  return (
    <fieldset className="dispensing-drug">
      <legend>
        {drug.name}
        <span className="under">{[t('dispensing.drug.prescribed', { amount: drug.amount, unit: drug.unit }), ...drug.notes].join('　')}</span>
      </legend>
      <Select
        label={t('dispensing.drug.how')}
        options={[
          ...(how === '' ? [{ id: '' as How | '', label: t('dispensing.drug.choose') }] : []),
          ...HOWS.map((id) => ({ id: id as How | '', label: t(`dispensing.drug.hows.${id}`) })),
        ]}
        value={how}
        onChange={(chosen) => change({ how: chosen })}
      />
      {named && (
        <>
          <TextField
            label={t('dispensing.drug.product')}
            {...(how === 'as-prescribed' ? { note: t('dispensing.drug.product-general') } : {})}
            value={draft.product}
            onChange={(product) => change({ product })}
          />
          <div className="form-row">
            <Select
              label={t('dispensing.drug.code-kind')}
              options={CODE_KINDS.map((id) => ({ id, label: t(`dispensing.drug.code-kinds.${id}`) }))}
              value={draft.codeKind}
              onChange={(codeKind) => change({ codeKind })}
            />
            <TextField
              code
              label={t('dispensing.drug.code')}
              value={draft.code}
              onChange={(code) => change({ code })}
              disabled={draft.codeKind === '1'}
            />
          </div>
        </>
      )}
      {dispensed && (
        <div className="form-row">
          <TextField inputMode="decimal" label={t('dispensing.drug.amount')} value={draft.amount} onChange={(amount) => change({ amount })} />
          <TextField label={t('dispensing.drug.unit')} value={draft.unit} onChange={(unit) => change({ unit })} />
        </div>
      )}
      {(how === 'substituted' || how === 'not-dispensed') && (
        <TextField label={t('dispensing.drug.reason')} value={draft.reason} onChange={(reason) => change({ reason })} />
      )}
      {dispensed && <TextField label={t('dispensing.drug.note')} value={draft.note} onChange={(note) => change({ note })} />}
    </fieldset>
  );
}
