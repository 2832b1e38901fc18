import type { Sj1Record } from '../../../pki/eps/sj1.ts';
import type { PrescriptionWarning } from '../../api/schema/prescription-warning.ts';
import { isoDay, later } from '../days.ts';
import { ruleOn } from './rules.ts';
import { valueIn, warning } from './warning.ts';

/** Until when a prescription can be used for the first time, ISO day: as it says, else by the rule of the day of its issue; `null` where neither does. */
function lastDayOf(records: readonly Sj1Record[], issued: string): string | null {
  const stated = isoDay(valueIn(records, '52'));
  if (stated !== '') return stated;
  const days = issued === '' ? null : (ruleOn('valid-days', issued)?.value ?? null);
  return days === null ? null : later(issued, days - 1);
}

/**
 * What a pharmacist has to look at before signing what was dispensed: whether the time of use (使用期間) of the prescription is over. Nothing is
 * refused. Which use of a refill it is, and until when a later part of a split prescription can be used, no record says: those are told as not checked.
 * @param records of the prescription (SJ1)
 * @param dispensedOn ISO day in Japan
 */
export function* dispensingWarnings(records: readonly Sj1Record[], dispensedOn: string): Generator<PrescriptionWarning> {
  const issued = isoDay(valueIn(records, '51'));
  const until = lastDayOf(records, issued);
  if (until === null || dispensedOn === '') return yield warning('dispensing-term-unknown', 'valid-days', issued || dispensedOn);
  if (issued !== '' && dispensedOn < issued) yield warning('dispensed-before-issue', null, issued, { facts: { issued, dispensed: dispensedOn } });
  if (dispensedOn <= until) return;
  const facts = { until, dispensed: dispensedOn };
  const around = Number(valueIn(records, '64')) > 1 ? (ruleOn('refill-window', issued)?.value ?? null) : null;
  const laterPart = Number(valueIn(records, '63')) > 1 && Number(valueIn(records, '63', 1)) > 1;
  if (around !== null) yield warning('dispensed-refill-late', 'refill-window', issued, { facts: { ...facts, days: around } });
  else if (laterPart) yield warning('dispensed-split-late', 'split-times', issued, { facts });
  else yield warning('dispensed-too-late', 'valid-days', issued || dispensedOn, { facts });
}

/**
 * That the prescription was dispensed here before. Of a refill or a split prescription a further turn may be right, until all are used up.
 * @param records of the prescription (SJ1)
 * @param days on which it was dispensed here, ISO, the last one last
 */
export function* dispensedBeforeWarnings(records: readonly Sj1Record[], days: readonly string[]): Generator<PrescriptionWarning> {
  const day = days.at(-1);
  if (day === undefined) return;
  const turns = Math.max(1, Number(valueIn(records, '64')), Number(valueIn(records, '63')));
  yield warning(days.length < turns ? 'dispensed-turn-before' : 'dispensed-before', null, day, { facts: { day, times: days.length } });
}
