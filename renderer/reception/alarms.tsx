import type { Alarm } from '../../main/api/schema/attendance.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useTrying } from '../client/use-trying.ts';
import { Button } from '../design/button.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Icon } from '../design/icon.tsx';
import { StatusLine } from '../design/status.tsx';
import { timeOfDay } from '../words/dates.ts';
import { useWords } from '../words/words.tsx';
import './alarms.css';
import { Panel } from './panel.tsx';
import { PanelActions } from './panel-actions.tsx';

/** How many of those who were received turned out wrong, until staff have seen it. */
export function AlarmStrip({ count, onOpen }: { readonly count: number; readonly onOpen: () => void }) {
  const { t } = useWords();
  return (
    <button type="button" className="alarm-strip" onClick={onOpen}>
      <Icon name="error" size={28} />
      <span>{t('reception.alarm.strip', { count })}</span>
      <kbd>F6</kbd>
    </button>
  );
}

interface AlarmPanelProps {
  readonly alarms: readonly Alarm[];
  readonly staff: string;
  readonly onScan: (text: string) => void;
  readonly onBack: () => void;
}

/** What later turned out wrong, those not seen yet first; Enter marks the first of them as seen. */
export function AlarmPanel({ alarms, staff, onScan, onBack }: AlarmPanelProps) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const sorted = alarms.toSorted((a, b) => Number(a.seen) - Number(b.seen) || b.at.localeCompare(a.at));
  const next = sorted.find(({ seen }) => !seen);
  const see = (fact: string) => attempt(() => desk.attendance.seenAlarm({ fact, by: staff }));
  const label = (fact: string) => (fact === next?.fact ? `Enter\u2002${t('reception.alarm.seen')}` : t('reception.alarm.seen'));
  return (
    <Panel
      title={t('reception.alarm.title')}
      status={alarms.length > 0 ? 'error' : 'absent'}
      onEnter={() => (next ? !working && see(next.fact) : onBack())}
      onEscape={onBack}
      onScan={onScan}
    >
      <p>{t(alarms.length > 0 ? 'reception.alarm.what' : 'reception.alarm.none')}</p>
      {failure && <ErrorPanel failure={failure} />}
      <ul className="alarm-list">
        {sorted.map(({ fact, at, verdict, name, registration, seen }) => (
          <li key={fact}>
            <p className="alarm-name" lang="ja">
              {name}
            </p>
            <StatusLine status={seen ? 'absent' : 'error'}>{t(`reception.verdict.${verdict}`)}</StatusLine>
            <p className="quiet">
              {[
                registration ? t('reception.person.number', { registration }) : t('reception.person.no-number'),
                t('reception.alarm.received', { time: timeOfDay(at, language) }),
              ].join('\u3000')}
            </p>
            {seen ? (
              <p className="quiet">{t('reception.alarm.was-seen')}</p>
            ) : (
              <Button aria-label={`${label(fact)} ${name}`} isDisabled={working} onPress={() => see(fact)}>
                {label(fact)}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <PanelActions decline={t('reception.keys.back')} onDecline={onBack} />
    </Panel>
  );
}
