import { AppError } from '../../errors.ts';
import type { Person } from './acting.ts';
import type { KnownStaff } from './book.ts';
import type { StaffParts } from './parts.ts';
import { passkeyRow, readPasskeys } from './passkey-rows.ts';
import { makePasskey } from './passkeys.ts';
import { assertAdministers, assertApproversLeft, isSettingUp } from './rules.ts';
import { staffWriter } from './write.ts';

export interface AddedPasskey {
  readonly id: string;
  /** Not usable before `confirmPasskey`. */
  readonly pending: boolean;
  readonly staff: KnownStaff;
}

/** What staff sign in with. Whoever decides about staff must not become the second person by a key of his own in another's name. */
export interface StaffKeys {
  /**
   * Registers a passkey: for oneself at once; for somebody else `pending` until a second person confirms it, at once in the set-up phase alone.
   * @param id whose it is
   * @throws AppError PASSKEY_NOT_POSSIBLE, PASSKEY_REFUSED, STAFF_UNKNOWN, STAFF_ROLE_NEEDED
   */
  addPasskey(id: string, name: string, acting: Person): Promise<AddedPasskey>;
  /** @throws AppError STAFF_UNKNOWN, STAFF_ROLE_NEEDED, SECOND_PERSON_NEEDED where `second` is missing, the same, or registered it */
  confirmPasskey(id: string, acting: Person, second: Person | null): Promise<KnownStaff>;
  /** One's own, or anybody's by who decides about staff. @throws AppError STAFF_UNKNOWN, STAFF_ROLE_NEEDED, STAFF_LAST_APPROVER */
  removePasskey(id: string, acting: Person): Promise<KnownStaff>;
  /** Keeps a card that has proved possession, in place of the one before. @throws AppError STAFF_UNKNOWN, CARD_ALREADY_BOUND */
  keepCard(id: string, certificate: string, reader: string): Promise<KnownStaff>;
  /** As `removePasskey`. */
  removeCard(id: string, acting: Person): Promise<KnownStaff>;
}

export function openStaffKeys({ store, audit, book, passkeys, asking, turn }: StaffParts): StaffKeys {
  const { db, now } = store;
  const write = staffWriter({ store, audit, book });

  function assertMayTake(staff: KnownStaff, acting: Person, left: Pick<KnownStaff, 'reachable'>): void {
    if (acting.id !== staff.id) assertAdministers(book.all, acting);
    const after = book.all.map((known) => (known.id === staff.id ? { ...known, ...left } : known));
    assertApproversLeft(book.all, after, 2);
  }

  async function hasToken(staff: string): Promise<boolean> {
    return (await db.selectFrom('staff_token').select('sha256').where('staff', '=', staff).executeTakeFirst()) !== undefined;
  }

  return {
    async addPasskey(id, name, acting) {
      if (!passkeys) throw new AppError('PASSKEY_NOT_POSSIBLE');
      const staff = book.active(id);
      const own = book.active(acting.id).id === id;
      if (!own) assertAdministers(book.all, acting);
      const held = (await readPasskeys(db)).filter((passkey) => passkey.staff === id);
      const made = await asking((signal, announce) => makePasskey({ desk: passkeys, now, signal, announce }, staff, held));
      return turn(async () => {
        book.active(id);
        if (!own) assertAdministers(book.all, acting);
        const setUp = !own && isSettingUp(book.all);
        const pending = !own && !setUp;
        const facts = {
          staff: id,
          name: name.trim(),
          state: pending ? 'pending' : 'active',
          registered_by: acting.id,
          created_at: now().toISOString(),
        } as const;
        const after = await write(id, 'staff.passkey-added', { passkey: made.id, by: acting.id, second: null, pending, setUp }, (transaction) =>
          transaction.insertInto('staff_passkey').values(passkeyRow(made, facts)).execute(),
        );
        return { id: made.id, pending, staff: after };
      });
    },
    confirmPasskey: (id, acting, second) =>
      turn(async () => {
        const staff = book.ownerOf(id);
        const row = await db.selectFrom('staff_passkey').select(['registered_by', 'state']).where('id', '=', id).executeTakeFirstOrThrow();
        if (row.state !== 'pending') return staff;
        assertAdministers(book.all, acting);
        if (!second || second.id === acting.id || second.id === row.registered_by) throw new AppError('SECOND_PERSON_NEEDED');
        assertAdministers(book.all, second);
        const facts = { passkey: id, by: row.registered_by, second: second.id, pending: false, setUp: false };
        return write(staff.id, 'staff.passkey-added', facts, (transaction) =>
          transaction.updateTable('staff_passkey').set({ state: 'active' }).where('id', '=', id).execute(),
        );
      }),
    removePasskey: (id, acting) =>
      turn(async () => {
        const staff = book.ownerOf(id);
        const others = staff.passkeys.some((passkey) => passkey.id !== id && !passkey.pending);
        assertMayTake(staff, acting, { reachable: others || staff.card || (await hasToken(staff.id)) });
        return write(staff.id, 'staff.passkey-removed', { passkey: id, by: acting.id }, (transaction) =>
          transaction.deleteFrom('staff_passkey').where('id', '=', id).execute(),
        );
      }),
    removeCard: (id, acting) =>
      turn(async () => {
        const staff = book.active(id);
        assertMayTake(staff, acting, { reachable: staff.passkeys.some(({ pending }) => !pending) || (await hasToken(id)) });
        return write(id, 'staff.changed', { card: null, by: acting.id }, (transaction) =>
          transaction.updateTable('staff').set({ card: null }).where('id', '=', id).execute(),
        );
      }),
    keepCard: (id, certificate, reader) =>
      turn(async () => {
        book.active(id);
        const holder = book.withCertificate(certificate);
        if (holder && holder.id !== id) throw new AppError('CARD_ALREADY_BOUND');
        return write(id, 'staff.card-added', { certificate, reader, by: id }, (transaction) =>
          transaction.updateTable('staff').set({ card: certificate }).where('id', '=', id).execute(),
        );
      }),
  };
}
