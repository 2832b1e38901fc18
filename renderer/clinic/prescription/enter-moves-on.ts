import type { KeyboardEvent } from 'react';

/** Fields in their order; what is seldom needed is marked, and reached by Tab. */
const FIELDS = 'input:not([disabled], [type=checkbox], [type=radio], [type=file]), .select-button:not([disabled])';
const SELDOM = '[data-seldom]';

/** Goes to the next field that is mostly needed, and after the last to what ends the work. */
export function moveOn(from: Element, container: Element, end: HTMLElement | null): void {
  const fields = [...container.querySelectorAll<HTMLElement>(FIELDS)];
  const next = fields.slice(fields.indexOf(from as HTMLElement) + 1).find((field) => !field.closest(SELDOM) && field.offsetParent !== null);
  (next ?? end)?.focus();
}

/**
 * Enter goes on to the next field, as on the terminals that practices know, at once: what is typed next, or sent by a scanner, belongs there already.
 * Only where an entry of a list was chosen with arrows the list comes first.
 */
export function enterMovesOn(event: KeyboardEvent<HTMLElement>, end: () => HTMLElement | null): void {
  const { currentTarget } = event;
  const target = event.target as Element;
  if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || !target.matches(FIELDS)) return;
  if (target.hasAttribute('aria-activedescendant')) {
    requestAnimationFrame(() => moveOn(target, currentTarget, end()));
    return;
  }
  // Neither would a list open, which arrows and space do, nor the button be pressed that gets the focus.
  event.preventDefault();
  if (target.matches('.select-button')) event.stopPropagation();
  moveOn(target, currentTarget, end());
}
