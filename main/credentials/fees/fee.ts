import table from '../../../resources/credentials/fees.json' with { type: 'json' };

/** What is paid for. */
export const FEE_ITEMS = ['issue', 'annual', 'renewal', 'reissue'] as const;
export type FeeItem = (typeof FEE_ITEMS)[number];

export interface FeeQuestion {
  readonly item: FeeItem;
  readonly member: boolean;
  /** How the application came. */
  readonly channel: string | null;
  /** Reason of a reissue. */
  readonly reason: string | null;
  /** ISO day in Japan on which the application was received. */
  readonly day: string;
}

export interface Fee {
  /** Yen with the tax of that day. */
  readonly yen: number;
  /** Yen before tax, and the rate in percent; `null` where the figure is given with tax, or there is none to pay. */
  readonly net: { readonly yen: number; readonly percent: number } | null;
  readonly row: string;
  readonly source: string;
  /** No source states the day on which this figure began, or ended. */
  readonly boundary: 'from' | 'until' | null;
}

/** Days in Japan, both inclusive; `null` is open. */
interface Dated {
  readonly from: string;
  readonly until: string | null;
  readonly source: string;
}

export interface TaxRate extends Dated {
  readonly percent: number;
}

export interface FeeRow extends Dated {
  readonly id: string;
  readonly item: FeeItem;
  /** `null`: whoever asks; so for channel and reason. */
  readonly member: boolean | null;
  readonly channel: string | null;
  readonly reason: string | null;
  readonly yen: number;
  readonly tax: 'none' | 'excluded' | 'included';
  readonly boundary: 'from' | 'until' | null;
}

const ROWS = table.rows as readonly FeeRow[];

const holds = (day: string, { from, until }: Dated): boolean => from <= day && (until === null || day <= until);
const fits = <T>(asked: T, row: T | null): boolean => row === null || row === asked;
/** A row that speaks of the very channel or reason goes before one that speaks of any. */
const weight = ({ member, channel, reason }: FeeRow): number => [member, channel, reason].filter((value) => value !== null).length;

/**
 * The fee of a procedure by the dated table, tax by the rate of the day, fractions of a yen cut off.
 * @returns `null` where no source on record states a fee: it is asked for, never guessed
 */
export function feeFor({ item, member, channel, reason, day }: FeeQuestion): Fee | null {
  const rows = ROWS.filter(
    (row) => row.item === item && fits(member, row.member) && fits(channel, row.channel) && fits(reason, row.reason) && holds(day, row),
  );
  const [row] = rows.toSorted((a, b) => weight(b) - weight(a));
  if (!row) return null;
  const { id, source, yen, boundary } = row;
  if (row.tax !== 'excluded') return { yen, net: null, row: id, source, boundary };
  const rate = table.tax.find((known) => holds(day, known));
  if (!rate) return null;
  return { yen: Math.floor((yen * (100 + rate.percent)) / 100), net: { yen, percent: rate.percent }, row: id, source, boundary };
}

/** The rows on record, oldest first within each item. */
export const feeRows = (): readonly FeeRow[] => ROWS;

/** Rates of the consumption tax, in percent. */
export const taxRates = (): readonly TaxRate[] => table.tax;
