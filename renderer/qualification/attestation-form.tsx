import type { Attestation } from '../../main/api/schema/qualification.ts';
import { Checkbox } from '../design/choice.tsx';
import { Select } from '../design/select.tsx';
import { TextField } from '../design/text-field.tsx';
import { Section } from '../frame/page.tsx';
import { useWords } from '../words/words.tsx';

const COMPARED = ['not-compared', 'agrees', 'differs'] as const;

interface AttestationFormProps {
  readonly attestation: Attestation;
  readonly onChange: (attestation: Attestation) => void;
}

/** Who checked, what the paper licence says beside the card, and whether the candidate agrees that the record is kept. */
export function AttestationForm({ attestation, onChange }: AttestationFormProps) {
  const { t } = useWords();
  const { by, licence, consent } = attestation;
  const change = (part: Partial<Attestation>) => onChange({ ...attestation, ...part });
  const of = (part: Partial<NonNullable<Attestation['licence']>>) => licence && change({ licence: { ...licence, ...part } });
  return (
    <Section title={t('qualification.state.title')}>
      <TextField label={t('qualification.state.by')} value={by} onChange={(value) => change({ by: value })} />
      <Checkbox
        label={t('qualification.state.licence')}
        note={t('qualification.state.licence-note')}
        on={licence !== null}
        onChange={(on) => change({ licence: on ? { name: '', registration: '', compared: 'not-compared' } : null })}
      />
      {licence && (
        <div className="attestation-licence">
          <TextField label={t('qualification.state.licence-name')} value={licence.name} onChange={(name) => of({ name })} />
          <TextField
            label={t('qualification.state.licence-number')}
            value={licence.registration}
            onChange={(registration) => of({ registration })}
            inputMode="numeric"
          />
          <Select
            label={t('qualification.state.compared')}
            options={COMPARED.map((id) => ({ id, label: t(`qualification.state.compared-values.${id}`) }))}
            value={licence.compared}
            onChange={(compared) => of({ compared })}
          />
        </div>
      )}
      <Checkbox
        label={t('qualification.state.consent')}
        note={t('qualification.state.consent-note')}
        on={consent}
        onChange={(on) => change({ consent: on })}
      />
    </Section>
  );
}
