import { useState } from 'react';
import type { ExchangeState } from '../../../main/api/schema/exchange.ts';
import { Disclosure } from '../../design/disclosure.tsx';
import { Done } from '../../design/done.tsx';
import { Section } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { useNow } from '../use-now.ts';
import { EnrolForm } from './enrol-form.tsx';
import { EnrolmentFacts } from './enrolment-facts.tsx';
import { Figures } from './figures.tsx';
import { HeldEvents } from './held-events.tsx';
import { RefusedEvents } from './refused-events.tsx';
import { StandingBanner } from './standing-banner.tsx';
import { StatusListPart } from './status-list-part.tsx';
import { WaitingEvents } from './waiting-events.tsx';
import { WaysTable } from './ways-table.tsx';

interface StatePartProps {
  readonly state: ExchangeState;
  readonly onState: (state: ExchangeState) => void;
}

/** Where everything stands at one glance: the answer first, then what waits for a person, then what the program does by itself. */
export function StatePart({ state, onState }: StatePartProps) {
  const { t } = useWords();
  const now = useNow();
  const [done, setDone] = useState<string | null>(null);
  const finished = (next: ExchangeState, words: string) => {
    onState(next);
    setDone(words);
  };
  const enrolled = (next: ExchangeState) => finished(next, t('exchange.enrol.done'));
  const { hub, waiting, refused, held, unknown } = state;
  return (
    <>
      {done && <Done key={done}>{done}</Done>}
      <StandingBanner state={state} now={now} onState={onState} />
      <Figures state={state} />
      {refused.length > 0 && (
        <Section title={t('exchange.refused.title')} note={t('exchange.refused.note')}>
          <RefusedEvents state={state} now={now} onDone={finished} />
        </Section>
      )}
      {waiting.length > 0 && (
        <Section title={t('exchange.out.title')}>
          <WaitingEvents state={state} now={now} />
        </Section>
      )}
      {!hub && (
        <Section title={t('exchange.enrol.title')} note={t('exchange.enrol.note')}>
          <EnrolForm state={state} onDone={enrolled} />
        </Section>
      )}
      {(held.length > 0 || unknown > 0) && (
        <Section title={t('exchange.held.title')}>
          <HeldEvents state={state} />
        </Section>
      )}
      {state.peers.length > 0 && (
        <Section title={t('exchange.ways.title')}>
          <WaysTable state={state} now={now} />
        </Section>
      )}
      {hub?.kind === 'authority' && (
        <Section title={t('exchange.status-list.title')} note={t('exchange.status-list.note')}>
          <StatusListPart />
        </Section>
      )}
      <Section title={t('exchange.facts.title')}>
        <EnrolmentFacts state={state} now={now} />
      </Section>
      {hub && (
        <Disclosure level={2} title={t('exchange.enrol.again-title')}>
          <div className="stack">
            <p>{t('exchange.enrol.again-note')}</p>
            <EnrolForm state={state} onDone={enrolled} />
          </div>
        </Disclosure>
      )}
    </>
  );
}
