import type { PinObject } from './pin-object.ts';

/**
 * Whether a folded PIN has the length and alphabet that the card's own description allows, so that a typing slip costs no try.
 * HPKI PINs are ASCII even where the type says utf8 (JAHIS 24-002 annex B): anything else is an input method left on.
 */
export function isWellFormed(
  pin: Uint8Array,
  { minLength, maxLength, digitsOnly }: Pick<PinObject, 'minLength' | 'maxLength' | 'digitsOnly'>,
): boolean {
  const [lowest, highest] = digitsOnly ? [0x30, 0x39] : [0x21, 0x7e];
  return pin.length >= minLength && pin.length <= maxLength && pin.length > 0 && pin.every((byte) => byte >= lowest && byte <= highest);
}
