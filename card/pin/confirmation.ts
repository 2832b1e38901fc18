/** With fewer tries than this the person confirms the number before a PIN is sent. */
const FEW = 3;

export type Confirmation = number | 'unknown';

/** What must be confirmed for this counter: the exact number when few are left, `unknown` when the card does not tell, else nothing. */
export function confirmationFor(triesLeft: number | null): Confirmation | null {
  if (triesLeft === null) return 'unknown';
  return triesLeft < FEW ? triesLeft : null;
}

/** Whether what was confirmed is exactly what had to be. */
export function isConfirmed(needed: Confirmation | null, given: Confirmation | undefined): boolean {
  return needed === null || needed === given;
}
