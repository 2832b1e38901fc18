import { type ReactNode, useEffect } from 'react';
import { Icon } from '../design/icon.tsx';
import { useLostFocus } from '../design/use-lost-focus.ts';
import { useWords } from '../words/words.tsx';
import './page.css';

interface PageProps {
  readonly title: string;
  readonly note?: string;
  /** One level up. */
  readonly back?: { readonly href: string; readonly label: string };
  readonly actions?: ReactNode;
  /** A table needs more than a column for reading. */
  readonly wide?: boolean;
  /** Changes when the content is replaced as a whole, with the button that was pressed in it. */
  readonly occasion?: unknown;
  readonly children: ReactNode;
  /** Details that open beside the column. */
  readonly beside?: ReactNode;
}

/** One screen: a column of comfortable measure, and what belongs beside it. */
export function Page({ title, note, back, actions, wide = false, occasion, children, beside }: PageProps) {
  const { t } = useWords();
  const heading = useLostFocus<HTMLHeadingElement>(occasion);
  useEffect(() => {
    document.title = `${title} - ${t('frame.product')}`;
  }, [title, t]);
  return (
    <div className={['page', beside && 'page-two', wide && 'page-wide'].filter(Boolean).join(' ')}>
      <div className="page-column">
        <header className="page-header">
          {back && (
            <a className="page-back" href={back.href}>
              <Icon name="previous" size={16} />
              {back.label}
            </a>
          )}
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {actions}
          {note && <p className="quiet">{note}</p>}
        </header>
        {children}
      </div>
      {beside && <div className="page-beside">{beside}</div>}
    </div>
  );
}

/** A part of a page with a heading of its own. */
export function Section({ title, note, children }: { readonly title: string; readonly note?: string; readonly children: ReactNode }) {
  return (
    <section className="section">
      <h2>{title}</h2>
      {note && <p className="quiet">{note}</p>}
      {children}
    </section>
  );
}
