import { type KeyboardEvent, type ReactNode, useEffect, useId } from 'react';
import { useWords } from '../words/words.tsx';
import { Button } from './button.tsx';
import './side-panel.css';
import { useLostFocus } from './use-lost-focus.ts';

interface SidePanelProps {
  readonly title: string;
  /** Changes when the content is replaced as a whole, with the button that was pressed in it. */
  readonly about: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * Details that opened beside the column. The focus goes to its heading and back to what opened it. Escape closes it, unless what is inside has a meaning
 * of its own for the key.
 */
export function SidePanel({ title, about, onClose, children }: SidePanelProps) {
  const { t } = useWords();
  const id = useId();
  const heading = useLostFocus<HTMLHeadingElement>(about);
  useEffect(() => {
    const opener = document.activeElement;
    const panel = heading.current?.closest('section');
    heading.current?.focus();
    return () => {
      const { activeElement } = document;
      if (opener instanceof HTMLElement && (activeElement === document.body || panel?.contains(activeElement))) opener.focus();
    };
  }, [heading]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented && !event.nativeEvent.isComposing) onClose();
  };
  return (
    <section className="side-panel" aria-labelledby={id} onKeyDown={onKeyDown}>
      <div className="side-panel-head">
        <h2 id={id} ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <Button kind="quiet" icon="close" aria-label={t('frame.close')} onPress={onClose} />
      </div>
      {children}
    </section>
  );
}
