import { useState } from 'react';
import type { DisagreementItem, ExchangeState, SettledAnswer } from '../../../main/api/schema/exchange.ts';
import { personAddress } from '../../authority/frame/parts.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { StatusLine } from '../../design/status.tsx';
import { Section } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { DifferenceCard } from './difference-card.tsx';
import type { Decision } from './decision.ts';
import { doneKey } from './done-key.ts';
import { SettledTable } from './settled-table.tsx';

interface WorkListProps {
  readonly state: ExchangeState;
  readonly onState: (state: ExchangeState) => void;
}

/** Items that come at once. */
const MOST = 200;

/** Differences that wait, each settled in its place, and those that were settled. */
export function WorkList({ state: { hub, disagreements: count }, onState }: WorkListProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const open = useAnswer(() => desk.exchange.disagreements({ which: 'open' }), [desk, count]);
  const settled = useAnswer(() => desk.exchange.disagreements({ which: 'settled' }), [desk, count]);
  const [done, setDone] = useState<{ readonly words: string; readonly id: string; readonly holder: number } | null>(null);
  // What was settled goes at once, with the button that was pressed.
  const waiting = open.value?.filter(({ id }) => id !== done?.id);
  const onSettled = ({ id, kind, holder }: DisagreementItem, decision: Decision, { state, ...entered }: SettledAnswer) => {
    onState(state);
    setDone({ words: t(doneKey(kind, decision, entered)), id, holder });
    open.ask();
    settled.ask();
  };
  return (
    <>
      {done && (
        <div className="stack">
          <Done key={done.id}>{done.words}</Done>
          <p>
            <a href={personAddress(done.holder)}>{t('exchange.differences.person')}</a>
          </p>
        </div>
      )}
      <Section title={t('exchange.differences.open')} note={t('exchange.differences.note')}>
        {open.failure && <ErrorPanel failure={open.failure} onRetry={open.ask} />}
        {count === 0 && waiting?.length === 0 && <StatusLine status="success">{t('exchange.differences.none')}</StatusLine>}
        {waiting && waiting.length > 0 && (
          <ul className="difference-list">
            {waiting.map((item) => (
              <li key={item.id}>
                <DifferenceCard item={item} hub={hub} onSettled={(decision, answer) => onSettled(item, decision, answer)} />
              </li>
            ))}
          </ul>
        )}
        {waiting && waiting.length < Math.min(count, MOST) && <p>{t('exchange.differences.others', { count: count - waiting.length })}</p>}
      </Section>
      <Section title={t('exchange.differences.history')}>
        {settled.failure && <ErrorPanel failure={settled.failure} onRetry={settled.ask} />}
        {settled.value?.length === 0 && <p>{t('exchange.differences.history-none')}</p>}
        {settled.value && settled.value.length > 0 && <SettledTable items={settled.value} />}
      </Section>
    </>
  );
}
