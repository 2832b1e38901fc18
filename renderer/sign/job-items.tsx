import type { ReactNode } from 'react';
import type { SigningProgress } from '../../main/api/schema/signing.ts';
import { type Status, StatusLine } from '../design/status.tsx';
import { useWords } from '../words/words.tsx';

type Item = SigningProgress['items'][number];

const STATUS: Readonly<Record<Item['state'], Status>> = {
  waiting: 'absent',
  signing: 'busy',
  done: 'success',
  failed: 'error',
  'not-reached': 'absent',
};

/** So many lines are read; of more, what a person has to know of comes first. */
const MOST_LINES = 100;
const RANK: readonly Item['state'][] = ['failed', 'signing', 'not-reached', 'done', 'waiting'];
const foremost = (items: readonly Item[]): readonly Item[] =>
  items.length <= MOST_LINES ? items : [...items].sort((one, other) => RANK.indexOf(one.state) - RANK.indexOf(other.state)).slice(0, MOST_LINES);

/** The documents of a job, one line each. */
export function JobItems({ items, more }: { readonly items: readonly Item[]; readonly more?: (item: Item) => ReactNode }) {
  const { t } = useWords();
  const shown = foremost(items);
  return (
    <>
      <ol className="result-items">
        {shown.map((item) => (
          <li key={item.document} className="result-item">
            <p>
              <StatusLine status={STATUS[item.state]}>{`${t(`sign.item.${item.state}`)}　${item.entry?.outputName ?? item.name}`}</StatusLine>
            </p>
            {more?.(item)}
          </li>
        ))}
      </ol>
      {shown.length < items.length && <p className="quiet">{t('sign.item.more', { count: items.length - shown.length })}</p>}
    </>
  );
}
