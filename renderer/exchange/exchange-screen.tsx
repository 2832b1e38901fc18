import { useEffect } from 'react';
import type { ExchangeState } from '../../main/api/schema/exchange.ts';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Tabs } from '../design/tabs.tsx';
import { Page } from '../frame/page.tsx';
import { go } from '../frame/routes.ts';
import { useWords } from '../words/words.tsx';
import { DifferencesPart } from './differences/differences-part.tsx';
import './exchange.css';
import { FilesPart } from './files/files-part.tsx';
import { StatePart } from './state/state-part.tsx';
import { useExchange } from './use-exchange.ts';

const PARTS = ['state', 'differences', 'files'] as const;

interface ExchangeScreenProps {
  readonly part: string | null;
  /** Each state that the screen learns of. */
  readonly onState: (state: ExchangeState) => void;
}

/** What this desk and others tell each other: how it stands, what people are to settle, and files where no network reaches. */
export function ExchangeScreen({ part, onState }: ExchangeScreenProps) {
  const { t } = useWords();
  const { state, failure, show } = useExchange();
  useEffect(() => {
    if (state) onState(state);
  }, [state, onState]);
  const open = PARTS.find((known) => known === part) ?? 'state';
  const count = state?.disagreements ?? 0;
  const content = (id: (typeof PARTS)[number]) => {
    if (!state) return null;
    if (id === 'state') return <StatePart state={state} onState={show} />;
    if (id === 'differences') return <DifferencesPart state={state} onState={show} />;
    return <FilesPart state={state} onState={show} />;
  };
  const title = (id: (typeof PARTS)[number]) =>
    id === 'differences' && count > 0 ? t('exchange.parts.differences-count', { count }) : t(`exchange.parts.${id}`);
  return (
    <Page title={t('exchange.title')} note={t('exchange.note')} wide>
      {failure && <ErrorPanel failure={failure} />}
      <Tabs
        label={t('exchange.tabs')}
        open={open}
        onOpen={(id) => go('exchange', id)}
        items={PARTS.map((id) => ({ id, title: title(id), content: <div className="exchange-part">{content(id)}</div> }))}
      />
    </Page>
  );
}
