import type { Sj1Record } from '../../../pki/eps/sj1.ts';
import { type RuleId, ruleOn } from './rules.ts';

/** What a master says of a drug. */
export interface DrugFacts {
  readonly narcotic: boolean;
  /** Days of supply at most; `null` without a limit. */
  readonly mostDays: number | null;
}

/** The facts of a drug by 薬品コード種別 and code; `null` where no master at hand has it. */
export type DrugFactsOf = (kind: string, code: string) => DrugFacts | null;

/** Why a prescription is to be looked at once more before it is signed; words `prescription.warnings.<id>`. */
export type WarningId =
  | 'issued-other-day'
  | 'validity-ends-before'
  | 'validity-is-over'
  | 'validity-differs'
  | 'supply-too-long'
  | 'drugs-not-known'
  | 'licence-missing'
  | 'address-missing';

export interface PrescriptionWarning {
  readonly id: WarningId;
  /** RP number, where it is about one. */
  readonly group: string | null;
  /** Figures and days that the words name. */
  readonly facts: Readonly<Record<string, string | number>>;
  /** The paper that states it; `null` for what is no rule of one. */
  readonly source: string | null;
}

const DAY_MS = 86_400_000;
const INTERNAL = '1';
/** `20260401` as ISO; empty for what is no day. */
const isoDay = (text: string): string => (/^\d{8}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : '');
const later = (day: string, days: number): string => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

interface Checked {
  readonly records: readonly Sj1Record[];
  /** ISO day in Japan. */
  readonly today: string;
  readonly factsOf: DrugFactsOf;
}

const valueIn = (records: readonly Sj1Record[], number: string, index: number): string =>
  records.find((record) => record.number === number)?.fields[index] ?? '';
const warning = (id: WarningId, rule: RuleId | null, day: string, facts: PrescriptionWarning['facts'] = {}, group: string | null = null) => ({
  ...{ id, group, facts },
  source: rule && (ruleOn(rule, day)?.source ?? null),
});

function* dates({ records, today }: Checked): Generator<PrescriptionWarning> {
  const issued = isoDay(valueIn(records, '51', 0));
  const until = isoDay(valueIn(records, '52', 0));
  if (issued !== today) yield warning('issued-other-day', null, today, { issued, today });
  if (until === '' || issued === '') return;
  const days = ruleOn('valid-days', issued)?.value ?? null;
  if (until < issued) yield warning('validity-ends-before', 'valid-days', issued, { until, issued });
  else if (days !== null && until !== later(issued, days - 1)) yield warning('validity-differs', 'valid-days', issued, { until, days });
  if (until < today) yield warning('validity-is-over', 'valid-days', issued, { until, today });
}

function* drugs({ records, today, factsOf }: Checked): Generator<PrescriptionWarning> {
  const issued = isoDay(valueIn(records, '51', 0)) || today;
  let [unknown, narcotic] = [0, false];
  for (const { fields } of records.filter(({ number }) => number === '201')) {
    const [group = '', , , kind = '', code = ''] = fields;
    const facts = factsOf(kind, code);
    if (!facts) unknown += 1;
    narcotic ||= facts?.narcotic ?? false;
    const head = records.find((record) => record.number === '101' && record.fields[0] === group);
    const days = head?.fields[1] === INTERNAL ? Number(head.fields[3]) : Number.NaN;
    if (facts && facts.mostDays !== null && days > facts.mostDays)
      yield warning('supply-too-long', 'supply-days', issued, { days, most: facts.mostDays, drug: fields[5] ?? '' }, group);
  }
  if (unknown > 0) yield warning('drugs-not-known', null, issued, { count: unknown });
  if (!narcotic) return;
  if (valueIn(records, '60', 0) === '') yield warning('licence-missing', 'narcotic-entries', issued);
  if (valueIn(records, '60', 1) === '') yield warning('address-missing', 'narcotic-entries', issued);
}

/**
 * Looks through a prescription before it is signed: days, supply, entries for narcotics. Nothing is refused; who signs decides. A drug that no master
 * at hand has is told as not checked, never passed over.
 */
export const checkPrescription = (checked: Checked): readonly PrescriptionWarning[] => [...dates(checked), ...drugs(checked)];
