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

/** Enter goes on to the next field, as on the terminals that practices know; it does so after whatever the field itself does with the key. */
export function enterMovesOn(event: KeyboardEvent<HTMLElement>, end: () => HTMLElement | null): void {
  const { target, currentTarget } = event;
  if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || !(target as Element).matches(FIELDS)) return;
  // A list would open; arrows and space do that.
  if ((target as Element).matches('.select-button')) {
    event.preventDefault();
    event.stopPropagation();
  }
  requestAnimationFrame(() => moveOn(target as Element, currentTarget, end()));
}
