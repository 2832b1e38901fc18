import { randomBytes } from 'node:crypto';
import { decodeCrockford, encodeCrockford } from '../crockford.ts';

/** Kind of the code and version of its form; with what follows, letters of QR's alphanumeric mode alone. */
const PREFIX = 'HD1.';
const BYTES = 10;
const FORM = /^HD1\.((?:[0-9A-Z][\s\p{Pd}]*){16})$/u;

/** A new code of a booking: 80 random bits that say nothing of the person. */
export const newBookingCode = (): string => PREFIX + encodeCrockford(randomBytes(BYTES));

/** A code as scanned or typed, in the form it was made in; `null` when it is none. */
export function bookingCode(text: string): string | null {
  const [, letters = ''] = FORM.exec(text.normalize('NFKC').trim().toUpperCase()) ?? [];
  const bytes = decodeCrockford(letters);
  return bytes?.length === BYTES ? PREFIX + encodeCrockford(bytes) : null;
}
