import type { FeeView } from '../../../main/api/schema/credentials.ts';
import { Button } from '../../design/button.tsx';
import { type Status, StatusLine } from '../../design/status.tsx';
import { useWords } from '../../words/words.tsx';
import { feeWords } from '../words/yen.ts';

const LOOK: Readonly<Record<FeeView['state'], Status>> = { none: 'success', due: 'warning', paid: 'success', waived: 'info', unknown: 'unsure' };

interface FeeLineProps {
  readonly fee: FeeView;
  readonly onEnter?: (() => void) | null;
  /** Told before there is an application: nothing is owed yet. */
  readonly quoted?: boolean;
}

/** The fee with where it is from. One that no source states can be entered, with its source. */
export function FeeLine({ fee, onEnter, quoted = false }: FeeLineProps) {
  const { t } = useWords();
  const { state, source, boundary, entered } = fee;
  return (
    <div className="fee-line">
      <span className="fee-term">{t('credentials.screen.fee.title')}</span>
      <strong>{feeWords(fee, t)}</strong>
      {!(quoted && state === 'due') && (
        <StatusLine status={LOOK[state]} size={18}>
          {t(`credentials.screen.fee.state.${state}`)}
        </StatusLine>
      )}
      {onEnter && state === 'unknown' && (
        <Button kind="secondary" onPress={onEnter}>
          {t('credentials.screen.fee.enter')}
        </Button>
      )}
      {source && (
        <span className="source">
          {t(entered ? 'credentials.screen.fee.entered-source' : 'credentials.screen.fee.source', { source })}
          {boundary && ` ${t(`credentials.screen.fee.boundary.${boundary}`)}`}
        </span>
      )}
    </div>
  );
}
