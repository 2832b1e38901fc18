import { Button } from '../design/button.tsx';

interface PanelActionsProps {
  /** Left out where nothing is to be decided. */
  readonly accept?: string;
  readonly decline: string;
  readonly onAccept?: () => void;
  readonly onDecline: () => void;
  readonly disabled?: boolean;
  readonly danger?: boolean;
}

/** The two keys that resolve a question, as buttons that name them. */
export function PanelActions({ accept, decline, onAccept, onDecline, disabled = false, danger = false }: PanelActionsProps) {
  return (
    <div className="panel-actions">
      {accept !== undefined && onAccept && (
        <Button kind={danger ? 'danger' : 'primary'} onPress={onAccept} isDisabled={disabled}>
          {`Enter\u2002${accept}`}
        </Button>
      )}
      <Button onPress={onDecline}>{`Esc\u2002${decline}`}</Button>
    </div>
  );
}
