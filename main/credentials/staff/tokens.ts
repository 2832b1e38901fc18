import { randomBytes } from 'node:crypto';
import type { Facts } from '../../audit/actions.ts';
import { sha256 } from '../../documents/sha256.ts';
import { AppError } from '../../errors.ts';
import { type Acting, actingAs, type Person } from './acting.ts';
import type { KnownStaff } from './book.ts';
import type { StaffParts } from './parts.ts';
import { authorise } from './rules.ts';
import { staffWriter } from './write.ts';

/** How staff act at the command line, where nobody sits. */
export interface StaffTokens {
  /**
   * A token for the command line, 256 random bits in base64url, of which only the hash is kept; it is told once. For oneself; for somebody else by two
   * persons, or in the set-up phase; at the first start for the first person, who has nothing else yet.
   * @param days until it ends, 1 to 366
   * @throws AppError USAGE_WRONG, STAFF_UNKNOWN, STAFF_SIGN_IN_NEEDED, STAFF_ROLE_NEEDED, SECOND_PERSON_NEEDED
   */
  makeToken(id: string, days: number, acting: Person | null, second?: Person | null): Promise<string>;
  /** Who holds a token, recorded each time. @throws AppError STAFF_TOKEN_WRONG */
  byToken(token: string): Promise<Acting>;
}

const DAY = 86_400_000;
const LONGEST_TOKEN_DAYS = 366;
const hashOf = (token: string): string => sha256(Buffer.from(token));

export function openStaffTokens({ store, audit, book, turn }: StaffParts): StaffTokens {
  const { db, now } = store;
  const write = staffWriter({ store, audit, book });

  /** Who may have a token made for this person now. */
  function tokenAuthority(staff: KnownStaff, acting: Person | null, second: Person | null): Facts {
    const isFirst = book.all.length === 1 && !staff.reachable;
    if (!acting && isFirst) return { by: staff.id, second: null, setUp: true };
    if (acting?.id === staff.id) return { by: staff.id, second: null, setUp: false };
    return { ...authorise(book.all, acting, second) };
  }

  return {
    makeToken: (id, days, acting, second = null) =>
      turn(async () => {
        if (!Number.isInteger(days) || days < 1 || days > LONGEST_TOKEN_DAYS)
          throw new AppError('USAGE_WRONG', { note: `1-${LONGEST_TOKEN_DAYS} days` });
        const authority = tokenAuthority(book.active(id), acting, second);
        const token = randomBytes(32).toString('base64url');
        const from = now();
        const row = {
          sha256: hashOf(token),
          staff: id,
          created_at: from.toISOString(),
          expires_at: new Date(from.getTime() + days * DAY).toISOString(),
        };
        await write(id, 'staff.token-made', { ...authority, expires: row.expires_at }, (transaction) =>
          transaction.insertInto('staff_token').values(row).execute(),
        );
        return token;
      }),
    async byToken(token) {
      const row = await db.selectFrom('staff_token').selectAll().where('sha256', '=', hashOf(token)).executeTakeFirst();
      const staff = row && book.find(row.staff);
      const reason = !row ? 'unknown' : row.expires_at <= now().toISOString() ? 'expired' : staff?.state !== 'active' ? 'left' : null;
      if (reason || !staff) {
        await audit.record({ action: 'staff.refused', facts: { means: 'token', reason, staff: row?.staff ?? null } });
        throw new AppError('STAFF_TOKEN_WRONG');
      }
      await audit.record({ action: 'staff.signed-in', facts: { staff: staff.id, means: 'token' } });
      return actingAs(staff, 'token');
    },
  };
}
