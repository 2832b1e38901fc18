import { type RefObject, useEffect, useRef } from 'react';

const NOT_YET = Symbol('not yet');

/**
 * Takes up the focus when what had it is no longer there, so that the keyboard goes on from here and not from the top of the page.
 * The element needs `tabIndex={-1}`.
 * @param occasion something that changes when what had the focus may have gone
 * @param atFirst whether its appearing is such an occasion too
 */
export function useLostFocus<Place extends HTMLElement>(occasion: unknown, { atFirst = false } = {}): RefObject<Place | null> {
  const place = useRef<Place>(null);
  const before = useRef(atFirst ? NOT_YET : occasion);
  useEffect(() => {
    if (before.current === occasion) return;
    before.current = occasion;
    if (document.activeElement === document.body) place.current?.focus();
  }, [occasion]);
  return place;
}
