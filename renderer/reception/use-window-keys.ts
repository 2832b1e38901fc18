import { type RefObject, useEffect, useRef } from 'react';
import type { KeyHint } from './keys.tsx';

/**
 * Keys of the whole window, wherever the focus is. A letter that is typed while nothing has the focus goes to the field.
 */
export function useWindowKeys(hints: readonly KeyHint[], field: RefObject<HTMLInputElement | null>): void {
  const known = useRef(hints);
  known.current = hints;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      const hint = known.current.find(({ keys }) => keys === event.key);
      if (hint?.press) {
        event.preventDefault();
        hint.press();
      } else if (document.activeElement === document.body) {
        field.current?.focus();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [field]);
}
