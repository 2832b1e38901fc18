import { randomBytes } from 'node:crypto';
import type { Facts } from '../../audit/actions.ts';
import { sha256 } from '../../documents/sha256.ts';
import { AppError } from '../../errors.ts';
import { type Acting, actingAs, type Person } from './acting.ts';
import { type KnownStaff, tokenId } from './book.ts';
import type { StaffParts } from './parts.ts';
import { endProvisional } from './provisional.ts';
import { assertMayTake, authorise, isSettingUp } from './rules.ts';
import { staffWriter } from './write.ts';

/** Who asks for a token, and how that was proved where it is known. */
export type TokenAsker = Person & Partial<Pick<Acting, 'by'>>;

/** How staff act at the command line, where nobody sits. */
export interface StaffTokens {
  /**
   * A token for the command line, 256 random bits in base64url, of which only the hash is kept; it is told once. For oneself with a passkey or card, not
   * by another token, except in place of one that a colleague made alone; for somebody else by two persons, or in the set-up phase; at the first start
   * for the first person, who never had anything to sign in with.
   * @param days until it ends, 1 to 366
   * @param name what it is for
   * @throws AppError USAGE_WRONG, STAFF_UNKNOWN, STAFF_SIGN_IN_NEEDED, STAFF_ROLE_NEEDED, SECOND_PERSON_NEEDED
   */
  makeToken(id: string, days: number, acting: TokenAsker | null, second?: Person | null, name?: string): Promise<string>;
  /**
   * Who holds a token, recorded each time.
   * @param provisional also one that a colleague made alone, which its holder comes to replace
   * @throws AppError STAFF_TOKEN_WRONG, STAFF_OWN_KEY_NEEDED
   */
  byToken(token: string, provisional?: 'provisional'): Promise<Acting>;
  /** Takes a token back, one's own or, by who decides about staff, anybody's. @param id as told of it @throws AppError STAFF_UNKNOWN, STAFF_ROLE_NEEDED, STAFF_LAST_APPROVER */
  removeToken(id: string, acting: Person): Promise<KnownStaff>;
}

const DAY = 86_400_000;
const LONGEST_TOKEN_DAYS = 366;
const hashOf = (token: string): string => sha256(Buffer.from(token));

export function openStaffTokens({ store, audit, book, turn }: StaffParts): StaffTokens {
  const { db, now } = store;
  const write = staffWriter({ store, audit, book });

  const rowsOf = (id: string) => db.selectFrom('staff_token').select(['removed_at', 'expires_at', 'provisional']).where('staff', '=', id).execute();

  /** Who may have a token made for this person now. */
  async function tokenAuthority(staff: KnownStaff, acting: TokenAsker | null, second: Person | null): Promise<Facts> {
    const alone = { by: staff.id, second: null };
    const before = await rowsOf(staff.id);
    const isFirst = book.all.length === 1 && before.length === 0 && staff.passkeys.length === 0 && !staff.card;
    if (!acting && isFirst) return { ...alone, setUp: true };
    if (acting?.id !== staff.id) return { ...authorise(book, acting, second) };
    if (acting.by === 'passkey' || acting.by === 'card') return { ...alone, setUp: false };
    const replaces = before.some((row) => row.provisional === 1 && row.removed_at === null && row.expires_at > now().toISOString());
    if (replaces) return { ...alone, setUp: false };
    // Alone in the set-up phase, whose only token ends, goes on: a colleague could be set up alone too.
    if (!second && !isSettingUp(book)) throw new AppError('SECOND_PERSON_NEEDED');
    return { ...authorise(book, acting, second) };
  }

  return {
    makeToken: (id, days, acting, second = null, name = '') =>
      turn(async () => {
        if (!Number.isInteger(days) || days < 1 || days > LONGEST_TOKEN_DAYS)
          throw new AppError('USAGE_WRONG', { note: `1-${LONGEST_TOKEN_DAYS} days` });
        const authority = await tokenAuthority(book.active(id), acting, second);
        const token = randomBytes(32).toString('base64url');
        const hash = hashOf(token);
        const from = now();
        const row = {
          ...{ sha256: hash, staff: id, name: name.trim(), made_by: String(authority['by']), used_at: null, removed_at: null },
          created_at: from.toISOString(),
          expires_at: new Date(from.getTime() + days * DAY).toISOString(),
          provisional: authority['setUp'] === true && authority['by'] !== id ? 1 : 0,
        } as const;
        await write(id, 'staff.token-made', { ...authority, token: tokenId(hash), expires: row.expires_at }, async (transaction) => {
          if (authority['by'] === id) await endProvisional(transaction, id, from);
          await transaction.insertInto('staff_token').values(row).execute();
        });
        return token;
      }),
    async byToken(token, allowing) {
      const row = await db.selectFrom('staff_token').selectAll().where('sha256', '=', hashOf(token)).executeTakeFirst();
      const staff = row && book.find(row.staff);
      const at = now().toISOString();
      const reason = !row ? 'unknown' : row.removed_at ? 'removed' : row.expires_at <= at ? 'expired' : staff?.state !== 'active' ? 'left' : null;
      const provisional = !reason && row?.provisional === 1 && allowing !== 'provisional';
      if (reason || !staff || provisional) {
        await audit.record({ action: 'staff.refused', facts: { means: 'token', reason: reason ?? 'provisional', staff: row?.staff ?? null } });
        throw new AppError(provisional ? 'STAFF_OWN_KEY_NEEDED' : 'STAFF_TOKEN_WRONG');
      }
      const facts = { means: 'token', token: tokenId(row.sha256) };
      await write(staff.id, 'staff.signed-in', facts, (transaction) =>
        transaction.updateTable('staff_token').set({ used_at: at }).where('sha256', '=', row.sha256).execute(),
      );
      return actingAs(staff, 'token');
    },
    removeToken: (id, acting) =>
      turn(async () => {
        const staff = book.ownerOf('tokens', id);
        assertMayTake(book.all, staff, id, acting);
        const { sha256: hash } = (await db.selectFrom('staff_token').select('sha256').where('staff', '=', staff.id).execute()).find(
          (row) => tokenId(row.sha256) === id,
        )!;
        return write(staff.id, 'staff.token-removed', { token: id, by: acting.id }, (transaction) =>
          transaction.updateTable('staff_token').set({ removed_at: now().toISOString() }).where('sha256', '=', hash).execute(),
        );
      }),
  };
}
