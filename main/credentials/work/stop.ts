import type { StopOrder } from '../../api/schema/credentials.ts';
import { AppError } from '../../errors.ts';
import type { AuthorityParts } from '../parts.ts';
import { requireRole } from '../registry/scope.ts';
import type { Acting } from '../staff/acting.ts';
import { requireSpan } from './apply.ts';
import { recordFor, withCase } from './open-holder.ts';

type Check = StopOrder['caller'][number];

/** Two things that a caller knows. */
const KNOWN: readonly Check[] = ['registration-number', 'birth-date', 'member-id', 'address'];
const NUMBERS_NEEDED = 2;

/** What the caller's checks lack: none where the holder stands there, or an office wrote. */
export function lackingChecks(caller: readonly Check[]): readonly string[] {
  if (caller.includes('in-person') || caller.includes('official-notice')) return [];
  const known = KNOWN.filter((check) => caller.includes(check)).length;
  return [...(known < NUMBERS_NEEDED ? ['two-numbers'] : []), ...(caller.includes('call-back') ? [] : ['call-back'])];
}

/** After whose stop the irreversible part is asked for at once. */
const ENDS: ReadonlySet<StopOrder['cause']> = new Set(['loss', 'theft']);

/**
 * Stops a card at once: one person, reversible, told to every reception desk before anything else. After a loss the card waits for the step that
 * cannot be undone, which needs an approver and a second person. The same nonce does it once.
 * @returns the holder
 * @throws AppError CREDENTIAL_UNKNOWN, TRANSITION_REFUSED (`evidence` with what the caller's checks lack), STAFF_ROLE_NEEDED
 */
export async function stopCard(
  parts: AuthorityParts,
  acting: Acting,
  { nonce, card, cause, caller, heldFrom, heldUntil, reason }: StopOrder,
): Promise<number> {
  requireRole(acting, 'stop');
  const record = await recordFor(parts, acting, card);
  const lacking = lackingChecks(caller);
  if (lacking.length > 0)
    throw new AppError('TRANSITION_REFUSED', { object: card, transition: 'hold', because: 'evidence', lacking: lacking.join(' ') });
  requireSpan({ heldFrom, heldUntil });
  await withCase(parts, { acting, holder: record.holder, nonce }, (file) => {
    const facts = { cause, caller: caller.join(' '), ...(heldFrom && { heldFrom }), ...(heldUntil && { heldUntil }) };
    file.move({ object: card, transition: 'hold', evidence: ['caller-checks', ...caller], reason: reason.trim() || cause, facts });
    if (ENDS.has(cause)) file.note(card, { wanted: 'lose' });
  });
  return record.holder;
}
