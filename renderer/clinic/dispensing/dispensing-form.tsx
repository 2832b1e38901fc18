import type { DispensingView } from '../../../main/api/schema/dispensing.ts';
import { Banner } from '../../design/banner.tsx';
import { type Definition, DefinitionList } from '../../design/definition-list.tsx';
import { Disclosure } from '../../design/disclosure.tsx';
import { PrescriptionForm } from '../../sign/prescription/prescription-form.tsx';
import { PrescriptionWarnings } from '../../sign/prescription/prescription-warnings.tsx';
import { dateInBothCalendars, dateOfEightDigits } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';
import './dispensing.css';

/** What was dispensed, as a page to read: everything that the pharmacist signs, the prescription included. */
export function DispensingForm({ view }: { readonly view: DispensingView }) {
  const { t, language } = useWords();
  const { patient, pharmacy, groups, remarks, cautions, further, unknownRecords } = view;
  const iso = dateOfEightDigits(view.dispensedOn);
  const facts: readonly Definition[] = [
    { term: t('dispensing.form.patient'), value: patient.name },
    { term: t('dispensing.form.kana'), value: patient.kana },
    { term: t('dispensing.form.day'), value: iso ? dateInBothCalendars(iso, language, t) : view.dispensedOn },
    { term: t('dispensing.form.pharmacy'), value: [pharmacy.name, pharmacy.code, pharmacy.address, pharmacy.telephone].filter(Boolean).join('　') },
    { term: t('dispensing.form.pharmacist'), value: view.pharmacist },
    ...(view.ruling === 'verified' ? [{ term: t('dispensing.form.reference'), value: t('dispensing.form.rulings.verified') }] : []),
    { term: t('dispensing.form.institution'), value: view.institution },
    { term: t('dispensing.form.doctor'), value: view.doctors.join('、') },
    ...(view.prescriptionId ? [{ term: t('dispensing.form.prescription-id'), value: view.prescriptionId, code: true }] : []),
  ];
  return (
    <article className="paper dispensing-paper">
      <h2>{t('dispensing.form.title')}</h2>
      {view.ruling !== 'verified' && (
        <Banner status={view.ruling === 'refused' ? 'error' : 'warning'} heading={t(`dispensing.form.rulings.${view.ruling}`)} />
      )}
      {view.warnings.length > 0 && <PrescriptionWarnings warnings={view.warnings} />}
      <DefinitionList items={facts} />
      <section>
        <h3>{t('dispensing.form.drugs')}</h3>
        {groups.length === 0 && <p>{t('dispensing.form.none')}</p>}
        <ol className="dispensing-groups">
          {groups.map((group) => (
            <GroupLines key={group.number} group={group} />
          ))}
        </ol>
      </section>
      <section>
        <h3>{t('dispensing.form.remarks')}</h3>
        {remarks.length === 0 && further.length === 0 && <p>{t('dispensing.form.no-remarks')}</p>}
        {remarks.map((remark) => (
          <p key={remark}>{remark}</p>
        ))}
        {further.map(({ name, values }) => (
          <p key={name + values.map(({ value }) => value).join()}>
            <strong>{name}</strong>　{values.map((entry) => `${entry.name} ${entry.value}`).join('、')}
          </p>
        ))}
      </section>
      {cautions.length > 0 && (
        <section>
          <h3>{t('dispensing.form.cautions')}</h3>
          {cautions.map((caution) => (
            <p key={caution}>{caution}</p>
          ))}
        </section>
      )}
      {unknownRecords.length > 0 && (
        <section className="rx-unknown">
          <h3>{t('dispensing.form.unknown')}</h3>
          <p>{t('dispensing.form.unknown-text')}</p>
          <ul>
            {unknownRecords.map((record) => (
              <li key={record}>
                <code>{record}</code>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className="quiet">{t('dispensing.form.footer')}</p>
      <Disclosure title={t('dispensing.form.reference')} open>
        <PrescriptionForm prescription={view.prescription} />
      </Disclosure>
    </article>
  );
}

function GroupLines({ group }: { readonly group: DispensingView['groups'][number] }) {
  const { t } = useWords();
  return (
    <li>
      <p>
        <strong>{t('dispensing.drug.group', { number: group.number, usage: group.usage })}</strong>
        {'　'}
        {group.quantity && t('dispensing.form.quantity', { quantity: group.quantity, unit: group.quantityUnit })}
      </p>
      <ul>
        {group.drugs.map((drug, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same drug may stand twice, and nothing moves
          <li key={place}>
            {drug.name}　{t('dispensing.form.quantity', { quantity: drug.amount, unit: drug.unit })}
            {drug.notes.map((note) => (
              <span key={note} className="under">
                {note}
              </span>
            ))}
          </li>
        ))}
      </ul>
      {group.notes.map((note) => (
        <p key={note} className="under">
          {note}
        </p>
      ))}
    </li>
  );
}
