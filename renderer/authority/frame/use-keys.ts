import { useEffect, useRef } from 'react';

/** What a key does, by the letter it types. */
export type KeyTable = Readonly<Record<string, () => void>>;

const TYPING = 'input, textarea, select, [contenteditable], [role=listbox], [role=combobox]';

/** Keys of a part of the workspace, wherever the focus is but where letters are typed. A digit row or a shifted key counts as what it types. */
export function useKeys(table: KeyTable): void {
  const known = useRef(table);
  known.current = table;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest(TYPING)) return;
      const work = Object.hasOwn(known.current, event.key) ? known.current[event.key] : undefined;
      if (!work) return;
      event.preventDefault();
      work();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
