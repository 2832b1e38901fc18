import type { ExchangeState } from '../../../main/api/schema/exchange.ts';
import { address } from '../../frame/routes.ts';
import { useWords } from '../../words/words.tsx';

interface Figure {
  readonly id: 'waiting' | 'refused' | 'held' | 'disagreements';
  readonly count: number;
  /** It waits for a person. */
  readonly asks: boolean;
  /** No more than these are told. */
  readonly most?: number;
  readonly href?: string;
}

const MOST_REFUSED = 100;

/** How much waits, in four numbers: to go out, not taken, held back, to be settled. */
export function Figures({ state: { waiting, refused, held, unknown, disagreements } }: { readonly state: ExchangeState }) {
  const { t } = useWords();
  const sum = (rows: readonly { readonly count: number }[]) => rows.reduce((all, { count }) => all + count, 0);
  const figures: readonly Figure[] = [
    { id: 'waiting', count: sum(waiting), asks: false },
    { id: 'refused', count: refused.length, asks: true, most: MOST_REFUSED },
    { id: 'held', count: sum(held) + unknown, asks: false },
    { id: 'disagreements', count: disagreements, asks: true, href: address('exchange', 'differences') },
  ];
  return (
    <dl className="exchange-figures">
      {figures.map(({ id, count, asks, most = Number.POSITIVE_INFINITY, href }) => {
        const words = t(count < most ? 'exchange.figures.count' : 'exchange.figures.at-least', { count });
        return (
          <div key={id} className={asks && count > 0 ? 'tone-warning' : undefined}>
            <dt>{t(`exchange.figures.${id}`)}</dt>
            <dd>{href && count > 0 ? <a href={href}>{words}</a> : words}</dd>
          </div>
        );
      })}
    </dl>
  );
}
