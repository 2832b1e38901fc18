import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';
import type { DispensingDraft } from './dispensing-draft.ts';

interface PharmacyFieldsProps {
  readonly draft: DispensingDraft;
  readonly onChange: (draft: DispensingDraft) => void;
}

/** Who dispensed, where and when; the pharmacy is remembered. */
export function PharmacyFields({ draft, onChange }: PharmacyFieldsProps) {
  const { t } = useWords();
  const { pharmacy } = draft;
  const of = (part: Partial<DispensingDraft['pharmacy']>) => onChange({ ...draft, pharmacy: { ...pharmacy, ...part } });
  const change = (part: Partial<DispensingDraft>) => onChange({ ...draft, ...part });
  return (
    <div className="stack">
      <div className="form-row form-row-wide-first">
        <TextField label={t('dispensing.pharmacy.name')} value={pharmacy.name} onChange={(name) => of({ name })} />
        <TextField inputMode="numeric" label={t('dispensing.pharmacy.code')} value={pharmacy.code} onChange={(code) => of({ code })} />
      </div>
      <div className="form-row form-row-wide-first">
        <TextField label={t('dispensing.pharmacy.address')} value={pharmacy.address} onChange={(value) => of({ address: value })} />
        <TextField label={t('dispensing.pharmacy.postal')} value={pharmacy.postalCode} onChange={(postalCode) => of({ postalCode })} />
      </div>
      <div className="form-row">
        <TextField
          inputMode="numeric"
          label={t('dispensing.pharmacy.prefecture')}
          value={pharmacy.prefecture}
          onChange={(prefecture) => of({ prefecture })}
        />
        <TextField label={t('dispensing.pharmacy.telephone')} value={pharmacy.telephone} onChange={(telephone) => of({ telephone })} />
      </div>
      <div className="form-row">
        <TextField label={t('dispensing.pharmacy.pharmacist')} value={draft.pharmacist} onChange={(pharmacist) => change({ pharmacist })} />
        <TextField type="date" label={t('dispensing.pharmacy.day')} value={draft.dispensedOn} onChange={(dispensedOn) => change({ dispensedOn })} />
      </div>
      <TextField
        code
        label={t('dispensing.pharmacy.prescription')}
        value={draft.prescriptionId}
        onChange={(prescriptionId) => change({ prescriptionId })}
      />
    </div>
  );
}
