import { Banner } from '../../design/banner.tsx';
import { Checkbox } from '../../design/choice.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';

export interface Confirmation {
  readonly agreed: boolean;
  readonly reason: string;
}

interface ConfirmProps {
  /** It was altered, or its signer was revoked or may not sign it: nothing to confirm. */
  readonly final: boolean;
  readonly value: Confirmation;
  readonly onChange: (value: Confirmation) => void;
}

/** What must be said before a prescription is used whose signature does not verify. */
export function ConfirmUnverified({ final, value, onChange }: ConfirmProps) {
  const { t } = useWords();
  if (final)
    return (
      <Banner status="error" live="alert" heading={t('dispensing.confirm.failed-title')}>
        <p>{t('dispensing.confirm.failed')}</p>
      </Banner>
    );
  return (
    <Banner status="warning" heading={t('dispensing.confirm.title')}>
      <div className="stack">
        <p>{t('dispensing.confirm.text')}</p>
        <TextField label={t('dispensing.confirm.reason')} value={value.reason} onChange={(reason) => onChange({ ...value, reason })} />
        <Checkbox label={t('dispensing.confirm.agree')} on={value.agreed} onChange={(agreed) => onChange({ ...value, agreed })} />
      </div>
    </Banner>
  );
}
