import { useWords } from '../words/words.tsx';
import { Button } from './button.tsx';

interface ConfirmActionsProps {
  readonly label: string;
  readonly kind?: 'primary' | 'danger';
  readonly isDisabled: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** The end of a form: do it, or leave it. */
export function ConfirmActions({ label, kind = 'primary', isDisabled, onConfirm, onCancel }: ConfirmActionsProps) {
  const { t } = useWords();
  return (
    <div className="form-actions">
      <Button kind={kind} isDisabled={isDisabled} onPress={onConfirm}>
        {label}
      </Button>
      <Button kind="quiet" onPress={onCancel}>
        {t('settings.cancel')}
      </Button>
    </div>
  );
}
