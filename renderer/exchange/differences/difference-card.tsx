import { useId, useState } from 'react';
import type { DisagreementItem, SettledAnswer, ExchangeState } from '../../../main/api/schema/exchange.ts';
import { personAddress } from '../../authority/frame/parts.ts';
import { Button } from '../../design/button.tsx';
import { StatusLine } from '../../design/status.tsx';
import { useLostFocus } from '../../design/use-lost-focus.ts';
import { dateAndTimeShort } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';
import { peerWords } from '../exchange-words.ts';
import type { Decision } from './decision.ts';
import { DifferenceSide } from './difference-side.tsx';
import { SettleForm } from './settle-form.tsx';

interface DifferenceCardProps {
  readonly item: DisagreementItem;
  readonly hub: ExchangeState['hub'];
  readonly onSettled: (decision: Decision, answer: SettledAnswer) => void;
}

/** One difference: of whom, both sides with whose word each is and when, and the two ways to settle it. */
export function DifferenceCard({ item, hub, onSettled }: DifferenceCardProps) {
  const { t, language } = useWords();
  const id = useId();
  const [decision, setDecision] = useState<Decision | null>(null);
  const heading = useLostFocus<HTMLHeadingElement>(decision);
  const { kind, holder, name, registration, changedAt, happenedAt, openedAt, issuer, ours, theirs } = item;
  const time = (at: string) => dateAndTimeShort(at, language);
  return (
    <section className="difference" aria-labelledby={id}>
      <div>
        <h3 id={id} ref={heading} tabIndex={-1}>
          <a href={personAddress(holder)} lang="ja">
            {name || t('exchange.differences.no-name')}
          </a>
        </h3>
        {registration && <span className="under">{t('exchange.differences.registration', { registration })}</span>}
      </div>
      <StatusLine status="warning">{t(`exchange.differences.kind.${kind}`)}</StatusLine>
      <div className="difference-sides">
        <DifferenceSide
          title={t('exchange.differences.ours')}
          values={ours}
          whose={t('exchange.differences.here')}
          when={changedAt === null ? [] : [t('exchange.differences.changed', { time: time(changedAt) })]}
        />
        <DifferenceSide
          title={t('exchange.differences.theirs')}
          values={theirs}
          whose={peerWords(issuer, { hub }, t)}
          address={issuer}
          when={[
            ...(happenedAt === null ? [] : [t('exchange.differences.told', { time: time(happenedAt) })]),
            t('exchange.differences.came', { time: time(openedAt) }),
          ]}
        />
      </div>
      {decision === null ? (
        <div className="form-actions">
          <Button onPress={() => setDecision('ours')}>{t('exchange.differences.keep')}</Button>
          <Button onPress={() => setDecision('theirs')}>{t('exchange.differences.take')}</Button>
        </div>
      ) : (
        <SettleForm
          key={decision}
          item={item}
          decision={decision}
          onSettled={(answer) => onSettled(decision, answer)}
          onCancel={() => setDecision(null)}
        />
      )}
    </section>
  );
}
