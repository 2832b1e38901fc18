import { type RefObject, useEffect, useState } from 'react';

/** So much beyond the edge is no content but a border, in pixels. */
const EDGE = 8;

const heightOf = (panel: HTMLElement, selector: string): number => panel.querySelector<HTMLElement>(selector)?.offsetHeight ?? 0;

/**
 * Keeps what matters of a panel in sight however little room it has: tells the style sheet how high the person and the buttons are, which stay at its
 * edges, and brings the field with the focus out from under them.
 * @returns whether there is more further down
 */
export function usePanelRoom(place: RefObject<HTMLElement | null>): boolean {
  const [more, setMore] = useState(false);
  useEffect(() => {
    const panel = place.current;
    if (!panel) return;
    const look = () => setMore(panel.scrollHeight - panel.scrollTop - panel.clientHeight > EDGE);
    const fit = () => {
      panel.style.setProperty('--panel-who', `${heightOf(panel, '.panel-who')}px`);
      panel.style.setProperty('--panel-actions', `${heightOf(panel, '.panel-actions')}px`);
      const { activeElement } = document;
      if (activeElement !== panel && panel.contains(activeElement)) activeElement?.scrollIntoView({ block: 'nearest' });
      look();
    };
    const sizes = new ResizeObserver(fit);
    const observe = () => {
      sizes.disconnect();
      for (const element of [panel, ...panel.children]) sizes.observe(element);
    };
    observe();
    const children = new MutationObserver(observe);
    children.observe(panel, { childList: true });
    panel.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      children.disconnect();
      panel.removeEventListener('scroll', look);
    };
  }, [place]);
  return more;
}
