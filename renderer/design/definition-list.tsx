import type { ReactNode } from 'react';
import './definition-list.css';

export interface Definition {
  readonly term: string;
  readonly value: ReactNode;
  /** Machine text (fingerprints, names of authorities): set in a fixed pitch, breaks anywhere. */
  readonly code?: boolean;
}

/** Terms and values; `stacked` where the column is narrow. */
export function DefinitionList({ items, stacked = false }: { readonly items: readonly Definition[]; readonly stacked?: boolean }) {
  return (
    <dl className={stacked ? 'definitions definitions-stacked' : 'definitions'}>
      {items.map(({ term, value, code }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{code ? <code>{value}</code> : value}</dd>
        </div>
      ))}
    </dl>
  );
}
