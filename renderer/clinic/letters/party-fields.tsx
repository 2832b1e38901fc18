import type { LetterParty } from '../../../main/api/schema/letters.ts';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';
import { asLine, isRight } from './field-rules.ts';

interface PartyFieldsProps {
  readonly party: LetterParty;
  readonly onChange: (party: LetterParty) => void;
  /** Whose number the FHIR document needs. */
  readonly numbered?: boolean;
}

/** Who writes or receives: an institution, and whom there. */
export function PartyFields({ party, onChange, numbered = false }: PartyFieldsProps) {
  const { t } = useWords();
  const set = (name: keyof LetterParty) => (value: string) => onChange({ ...party, [name]: asLine(value) });
  const wrong = (name: 'institutionNumber' | 'postalCode', words: 'number-wrong' | 'postal-wrong') =>
    isRight(name, party[name]) ? null : t(`letters.party.${words}`);
  return (
    <>
      <TextField label={t('letters.party.institution')} value={party.institution} onChange={set('institution')} />
      <div className="form-row">
        <TextField label={t('letters.party.department')} value={party.department} onChange={set('department')} />
        <TextField label={t('letters.party.doctor')} value={party.doctor} onChange={set('doctor')} />
      </div>
      <div className="form-row">
        <TextField
          label={t('letters.party.postalCode')}
          value={party.postalCode}
          onChange={set('postalCode')}
          inputMode="numeric"
          wrong={wrong('postalCode', 'postal-wrong')}
        />
        <TextField label={t('letters.party.telephone')} value={party.telephone} onChange={set('telephone')} inputMode="numeric" />
      </div>
      <TextField label={t('letters.party.address')} value={party.address} onChange={set('address')} />
      <TextField
        label={t('letters.party.institutionNumber')}
        {...(numbered ? { note: t('letters.party.institutionNumber-note') } : {})}
        value={party.institutionNumber}
        onChange={set('institutionNumber')}
        inputMode="numeric"
        wrong={wrong('institutionNumber', 'number-wrong')}
      />
    </>
  );
}
