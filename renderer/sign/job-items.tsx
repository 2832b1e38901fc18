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

/** The documents of a job, one line each. */
export function JobItems({ items, more }: { readonly items: readonly Item[]; readonly more?: (item: Item) => ReactNode }) {
  const { t } = useWords();
  return (
    <ol className="result-items">
      {items.map((item) => (
        <li key={item.document} className="result-item">
          <p>
            <StatusLine status={STATUS[item.state]}>{`${t(`sign.item.${item.state}`)}　${item.entry?.outputName ?? item.name}`}</StatusLine>
          </p>
          {more?.(item)}
        </li>
      ))}
    </ol>
  );
}
