import { useDesk } from '../client/desk-context.tsx';
import { useTrying } from '../client/use-trying.ts';
import { Banner } from '../design/banner.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { useWords } from '../words/words.tsx';
import { Panel } from './panel.tsx';
import { PanelActions } from './panel-actions.tsx';

interface ClosePanelProps {
  /** Confirmations that nobody has answered. */
  readonly open: number;
  readonly onScan: (text: string) => void;
  readonly onBack: () => void;
}

export function ClosePanel({ open, onScan, onBack }: ClosePanelProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const close = () => !working && attempt(() => desk.attendance.close());
  return (
    <Panel title={t('reception.close.title')} onEnter={close} onEscape={onBack} onScan={onScan}>
      <p>{t('reception.close.what')}</p>
      {open > 0 && <Banner status="warning" heading={t('reception.close.open', { count: open })} />}
      <PanelActions
        danger
        accept={t('reception.close.accept')}
        decline={t('reception.keys.back')}
        onAccept={close}
        onDecline={onBack}
        disabled={working}
      />
      {failure && <ErrorPanel failure={failure} />}
    </Panel>
  );
}
