import { useWords } from '../words/words.tsx';
import { Button } from './button.tsx';
import './pager.css';

interface PagerProps {
  /** What is leafed through. */
  readonly label: string;
  /** From 0. */
  readonly page: number;
  readonly size: number;
  /** Rows of all pages. */
  readonly total: number;
  readonly onPage: (page: number) => void;
}

/** Rows of one page. */
export const pageOf = <Row,>(rows: readonly Row[], page: number, size: number): readonly Row[] => rows.slice(page * size, (page + 1) * size);

/** Leafs through a long table; says nothing while everything is in sight. */
export function Pager({ label, page, size, total, onPage }: PagerProps) {
  const { t } = useWords();
  if (total <= size) return null;
  const last = Math.ceil(total / size) - 1;
  return (
    <nav className="pager" aria-label={label}>
      <Button icon="previous" aria-label={t('frame.pager.previous')} isDisabled={page === 0} onPress={() => onPage(page - 1)} />
      <p role="status">{t('frame.pager.of', { from: page * size + 1, to: Math.min((page + 1) * size, total), total })}</p>
      <Button icon="next" aria-label={t('frame.pager.next')} isDisabled={page === last} onPress={() => onPage(page + 1)} />
    </nav>
  );
}
