import type { PrescriptionWarning, WarningId } from '../../api/schema/prescription-warning.ts';
import { OWN_WORDS } from '../compose/compose.ts';
import { isoDay, later } from '../days.ts';
import { drugWarnings } from './drugs.ts';
import { refillWarnings, splitWarnings } from './repeats.ts';
import { ruleOn } from './rules.ts';
import { type Checked, type DrugFacts, type DrugFactsOf, issueDay, valueIn, warning } from './warning.ts';

export type { Checked, DrugFacts, DrugFactsOf, PrescriptionWarning, WarningId };

function* dateWarnings({ records, today }: Checked): Generator<PrescriptionWarning> {
  const issued = isoDay(valueIn(records, '51'));
  const until = isoDay(valueIn(records, '52'));
  if (issued !== today) yield warning('issued-other-day', null, today, { facts: { issued, today } });
  if (until === '' || issued === '') return;
  const days = ruleOn('valid-days', issued)?.value ?? null;
  if (until < issued) yield warning('validity-ends-before', 'valid-days', issued, { facts: { until, issued } });
  else if (days !== null && until !== later(issued, days - 1)) yield warning('validity-differs', 'valid-days', issued, { facts: { until, days } });
  if (until < today) yield warning('validity-is-over', 'valid-days', issued, { facts: { until, today } });
}

function* usageWarnings(checked: Checked): Generator<PrescriptionWarning> {
  for (const { number, fields } of checked.records)
    if (number === '111' && ['', OWN_WORDS].includes(fields[2] ?? ''))
      yield warning('usage-without-code', null, issueDay(checked), { group: fields[0] ?? '' });
}

/**
 * Looks through a prescription before it is signed: days, drugs and their supply, entries for narcotics, refill and split dispensing. Nothing is refused;
 * who signs decides. What no master or list at hand says is told as not checked, never passed over.
 */
export const checkPrescription = (checked: Checked): readonly PrescriptionWarning[] => [
  ...dateWarnings(checked),
  ...drugWarnings(checked),
  ...usageWarnings(checked),
  ...refillWarnings(checked),
  ...splitWarnings(checked),
];
