import type { PrescriptionView } from '../../../main/api/schema/document.ts';
import { knownKey, type Translate } from '../../words/translate.ts';
import { useWords } from '../../words/words.tsx';

type Group = PrescriptionView['groups'][number];

/** How the quantity of a dosage form (剤形区分) is counted: days, doses, or neither. */
const QUANTITY_UNIT: Readonly<Record<string, 'days' | 'times'>> = { '1': 'days', '2': 'times', '4': 'days' };

function quantity({ form, quantity: amount }: Group, t: Translate): string {
  if (!amount) return '';
  return t(knownKey(`prescription.quantities.${QUANTITY_UNIT[form]}`) ?? 'prescription.quantities.plain', { quantity: amount });
}

/** One numbered prescription (Rp): its drugs with amounts, its usage and quantity. */
export function GroupRow({ group }: { readonly group: Group }) {
  const { t } = useWords();
  return (
    <li className="rx-group" lang="ja">
      <p className="rx-group-number">{t('prescription.group', { number: group.number })}</p>
      <div>
        {group.formName && <p className="rx-form">【{group.formName}】</p>}
        <ul>
          {group.drugs.map((drug) => (
            <li key={drug.code + drug.name} className="rx-drug">
              <span>{drug.name}</span>
              <span className="rx-amount">{t('prescription.amount', { amount: drug.amount, unit: drug.unit })}</span>
              {drug.notes.map((note) => (
                <span key={note} className="rx-note">
                  （{note}）
                </span>
              ))}
            </li>
          ))}
        </ul>
        <p className="rx-drug rx-usage">
          <span>{group.usage}</span>
          <span className="rx-amount">{quantity(group, t)}</span>
          {group.usageNotes.map((note) => (
            <span key={note} className="rx-note">
              （{note}）
            </span>
          ))}
        </p>
      </div>
    </li>
  );
}
