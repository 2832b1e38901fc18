import type { HolderFields } from '../../api/schema/credentials.ts';
import type { DayFormat, RegistrationFormat } from '../../tables/formats.ts';
import { type KanaFormat, kanaText } from '../../tables/kana.ts';
import type { Cell } from '../../tables/table.ts';

/** A card to be made. */
export interface ProductionRow {
  /** Id of the order: by it the produced card is known when the printer's table comes back. */
  readonly order: string;
  readonly holder: HolderFields;
  /** ISO day until which the card will hold; `null`: the printer's or the certification authority's to say. */
  readonly expires: string | null;
  /** How the card is handed over: `desk` or `post`. */
  readonly delivery: string;
  /** Name under which the photograph goes to the printer; empty without. */
  readonly photo: string;
  /** Which of the printer's designs. */
  readonly layout: string;
}

/** A column of the printer's table. `codes`: what is written for a value of ours. */
export interface ProductionColumn {
  readonly heading: string;
  readonly field: ProductionField;
  readonly format?: string;
  readonly codes?: Readonly<Record<string, string>>;
}

const text = (value: string): Cell => (value === '' ? null : { kind: 'text', text: value });
const day = (value: string, format: string | undefined): Cell =>
  value === '' ? null : { kind: 'day', day: value, format: (format ?? 'iso') as DayFormat };

/** What the printer is told of a card; the former name is not among it. */
export const PRODUCTION_FIELDS = {
  order: ({ order }: ProductionRow): Cell => text(order),
  name: ({ holder }: ProductionRow): Cell => text(holder.name),
  kana: ({ holder }: ProductionRow, { format = 'as-kept' }: ProductionColumn): Cell => text(kanaText(holder.kana, format as KanaFormat)),
  romaji: ({ holder }: ProductionRow): Cell => text(holder.romaji),
  birthDate: ({ holder }: ProductionRow, { format }: ProductionColumn): Cell => day(holder.birthDate, format),
  registration: ({ holder }: ProductionRow, { format = 'digits' }: ProductionColumn): Cell =>
    holder.registration === '' ? null : { kind: 'registration', number: holder.registration, format: format as RegistrationFormat },
  memberId: ({ holder }: ProductionRow): Cell => text(holder.memberId),
  expires: ({ expires }: ProductionRow, { format }: ProductionColumn): Cell => day(expires ?? '', format),
  delivery: ({ delivery }: ProductionRow, { codes = {} }: ProductionColumn): Cell => text(codes[delivery] ?? delivery),
  photo: ({ photo }: ProductionRow): Cell => text(photo),
  layout: ({ layout }: ProductionRow, { codes = {} }: ProductionColumn): Cell => text(codes[layout] ?? layout),
} as const;
export type ProductionField = keyof typeof PRODUCTION_FIELDS;
