import { equal } from '../bytes.ts';
import type { PasswordObject, PasswordType } from '../iso7816-15/authentication-objects.ts';

/** One PIN as it must be presented. Lengths in bytes. */
export interface PinObject {
  /** P2 of VERIFY, from the card. */
  readonly reference: number;
  readonly minLength: number;
  readonly maxLength: number;
  readonly digitsOnly: boolean;
  /** The card wants the PIN filled up to this length; `null` when it takes it as typed. */
  readonly padding: { readonly length: number; readonly byte: number } | null;
}

/** Alphabets of the two password types an HPKI card may use (JAHIS 24-002 annex B: utf8, filled with ASCII). */
const DIGITS_ONLY: Readonly<Partial<Record<PasswordType, boolean>>> = { 'ascii-numeric': true, utf8: false };
const LONGEST_PIN = 255;

/**
 * The PIN that guards a key, from the card's authentication objects: the one with the authId of the key, or the only one there is.
 * `null` whenever the card leaves the slightest doubt, because a wrong reference would spend the tries of another PIN.
 */
export function choosePin(passwords: readonly PasswordObject[], keyAuthId: Uint8Array | null): PinObject | null {
  const userPins = passwords.filter(({ flags }) => !flags.has('unblocking-password') && !flags.has('so-password'));
  const named = userPins.filter(({ authId }) => authId !== null && keyAuthId !== null && equal(authId, keyAuthId));
  const candidates = named.length > 0 ? named : userPins;
  return candidates.length === 1 ? toPinObject(candidates[0]!) : null;
}

function toPinObject({ type, flags, reference, minLength, storedLength, maxLength, padCharacter }: PasswordObject): PinObject | null {
  const digitsOnly = type === null ? undefined : DIGITS_ONLY[type];
  const longest = maxLength ?? (storedLength || LONGEST_PIN);
  const padded = flags.has('needs-padding');
  const knowable = reference !== null && reference >= 1 && reference <= 0xff && digitsOnly !== undefined;
  const consistent =
    minLength <= longest && longest >= 1 && longest <= LONGEST_PIN && (!padded || (padCharacter !== null && storedLength >= longest));
  if (!knowable || !consistent) return null;
  return { reference, minLength, maxLength: longest, digitsOnly, padding: padded ? { length: storedLength, byte: padCharacter! } : null };
}
