import { useState } from 'react';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { Select } from '../../design/select.tsx';
import { StatusLine } from '../../design/status.tsx';
import { dateAndTimeShort } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';

const NONE = '';
const bare = (name: string): string => name.normalize('NFKC').replace(/\s+/gu, '');

/** Brings a signed prescription of the register into the letter, as text. */
export function BringPrescription({ patient, onBring }: { readonly patient: string; readonly onBring: (text: string) => void }) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const [other, setOther] = useState<string | null>(null);
  const known = useAnswer(() => desk.letters.prescriptions(), [desk]);
  if (!known.value || known.value.length === 0) return known.value && <p className="quiet">{t('letters.bring.none')}</p>;
  const bring = (entry: string) => {
    const found = known.value?.find((candidate) => candidate.entry === entry);
    if (!found) return;
    setOther(bare(found.patient) === bare(patient) ? null : found.patient);
    onBring(found.text);
  };
  return (
    <>
      <Select
        label={t('letters.bring.label')}
        options={[
          { id: NONE, label: '—' },
          ...known.value.map(({ entry, signedAt, patient: name }) => ({ id: entry, label: `${dateAndTimeShort(signedAt, language)}　${name}` })),
        ]}
        value={NONE}
        onChange={bring}
      />
      {other !== null && <StatusLine status="warning">{t('letters.bring.other-patient', { patient: other })}</StatusLine>}
    </>
  );
}
