import { MACHINES } from '../machines/table.ts';
import { LIVE } from '../procedures/openings.ts';
import { PROCEDURES } from '../procedures/table.ts';
import type { CaseFile } from './case-file.ts';
import { type CredentialRecord, factText } from './record.ts';

/** A step that must come before another: a PIN is unlocked once it is on record that it is blocked. */
const BEFORE: Readonly<Record<string, string>> = { 'unlock-pin': 'block-pin' };

/** The step for which an approved application waits of this card; `null` for any other object. */
function awaited({ kind, state, procedure, facts }: CredentialRecord, card: string): string | null {
  const waits = kind === 'application' && state === 'approved' && facts['workDone'] !== true && (facts['card'] ?? card) === card;
  return waits ? (PROCEDURES.find(({ id }) => id === procedure)?.card ?? null) : null;
}

const canTake = (state: string, step: string | undefined): step is string =>
  MACHINES.card.transitions.some(({ id, from }) => id === step && from.includes(state));

/** What an application tells the card of the step that it waits for. */
function told({ procedure, facts }: CredentialRecord, step: string) {
  const { heldFrom = null, heldUntil = null, pinKnown } = facts;
  if (step === 'lose') return { cause: procedure, ...(pinKnown === true && { pinKnown }) };
  // A hold that begins on a day is due on that day.
  return step === 'hold' ? { cause: procedure, heldFrom, heldUntil, ...(typeof heldFrom === 'string' && { dueOn: heldFrom }) } : { cause: procedure };
}

/**
 * Brings a card and the approved applications that wait for a step of it together, once it took a step or one of them was approved: whose step was
 * taken goes on, whose step can be taken is what the card waits for, and whose step can never be taken now is to be withdrawn.
 * @param taken the step that the card took, `null` for none
 */
export function settleAwaited(file: CaseFile, { id, state }: CredentialRecord, taken: string | null): void {
  for (const application of file.records) {
    const step = awaited(application, id);
    if (step === null) continue;
    const next = canTake(state, step) ? step : BEFORE[step];
    if (step === taken) file.note(application.id, { workDone: true });
    else if (canTake(state, next)) file.note(id, { wanted: next, wantedBy: application.id, ...told(application, step) });
    else if (!LIVE.some((live) => live === state)) file.note(application.id, { wanted: 'withdraw' });
  }
}

/** What an application had asked for is asked for no longer, except by others. */
export function forgetWanted(file: CaseFile, application: string): void {
  for (const record of file.records) {
    if (factText(record, 'wantedBy') !== application) continue;
    file.note(record.id, { wanted: record.kind === 'certificate' && record.state === 'requested' ? 'cancel' : null, wantedBy: null });
    if (record.kind !== 'card') continue;
    file.note(record.id, { pinKnown: null });
    settleAwaited(file, record, null);
  }
}
