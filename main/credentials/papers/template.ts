import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { AppError } from '../../errors.ts';
import { resourcesFolder } from '../../resources.ts';

/** How a fact is written: as it is, as a day, time or month in both calendars, as yen, percent; by the words of an id; or by what the template says for each value. */
export const kind = z.union([
  z.enum(['text', 'day', 'time', 'month', 'yen', 'yen-or-free', 'percent']),
  z.strictObject({ words: z.string() }),
  z.strictObject({ choice: z.record(z.string(), z.string()) }),
]);
export type FactKind = z.infer<typeof kind>;

/** Text with `{placeholders}`. Where one of them is not known, `else` stands for it, or it is left out. */
const otherwise = z.string().optional();

const textBlock = z.strictObject({
  block: z.literal('text'),
  text: z.string(),
  else: otherwise,
  note: z.boolean().optional(),
  align: z.enum(['left', 'right']).optional(),
});
/** A term with its value. `fill`: lines left open for writing in by hand where the value is not known. */
const termsBlock = z.strictObject({
  block: z.literal('terms'),
  rows: z.array(
    z.strictObject({ term: z.string(), value: z.string(), else: otherwise, fill: z.number().int().min(1).optional(), large: z.boolean().optional() }),
  ),
});
/** What the data of the letter lists under that name; nothing where it lists nothing. */
const listBlock = z.strictObject({ block: z.literal('list'), heading: z.string(), list: z.string() });
const itemsBlock = z.strictObject({ block: z.literal('items'), heading: z.string(), items: z.array(z.string()) });
/** Lists side by side, row by row, with a note below; `share`: parts of the width. */
const tableBlock = z.strictObject({
  block: z.literal('table'),
  heading: z.string(),
  note: z.string(),
  columns: z.array(z.strictObject({ heading: z.string(), list: z.string(), share: z.number() })),
});
/** Lines to sign on; a value stands on the line already. */
const signBlock = z.strictObject({ block: z.literal('sign'), rows: z.array(z.strictObject({ label: z.string(), value: z.string().optional() })) });

export const block = z.discriminatedUnion('block', [textBlock, termsBlock, listBlock, itemsBlock, tableBlock, signBlock]);
export type Block = z.infer<typeof block>;
export type BlockOf<Name extends Block['block']> = Extract<Block, { block: Name }>;

const template = z.strictObject({
  id: z.string(),
  version: z.string(),
  /** ISO day of this version. */
  date: z.iso.date(),
  sheet: z.enum(['a4', 'postcard', 'label']),
  title: z.string(),
  /** Whom it is addressed to, with the address of the holder or without; `null`: a record that stays. */
  to: z.strictObject({ name: z.string(), else: z.string(), address: z.boolean() }).nullable(),
  /** The authority is named as its sender. */
  from: z.boolean(),
  facts: z.record(z.string(), kind),
  /** How each item of a list is written. */
  lists: z.record(z.string(), kind),
  body: z.array(block),
});
export type Template = z.infer<typeof template>;

const FOLDER = 'credentials/letters';
let loaded: readonly Template[] | undefined;

/** Every version on record, the newest of each letter first. */
export function templates(): readonly Template[] {
  loaded ??= readdirSync(join(resourcesFolder, FOLDER))
    .filter((name) => name.endsWith('.json'))
    .map((name) => template.parse(JSON.parse(readFileSync(join(resourcesFolder, FOLDER, name), 'utf8'))))
    .toSorted((a, b) => (a.id === b.id ? (a.date < b.date ? 1 : -1) : a.id < b.id ? -1 : 1));
  return loaded;
}

/**
 * @param version as it was when the letter was first printed; the newest without
 * @throws AppError LETTER_UNKNOWN
 */
export function templateOf(id: string, version?: string): Template {
  const found = templates().find((known) => known.id === id && (version === undefined || known.version === version));
  if (!found) throw new AppError('LETTER_UNKNOWN', { template: id });
  return found;
}
