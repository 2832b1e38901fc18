import type { ChecklistItem } from '../../../main/api/schema/credentials.ts';
import { Button } from '../../design/button.tsx';
import { type Status, StatusLine } from '../../design/status.tsx';
import { dayOf } from '../../words/japan-time.ts';
import { useWords } from '../../words/words.tsx';
import { identityWords, wordOf } from '../words/credential-words.ts';
import { dayShort, monthsAfter } from '../words/days.ts';

interface ChecklistLineProps {
  readonly item: ChecklistItem;
  /** Documents of which one proves who somebody is. */
  readonly identity: readonly string[];
  /** Nothing is changed any more. */
  readonly fixed: boolean;
  readonly working: boolean;
  readonly onAdd: () => void;
  readonly onScan: (evidence: string) => void;
  readonly onWithdraw: (evidence: string) => void;
}

const LOOK: Readonly<Record<ChecklistItem['state'], Status>> = { present: 'success', missing: 'absent', expired: 'warning' };

/** Its line says which documents count. */
const IDENTITY_ITEM = 'identity-copy';

/** One paper: whether it is there and fresh enough, its newest copy, and what can be done with it. */
export function ChecklistLine({ item, identity, fixed, working, onAdd, onScan, onWithdraw }: ChecklistLineProps) {
  const { t, language } = useWords();
  const { needed, months, state, evidence } = item;
  const words = wordOf('item', item.item, t);
  return (
    <li>
      <StatusLine status={state === 'missing' && needed ? 'error' : LOOK[state]} size={18}>
        {t(`credentials.screen.papers.state.${state}`)}
      </StatusLine>
      <p>
        <strong>{words}</strong> {!needed && <span className="quiet">{t('credentials.screen.papers.optional')}</span>}
      </p>
      <p className="quiet checklist-facts">
        {[
          months !== null && t('credentials.screen.papers.months', { months }),
          evidence?.dated && t('credentials.screen.papers.dated', { day: dayShort(evidence.dated, language) }),
          evidence?.dated &&
            months !== null &&
            t('credentials.screen.papers.until', { day: dayShort(monthsAfter(evidence.dated, months), language) }),
          evidence && t('credentials.screen.papers.by', { by: evidence.by, at: dayShort(dayOf(evidence.at), language) }),
          evidence?.note,
          item.item === IDENTITY_ITEM && identityWords(identity, t),
        ]
          .filter(Boolean)
          .join('\u3000')}
      </p>
      <div className="checklist-actions no-print">
        {evidence?.scan && (
          <Button kind="quiet" aria-label={t('credentials.screen.papers.scan-of', { item: words })} onPress={() => onScan(evidence.id)}>
            {t('credentials.screen.papers.scan')}
          </Button>
        )}
        {!fixed && state !== 'present' && (
          <Button kind="quiet" aria-label={t('credentials.screen.papers.received-of', { item: words })} onPress={onAdd}>
            {t('credentials.screen.papers.received')}
          </Button>
        )}
        {!fixed && evidence && (
          <Button
            kind="quiet"
            isDisabled={working}
            aria-label={t('credentials.screen.papers.withdraw-of', { item: words })}
            onPress={() => onWithdraw(evidence.id)}
          >
            {t('credentials.screen.papers.withdraw')}
          </Button>
        )}
      </div>
    </li>
  );
}
