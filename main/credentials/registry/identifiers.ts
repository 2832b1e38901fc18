import type { Kysely } from 'kysely';
import { dayInJapan } from '../../day-in-japan.ts';
import type { Tables } from '../../store/schema.ts';
import type { ObjectKind } from '../machines/table.ts';

const LETTERS: Readonly<Record<ObjectKind, string>> = { application: 'A', order: 'O', card: 'C', certificate: 'T' };
const DIGITS = 7;

/** Gives numbers that people can say on the telephone: kind, year in Japan, count within the year. @example 'A26-0000123' */
export async function numbering(db: Kysely<Tables>, now: Date): Promise<(kind: ObjectKind) => string> {
  const year = dayInJapan(now.getTime()).slice(2, 4);
  const next = new Map<ObjectKind, number>();
  for (const kind of Object.keys(LETTERS) as ObjectKind[]) {
    const begin = `${LETTERS[kind]}${year}-`;
    const last = await db
      .selectFrom('credential_object')
      .select('id')
      .where('id', '>=', begin)
      .where('id', '<', `${begin}~`)
      .orderBy('id', 'desc')
      .executeTakeFirst();
    next.set(kind, last ? Number(last.id.slice(begin.length)) + 1 : 1);
  }
  return (kind) => {
    const number = next.get(kind)!;
    next.set(kind, number + 1);
    return `${LETTERS[kind]}${year}-${String(number).padStart(DIGITS, '0')}`;
  };
}
