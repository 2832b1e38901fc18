import table from '../../resources/credits/goals.json' with { type: 'json' };

/** What one demand counts. `by-person`: only the doctor can tell; `unknown`: the rule is not on record. */
export type DemandKind = 'units' | 'units-and-codes' | 'units-of-titles' | 'codes' | 'records' | 'certificate' | 'by-person' | 'unknown';

export interface DemandRow {
  /** Words: `credits.demand.<id>`. */
  readonly id: string;
  readonly kind: DemandKind;
  /** Categories that count, `null` for all of the scheme. */
  readonly categories: readonly string[] | null;
  readonly code: string | null;
  readonly wanted: number;
  /** `units-of-titles`: how often lectures of one name count. */
  readonly most?: number;
  /** `certificate`: the goal that must have been reached. */
  readonly certificate?: string;
  readonly source: string | null;
}

/** The period that counts: fiscal years of Japan up to the present one, from the certificate held, or all time. */
export type Window = { readonly kind: 'fiscal-years' | 'certificate'; readonly years: number } | { readonly kind: 'always' };

export interface GoalRow {
  /** Words: `credits.goal.<id>`. */
  readonly id: string;
  readonly scheme: string;
  /** ISO days between which the rule holds; `null`: not on record. */
  readonly from: string | null;
  readonly until: string | null;
  readonly window: Window;
  /** Whether it is for those who hold a certificate of the scheme, who hold none, or for everybody. */
  readonly when: 'held' | 'not-held' | 'always';
  readonly demands: readonly DemandRow[];
}

export const GOALS = table.goals as readonly GoalRow[];

/** Last day whose units may be an opening balance: later ones are on record elsewhere. */
export const OPENING_UNTIL: string = table.openingUntil.day;
