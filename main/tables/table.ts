import type { DayFormat, RegistrationFormat, TimeFormat } from './formats.ts';

/** One value of a table that goes out, with how it is written where the file has only letters. `null`: nothing is known. */
export type Cell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  /** ISO day. */
  | { readonly kind: 'day'; readonly day: string; readonly format: DayFormat }
  /** ISO time, shown in Japanese time. */
  | { readonly kind: 'time'; readonly at: string; readonly format: TimeFormat }
  | { readonly kind: 'registration'; readonly number: string; readonly format: RegistrationFormat }
  | null;

export interface TableColumn {
  readonly heading: string;
  /** In half-width letters. */
  readonly width: number;
}

/** A table before it is written as CSV or Excel. */
export interface Table {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly Cell[])[];
}
