import { useEffect } from 'react';
import type { CredentialObject, HolderPage } from '../../../main/api/schema/credentials.ts';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { useWords } from '../../words/words.tsx';
import { usePage } from '../person/use-page.ts';
import { dayWords } from '../words/days.ts';
import { StateLine } from '../words/state-line.tsx';

interface StopCardsProps {
  readonly holder: number;
  readonly chosen: string | null;
  readonly onChoose: (page: HolderPage, card: CredentialObject) => void;
  readonly onOther: () => void;
}

/** States in which a card still works, or may be made to. */
const CAN_STOP: ReadonlySet<string> = new Set(['active', 'pin-blocked']);

/** The cards of somebody that can be stopped; the only one is chosen by itself. */
export function StopCards({ holder, chosen, onChoose, onOther }: StopCardsProps) {
  const { t, language } = useWords();
  const { page, failure, ask } = usePage(holder, null);
  const cards = page?.objects.filter(({ kind }) => kind === 'card') ?? [];
  const possible = cards.filter(({ state }) => CAN_STOP.has(state));
  const [only] = possible;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page has come
  useEffect(() => {
    if (page && only && possible.length === 1) onChoose(page, only);
  }, [page]);
  if (failure) return <ErrorPanel failure={failure} onRetry={ask} />;
  if (!page) return null;
  const { name, kana, registration, phone } = page.fields;
  return (
    <div className="stop-found">
      <p className="stop-who" lang="ja">
        <strong>{name}</strong>
        {[kana, registration && t('credentials.screen.search.registration', { registration }), phone].filter(Boolean).map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
        <Button kind="quiet" onPress={onOther}>
          {t('credentials.screen.stop.other')}
        </Button>
      </p>
      {possible.length === 0 && <p>{t('credentials.screen.stop.no-card')}</p>}
      <ul className="stop-cards">
        {cards.map((card) => (
          <li key={card.id}>
            <button
              type="button"
              className="stop-card"
              disabled={!CAN_STOP.has(card.state)}
              aria-pressed={card.id === chosen}
              onClick={() => onChoose(page, card)}
            >
              <StateLine kind="card" state={card.state} size={18} />
              <span>{String(card.facts['serial'] ?? '')}</span>
              <span className="quiet">{card.expires && t('credentials.screen.object.expires', { day: dayWords(card.expires, language) })}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
