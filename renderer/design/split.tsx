import type { ReactNode } from 'react';

interface SplitProps {
  readonly children: ReactNode;
  /** What belongs to the column and stays in sight while it scrolls. */
  readonly beside: ReactNode;
  /** A table needs more than a column for reading. */
  readonly wide?: boolean;
}

/** A column and what stands beside it. */
export function Split({ children, beside, wide = false }: SplitProps) {
  return (
    <div className={['split', beside && 'split-open', wide && 'split-wide'].filter(Boolean).join(' ')}>
      <div className="split-column">{children}</div>
      {beside && <div className="split-beside">{beside}</div>}
    </div>
  );
}
