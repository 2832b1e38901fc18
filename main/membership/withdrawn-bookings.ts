import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from '../store/schema.ts';

/** Names a code of a booking (80 random bits) without telling it. */
export const codeHash = (code: string): string => createHash('sha256').update(code).digest('hex');

/** Codes of bookings of one seminar that do not hold any more, by their hashes. */
export interface Withdrawal {
  readonly seminar: string;
  readonly hashes: readonly string[];
  /** At every station: the list said so. Else this desk alone has let go of its list. */
  readonly everywhere: boolean;
}

/**
 * Bookings that were taken back. A booking is its codes, and each of them is made once: who books again gets another. So what was taken back is only ever
 * added to, and stations that have the same bookings and withdrawals conclude the same, whatever came first.
 */
export interface WithdrawnBookings {
  has(seminar: string, code: string): boolean;
  /** Hashes of what is withdrawn everywhere, to be told to other stations. */
  told(seminar: string): readonly string[];
  /** What of some hashes told by another station is not known to be withdrawn everywhere. */
  news(seminar: string, hashes: readonly string[]): readonly string[];
  write(transaction: Kysely<Tables>, withdrawal: Withdrawal): Promise<void>;
  /** The list of a seminar is held again after this desk had let go of one. */
  holdAgain(transaction: Kysely<Tables>, seminar: string): Promise<void>;
  /** Takes up what has been committed for a seminar. */
  read(seminar: string): Promise<void>;
}

/** Rows of one statement; SQLite takes 32,766 values. */
const AT_ONCE = 1_000;

export async function openWithdrawnBookings(db: Kysely<Tables>): Promise<WithdrawnBookings> {
  const seminars = new Map<string, ReadonlyMap<string, boolean>>();
  const select = () => db.selectFrom('withdrawn_booking').selectAll().orderBy('code');

  const take = (seminar: string, rows: readonly Tables['withdrawn_booking'][]) =>
    seminars.set(seminar, new Map(rows.map(({ code, everywhere }) => [code, everywhere === 1] as const)));
  for (const [seminar, rows] of Map.groupBy(await select().execute(), (row) => row.seminar)) take(seminar, rows);

  return {
    has: (seminar, code) => seminars.get(seminar)?.has(codeHash(code)) ?? false,
    told: (seminar) => [...(seminars.get(seminar) ?? [])].filter(([, everywhere]) => everywhere).map(([hash]) => hash),
    news: (seminar, hashes) => [...new Set(hashes)].filter((hash) => seminars.get(seminar)?.get(hash) !== true),
    async write(transaction, { seminar, hashes, everywhere }) {
      for (let start = 0; start < hashes.length; start += AT_ONCE) {
        const rows = hashes.slice(start, start + AT_ONCE).map((code) => ({ seminar, code, everywhere: everywhere ? 1 : 0 }));
        await transaction
          .insertInto('withdrawn_booking')
          .values(rows)
          .onConflict((conflict) => (everywhere ? conflict.columns(['seminar', 'code']).doUpdateSet({ everywhere: 1 }) : conflict.doNothing()))
          .execute();
      }
    },
    async holdAgain(transaction, seminar) {
      await transaction.deleteFrom('withdrawn_booking').where('seminar', '=', seminar).where('everywhere', '=', 0).execute();
    },
    async read(seminar) {
      take(seminar, await select().where('seminar', '=', seminar).execute());
    },
  };
}
