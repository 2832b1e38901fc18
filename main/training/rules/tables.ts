import { createHash } from 'node:crypto';
import creditRules from '../../../resources/training/credit-rules.json' with { type: 'json' };
import presetTable from '../../../resources/training/presets.json' with { type: 'json' };
import schemeTable from '../../../resources/training/schemes.json' with { type: 'json' };
import type { LocalRules, ReceptionPolicy } from '../../api/schema/training.ts';
import { canonicalJson, type Json } from '../../audit/canonical-json.ts';

export interface Words {
  readonly ja: string;
  readonly en: string;
}

/** A row that holds for sessions on days in Japan from `from` until `until`, both inclusive; `null` is open. */
export interface Dated {
  readonly from: string | null;
  readonly until: string | null;
}

/** Codes of a category: named one by one, or numbers of a list whose text is not on record. */
export type CodeTable =
  | {
      readonly kind: 'list';
      readonly source: string;
      readonly codes: readonly { readonly code: string; readonly name: Words; readonly hours?: number }[];
    }
  | { readonly kind: 'numbers'; readonly source: string; readonly first: number; readonly last: number; readonly label: Words };

export interface CategoryRow {
  /** `''` where the scheme has no categories. */
  readonly id: string;
  readonly name: Words;
  /** Categories of one track lead to one certificate; a doctor is on one track of a scheme at a time. */
  readonly track: string;
  readonly codes: CodeTable | null;
}

export interface SchemeRow extends Dated {
  readonly id: string;
  readonly name: Words;
  readonly step: { readonly units: number; readonly source: string | null };
  readonly source: string | null;
  readonly categories: readonly CategoryRow[];
  /** Rules not on record; `setting` names the local rule that fills the gap. */
  readonly unset: readonly { readonly id: string; readonly setting: keyof LocalRules | null }[];
}

export type CreditRuleId =
  | 'minutes-per-unit'
  | 'minimum-minutes'
  | 'codes-per-talk'
  | 'one-code-up-to-minutes'
  | 'code-wanted'
  | 'excluded-titles'
  | 'same-title-at-most'
  | 'not-by-seminar'
  | 'certified-number';

export interface CreditRule extends Dated {
  readonly id: CreditRuleId;
  readonly scheme: string;
  readonly value?: number;
  readonly words?: readonly string[];
  /** Categories that it is about; all where absent. */
  readonly categories?: readonly string[];
  readonly source: string;
}

export interface PresetRow {
  readonly id: string;
  readonly name: Words;
  readonly nameWhenSet?: Words;
  readonly source: string | null;
  readonly policy: ReceptionPolicy;
}

export const SCHEMES = schemeTable.schemes as readonly SchemeRow[];
export const CREDIT_RULES = creditRules.rules as readonly CreditRule[];
export const PRESETS = presetTable.presets as readonly PresetRow[];

/** Hexadecimal digits that tell one state of the rules from another. */
const VERSION_LENGTH = 16;

/** Version of anything that can be written as JSON: the first digits of its SHA-256. */
export const versionOf = (value: Json): string => createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, VERSION_LENGTH);

/** Version of the rule tables that this program carries. */
export const rulesVersion: string = versionOf([schemeTable, creditRules, presetTable] as unknown as Json);

/** Whether a row holds on an ISO day in Japan. */
export const holdsOn = ({ from, until }: Dated, day: string): boolean => (from === null || from <= day) && (until === null || day <= until);

/** The row of a scheme, or `undefined` where there is none of that name. */
export const schemeRow = (id: string): SchemeRow | undefined => SCHEMES.find((row) => row.id === id);

/** The category of a credit; credits of schemes without categories name none. */
export const categoryRow = (scheme: SchemeRow, category: string | null): CategoryRow | undefined =>
  scheme.categories.find(({ id }) => id === (category ?? ''));

/** The rule of that name for a scheme that holds on a day, for a category where the rule is about some only. */
export const creditRule = (id: CreditRuleId, scheme: string, day: string, category: string | null = null): CreditRule | undefined =>
  CREDIT_RULES.find((row) => row.id === id && row.scheme === scheme && holdsOn(row, day) && (row.categories?.includes(category ?? '') ?? true));
