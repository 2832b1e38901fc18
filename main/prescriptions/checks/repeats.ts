import type { PrescriptionWarning } from '../../api/schema/prescription-warning.ts';
import { ruleOn } from './rules.ts';
import { type Checked, drugsIn, issueDay, valueIn, warning } from './warning.ts';

const EXTERNAL = '3';

/** Refill (リフィル処方箋): how often, with what, and when each further time. */
export function* refillWarnings(checked: Checked): Generator<PrescriptionWarning> {
  const { records, factsOf } = checked;
  const uses = Number(valueIn(records, '64'));
  if (!(uses > 1)) return;
  const issued = issueDay(checked);
  const most = ruleOn('refill-uses', issued)?.value ?? null;
  if (most === null) yield warning('refill-not-yet', null, issued, { facts: { issued } });
  else if (uses > most) yield warning('refill-too-many', 'refill-uses', issued, { facts: { uses, most } });
  const drugs = drugsIn(records);
  for (const { group, name: drug, codeKind, code } of drugs) {
    const days = factsOf(codeKind, code)?.limit?.days ?? null;
    if (days !== null) yield warning('refill-limited-drug', 'refill-drugs', issued, { facts: { drug, most: days }, group });
  }
  for (const { group, name: drug } of drugs.filter(({ form }) => form === EXTERNAL))
    yield warning('refill-external', 'refill-drugs', issued, { facts: { drug }, group });
  const around = ruleOn('refill-window', issued)?.value ?? null;
  if (around !== null) yield warning('refill-window', 'refill-window', issued, { facts: { days: around } });
  yield warning('refill-record', 'refill-record', issued);
}

/** Split dispensing (分割調剤): into how many, which of them, and what is given each time. */
export function* splitWarnings(checked: Checked): Generator<PrescriptionWarning> {
  const { records } = checked;
  const [times, turn] = [Number(valueIn(records, '63')), Number(valueIn(records, '63', 1))];
  if (!(times > 0)) return;
  const issued = issueDay(checked);
  const most = ruleOn('split-times', issued)?.value ?? null;
  if (most !== null && times > most) yield warning('split-too-many', 'split-times', issued, { facts: { times, most } });
  if (!(turn >= 1 && turn <= times)) yield warning('split-turn', null, issued, { facts: { times, turn } });
  for (const { fields } of records.filter(({ number }) => number === '101')) {
    const group = fields[0] ?? '';
    const each = Number(records.find((record) => record.number === '102' && record.fields[0] === group)?.fields[1] ?? 0);
    const whole = Number(fields[3]);
    // The shares need not be alike, but none is more than the whole and none is nothing.
    if (!(each > 0 && each < whole)) yield warning('split-quantity', null, issued, { facts: { each, whole }, group });
  }
  yield warning('split-record', 'split-record', issued);
}
