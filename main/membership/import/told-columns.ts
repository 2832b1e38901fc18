import type { Kysely } from 'kysely';
import * as z from 'zod';
import { type ImportColumn, importColumn } from '../../api/schema/membership.ts';
import type { Tables } from '../../store/schema.ts';
import { keepSetting, readSetting } from '../../store/setting.ts';

const SETTING = 'membershipColumns';
const stored = z.record(z.string(), z.array(importColumn));

async function read(db: Kysely<Tables>): Promise<Readonly<Record<string, readonly ImportColumn[]>>> {
  return stored.safeParse(await readSetting(db, SETTING)).data ?? {};
}

const byHeading = (columns: readonly ImportColumn[]) => columns.map((column) => [column.heading, column] as const);

/** Columns that were told before for lists like this one, under those told now. @param likes profile, or kind of list without one */
export async function toldColumns(db: Kysely<Tables>, likes: string, now: readonly ImportColumn[]): Promise<readonly ImportColumn[]> {
  const all = await read(db);
  const before = Object.hasOwn(all, likes) ? (all[likes] ?? []) : [];
  return [...new Map([...byHeading(before), ...byHeading(now)]).values()];
}

/** Remembers what was told, for the next file like this one. */
export async function rememberColumns(transaction: Kysely<Tables>, likes: string, columns: readonly ImportColumn[]): Promise<void> {
  await keepSetting(transaction, SETTING, { ...(await read(transaction)), [likes]: columns });
}
