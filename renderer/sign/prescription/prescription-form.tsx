import type { ReactNode } from 'react';
import type { PrescriptionView } from '../../../main/api/schema/document.ts';
import { dateInBothCalendars, dateOfEightDigits } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';
import { GroupRow } from './group-row.tsx';
import './prescription-form.css';

const SEX = { '1': 'male', '2': 'female', '': 'none' } as const;

function Cell({ label, children, area }: { readonly label: string; readonly children: ReactNode; readonly area: string }) {
  return (
    <div className={`rx-cell rx-${area}`}>
      <dt>{label}</dt>
      <dd>{children || '　'}</dd>
    </div>
  );
}

/** The prescription laid out as the paper form (療担規則 様式第二号): insurance, patient, institution, dates, drugs, remarks. */
export function PrescriptionForm({ prescription }: { readonly prescription: PrescriptionView }) {
  const { t, language } = useWords();
  const { institution, doctor, patient, insurance, groups, remarks, further = [], unknownRecords } = prescription;
  const day = (eight: string) => {
    const iso = dateOfEightDigits(eight);
    return iso ? dateInBothCalendars(iso, language, t) : eight;
  };
  const relation = { '1': t('prescription.relations.self'), '2': t('prescription.relations.family') }[insurance.relation] ?? insurance.relation;
  return (
    <article className="paper rx">
      <header className="rx-header">
        <h2>{t('prescription.title')}</h2>
        {prescription.accessCode && (
          <p>
            {t('prescription.number')}　<strong>{prescription.accessCode}</strong>
          </p>
        )}
      </header>
      <dl className="rx-grid">
        <Cell area="insurer" label={t('prescription.insurer')}>
          <span className="rx-digits">{insurance.insurerNumber}</span>
        </Cell>
        <Cell area="insured" label={t('prescription.insured')}>
          {[insurance.symbol, insurance.number].filter(Boolean).join('・')}
          {insurance.branch && t('prescription.branch', { branch: insurance.branch })}
        </Cell>
        <Cell area="name" label={t('prescription.name')}>
          <ruby className="rx-person" lang="ja">
            {patient.nameKanji || patient.nameKana}
            {patient.nameKanji && <rt>{patient.nameKana}</rt>}
          </ruby>
        </Cell>
        <Cell area="birth" label={t('prescription.birth')}>
          {day(patient.birthDate)}
        </Cell>
        <Cell area="sex" label={t('prescription.sex')}>
          {t(`prescription.sexes.${SEX[patient.sex]}`)}
        </Cell>
        <Cell area="relation" label={t('prescription.relation')}>
          {relation}
        </Cell>
        <Cell area="institution" label={t('prescription.institution')}>
          {institution.postalCode && `〒${institution.postalCode}　`}
          {institution.address}
          <br />
          <strong>{institution.name}</strong>
          {institution.department && `　${institution.department}`}
        </Cell>
        <Cell area="telephone" label={t('prescription.telephone')}>
          {institution.telephone}
        </Cell>
        <Cell area="doctor" label={t('prescription.doctor')}>
          <ruby className="rx-person" lang="ja">
            {doctor.nameKanji}
            <rt>{doctor.nameKana}</rt>
          </ruby>
        </Cell>
        <Cell area="code" label={t('prescription.institution-code')}>
          <span className="rx-digits">{institution.code}</span>
        </Cell>
        <Cell area="issued" label={t('prescription.issued')}>
          {day(prescription.issuedOn)}
        </Cell>
        <Cell area="until" label={t('prescription.valid-until')}>
          {prescription.validUntil ? day(prescription.validUntil) : t('prescription.valid-default')}
        </Cell>
      </dl>
      <section className="rx-part rx-drugs">
        <h3>{t('prescription.prescription')}</h3>
        <ol>
          {groups.map((group) => (
            <GroupRow key={group.number} group={group} />
          ))}
        </ol>
        <p className="rx-end">{t('prescription.end')}</p>
      </section>
      <section className="rx-part">
        <h3>{t('prescription.remarks')}</h3>
        <div className="rx-remarks">
          {remarks.length === 0 && further.length === 0 && <p>{t('prescription.no-remarks')}</p>}
          {remarks.map((remark) => (
            <p key={remark}>{remark}</p>
          ))}
          {further.map(({ name, values }) => (
            <p key={name + values.map(({ value }) => value).join()}>
              <strong>{name}</strong>　{values.map((entry) => `${entry.name} ${entry.value}`).join('、')}
            </p>
          ))}
        </div>
      </section>
      {unknownRecords.length > 0 && (
        <section className="rx-unknown">
          <h3>{t('prescription.unknown')}</h3>
          <p>{t('prescription.unknown-text')}</p>
          <ul>
            {unknownRecords.map((record) => (
              <li key={record}>
                <code>{record}</code>
              </li>
            ))}
          </ul>
        </section>
      )}
      <footer className="rx-footer">{t('prescription.electronic')}</footer>
    </article>
  );
}
