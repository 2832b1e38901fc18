import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { Icon } from '../design/icon.tsx';
import type { Status } from '../design/status.tsx';
import { useWords } from '../words/words.tsx';
import { Burst } from './burst.ts';
import './panel.css';
import { usePanelRoom } from './use-panel-room.ts';

/** A panel that came by itself takes no Enter or Escape for this long: the key was meant for what was there before. Milliseconds. */
const SETTLE_MS = 400;

interface PanelProps {
  readonly title: string;
  readonly status?: Status;
  readonly onEnter: () => void;
  readonly onEscape: () => void;
  /** Single keys, while no text is being typed. */
  readonly keys?: Readonly<Record<string, () => void>>;
  /** What a scanner typed while the panel had the keyboard; it answers nothing here. */
  readonly onScan: (text: string) => void;
  /** Puts back what a scanner's letters have changed since they began. */
  readonly remember?: () => () => void;
  /** It came by itself. */
  readonly unasked?: boolean;
  /** Begins in its first empty field instead of the panel as a whole. */
  readonly types?: boolean;
  readonly children: ReactNode;
}

const UP_DOWN: ReadonlySet<string> = new Set(['ArrowUp', 'ArrowDown']);

const isTextField = (target: EventTarget): boolean =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !['radio', 'checkbox', 'button', 'file'].includes(target.type));

/** A question to staff in their column. It has the keyboard while it is there: Enter answers it, Escape steps back, single keys choose. */
export function Panel({ title, status, onEnter, onEscape, keys = {}, onScan, remember, unasked = false, types = false, children }: PanelProps) {
  const { t } = useWords();
  const place = useRef<HTMLElement>(null);
  const more = usePanelRoom(place);
  const came = useRef(0);
  const burst = useRef(new Burst());
  const restore = useRef<(() => void) | null>(null);
  useEffect(() => {
    came.current = performance.now();
    const fields = types ? [...(place.current?.querySelectorAll<HTMLInputElement>('input.text-field-input') ?? [])] : [];
    (fields.find(({ value }) => value === '') ?? fields[0] ?? place.current)?.focus();
  }, [types]);

  const onKey = (event: KeyboardEvent) => {
    const { key, target } = event;
    const now = performance.now();
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const take = (work: () => void) => {
      event.preventDefault();
      event.stopPropagation();
      work();
    };
    if (burst.current.begins(key, now)) restore.current = remember?.() ?? null;
    const scanned = burst.current.press(key, now);
    if (scanned !== null) {
      return take(() => {
        restore.current?.();
        onScan(scanned);
      });
    }
    const settled = !unasked || now - came.current > SETTLE_MS;
    if (key === 'Escape') return take(() => settled && onEscape());
    if (target instanceof HTMLButtonElement) return;
    if (key === 'Enter') return take(() => settled && !event.repeat && onEnter());
    // Up and down mean nothing in a line of text.
    const single = isTextField(target) && !UP_DOWN.has(key) ? undefined : keys[key.toLowerCase()];
    const isOwn = key === ' ' && target instanceof HTMLInputElement;
    if (single && !isOwn) take(single);
  };
  return (
    <section ref={place} className="panel" aria-label={title} tabIndex={-1} onKeyDownCapture={onKey}>
      <h2 className={status ? `tone-${status}` : undefined}>
        {status && <Icon name={status} size={28} />}
        {title}
      </h2>
      {children}
      {more && (
        <p aria-hidden className="panel-more">
          <span>{`↓ ${t('reception.keys.more')}`}</span>
        </p>
      )}
    </section>
  );
}
