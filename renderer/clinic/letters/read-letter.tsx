import type { LetterForm, LetterParty } from '../../../main/api/schema/letters.ts';
import { DefinitionList } from '../../design/definition-list.tsx';
import { useWords } from '../../words/words.tsx';

const TEXTS = ['diagnosis', 'purpose', 'history', 'course', 'treatment', 'prescription', 'remarks'] as const;
const partyWords = ({ institution, department, doctor }: LetterParty): string =>
  [institution, department, doctor].filter((part) => part !== '').join('　');

/** What a letter says, in the order of the form; empty fields are left out. */
export function ReadLetter({ form }: { readonly form: LetterForm }) {
  const { t } = useWords();
  const { patient } = form;
  const rows = [
    { term: t('letters.party.addressee'), value: partyWords(form.addressee) },
    { term: t('letters.date'), value: form.date },
    { term: t('letters.party.sender'), value: partyWords(form.sender) },
    { term: t('letters.patient.name'), value: [patient.name, patient.kana].filter((part) => part !== '').join('　') },
    { term: t('letters.patient.sex'), value: patient.sex === '' ? '' : t(`letters.sexes.${patient.sex}`) },
    { term: t('letters.patient.birthDate'), value: patient.birthDate },
    { term: t('letters.patient.address'), value: patient.address },
    { term: t('letters.patient.telephone'), value: patient.telephone },
    ...TEXTS.map((field) => ({ term: t(`letters.texts.${field}`), value: form[field] })),
  ].filter(({ value }) => value !== '');
  return (
    <div className="letter-read" lang="ja">
      <DefinitionList items={rows} />
    </div>
  );
}
