import type { Sj1Record } from '../../../pki/eps/sj1.ts';
import { type PrescriptionWarning, WARNINGS, type WarningId } from '../../api/schema/prescription-warning.ts';
import { isoDay } from '../days.ts';
import { type RuleId, ruleOn } from './rules.ts';

/** What a master says of a drug. */
export interface DrugFacts {
  readonly narcotic: boolean;
  /** Days of supply at most (`null`: it is stated that there is no limit) and where that is written; `null` where nobody has told. */
  readonly limit: { readonly days: number | null; readonly source: string } | null;
  /** Of some or all of what the code stands for nobody has told a limit: `list` is the one that was looked into, `null` where none is at hand. */
  readonly untold: { readonly list: string | null } | null;
  readonly generic: boolean;
  /** ISO day on which it came into the price list. */
  readonly listedOn: string | null;
  /** ISO day on which it ended. */
  readonly endedOn: string | null;
  /** Made up for trying the program. */
  readonly demonstration: boolean;
}

/** The facts of a drug by 薬品コード種別 and code; `null` where no master at hand has it. */
export type DrugFactsOf = (kind: string, code: string) => DrugFacts | null;

/** A prescription that is looked through. */
export interface Checked {
  readonly records: readonly Sj1Record[];
  /** ISO day in Japan. */
  readonly today: string;
  readonly factsOf: DrugFactsOf;
}

interface Told {
  readonly facts?: PrescriptionWarning['facts'];
  readonly group?: string;
  /** Instead of the rule's own paper. */
  readonly source?: string;
}

/** @param rule the paper that states it, as it held on `day` */
export const warning = (id: WarningId, rule: RuleId | null, day: string, { facts = {}, group, source }: Told = {}): PrescriptionWarning => ({
  ...{ id, weight: WARNINGS[id], facts },
  group: group ?? null,
  source: source ?? (rule && (ruleOn(rule, day)?.source ?? null)),
});

/** Value of a field of the first record of a number; empty where there is none. */
export const valueIn = (records: readonly Sj1Record[], number: string, index = 0): string =>
  records.find((record) => record.number === number)?.fields[index] ?? '';

/** The day on which it was issued, or today where it does not say. */
export const issueDay = ({ records, today }: Checked): string => isoDay(valueIn(records, '51')) || today;

/** A drug of a prescription with the head of its RP. */
export interface PlacedDrug {
  readonly group: string;
  readonly codeKind: string;
  readonly code: string;
  readonly name: string;
  /** 剤形区分 of its RP. */
  readonly form: string;
  /** Days for which it is given, where the form counts in days; else `NaN`. */
  readonly days: number;
}

/** 内服 and 内服滴剤 count in days. */
const IN_DAYS = ['1', '4'];

export function drugsIn(records: readonly Sj1Record[]): readonly PlacedDrug[] {
  return records
    .filter(({ number }) => number === '201')
    .map(({ fields: [group = '', , , codeKind = '', code = '', name = ''] }) => {
      const head = records.find((record) => record.number === '101' && record.fields[0] === group);
      const form = head?.fields[1] ?? '';
      return { group, codeKind, code, name, form, days: IN_DAYS.includes(form) ? Number(head?.fields[3] || Number.NaN) : Number.NaN };
    });
}
