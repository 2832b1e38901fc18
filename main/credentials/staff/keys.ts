import { AppError } from '../../errors.ts';
import type { Person } from './acting.ts';
import type { KnownStaff } from './book.ts';
import type { JudgedCard } from './card-judgement.ts';
import type { FreshProof } from './fresh-proof.ts';
import type { StaffParts } from './parts.ts';
import { passkeyRow, readPasskeys } from './passkey-rows.ts';
import { makePasskey } from './passkeys.ts';
import { endProvisional } from './provisional.ts';
import { assertAdministers, assertMayTake, isSettingUp } from './rules.ts';
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
   * Registers a passkey: for oneself at once, after a key that one has already, in place of those that a colleague registered in the set-up phase; for
   * somebody else `pending` until a second person confirms it, and in the set-up phase alone at once, to be replaced by its owner.
   * @param id whose it is
   * @param waits is done before a pending one is kept, so that none is kept which nobody is asked to confirm
   * @throws AppError PASSKEY_NOT_POSSIBLE, PASSKEY_REFUSED, STAFF_UNKNOWN, STAFF_ROLE_NEEDED
   */
  addPasskey(id: string, name: string, acting: Person, waits?: (passkey: string) => Promise<unknown>): Promise<AddedPasskey>;
  /** @throws AppError STAFF_UNKNOWN, STAFF_ROLE_NEEDED, SECOND_PERSON_NEEDED where `second` is missing, the same, or registered it */
  confirmPasskey(id: string, acting: Person, second: Person | null): Promise<KnownStaff>;
  /** One's own, or anybody's by who decides about staff. @throws AppError STAFF_UNKNOWN, STAFF_ROLE_NEEDED, STAFF_LAST_APPROVER */
  removePasskey(id: string, acting: Person): Promise<KnownStaff>;
  /** Keeps a card that has proved possession, in place of the one before. @throws AppError STAFF_UNKNOWN, CARD_ALREADY_BOUND */
  keepCard(id: string, card: JudgedCard, reader: string, vouched: FreshProof): Promise<KnownStaff>;
  /** As `removePasskey`. */
  removeCard(id: string, acting: Person): Promise<KnownStaff>;
}

/** @param proveAnew asks one of somebody's own keys */
export function openStaffKeys({ store, audit, book, passkeys, asking, turn }: StaffParts, proveAnew: (id: string) => Promise<FreshProof>): StaffKeys {
  const { db, now } = store;
  const write = staffWriter({ store, audit, book });

  return {
    async addPasskey(id, name, acting, waits) {
      if (!passkeys) throw new AppError('PASSKEY_NOT_POSSIBLE');
      const staff = book.active(id);
      const own = book.active(acting.id).id === id;
      if (!own) assertAdministers(book.all, acting);
      const vouched = own ? await proveAnew(id) : null;
      // What is replaced may lie on the same device as what replaces it.
      const held = (await readPasskeys(db)).filter((passkey) => passkey.staff === id && !(own && passkey.provisional));
      const made = await asking((signal, announce) => makePasskey({ desk: passkeys, now, signal, announce }, staff, held));
      return turn(async () => {
        book.active(id);
        vouched?.assertFresh();
        if (!own) assertAdministers(book.all, acting);
        const setUp = !own && isSettingUp(book);
        const pending = !own && !setUp;
        const facts = {
          staff: id,
          name: name.trim(),
          state: pending ? 'pending' : 'active',
          registered_by: acting.id,
          created_at: now().toISOString(),
          provisional: setUp ? 1 : 0,
        } as const;
        const replacesSetUp = own && book.active(id).ownKeyNeeded;
        if (pending) await waits?.(made.id);
        const recorded = { passkey: made.id, by: acting.id, second: null, pending, setUp, vouchedBy: vouched?.means ?? null, replacesSetUp };
        const after = await write(id, 'staff.passkey-added', recorded, async (transaction) => {
          if (own) await endProvisional(transaction, id, now());
          await transaction.insertInto('staff_passkey').values(passkeyRow(made, facts)).execute();
        });
        return { id: made.id, pending, staff: after };
      });
    },
    confirmPasskey: (id, acting, second) =>
      turn(async () => {
        const staff = book.ownerOf('passkeys', id);
        const row = await db.selectFrom('staff_passkey').select(['registered_by', 'state']).where('id', '=', id).executeTakeFirstOrThrow();
        if (row.state !== 'pending') return staff;
        assertAdministers(book.all, acting);
        if (!second || second.id === acting.id || second.id === row.registered_by || second.id === staff.id)
          throw new AppError('SECOND_PERSON_NEEDED');
        assertAdministers(book.all, second);
        const facts = { passkey: id, by: row.registered_by, second: second.id, pending: false, setUp: false };
        return write(staff.id, 'staff.passkey-added', facts, (transaction) =>
          transaction.updateTable('staff_passkey').set({ state: 'active' }).where('id', '=', id).execute(),
        );
      }),
    removePasskey: (id, acting) =>
      turn(async () => {
        const staff = book.ownerOf('passkeys', id);
        assertMayTake(book.all, staff, id, acting);
        return write(staff.id, 'staff.passkey-removed', { passkey: id, by: acting.id }, (transaction) =>
          transaction.deleteFrom('staff_passkey').where('id', '=', id).execute(),
        );
      }),
    removeCard: (id, acting) =>
      turn(async () => {
        const staff = book.active(id);
        assertMayTake(book.all, staff, staff.certificate, acting);
        return write(id, 'staff.changed', { card: null, by: acting.id }, (transaction) =>
          transaction.updateTable('staff').set({ card: null, card_proved: 0, card_until: null }).where('id', '=', id).execute(),
        );
      }),
    keepCard: (id, { certificate, until, doubt }, reader, vouched) =>
      turn(async () => {
        book.active(id);
        vouched.assertFresh();
        const holder = book.withCertificate(certificate);
        if (holder && holder.id !== id) throw new AppError('CARD_ALREADY_BOUND');
        const row = { card: certificate, card_proved: doubt ? 0 : 1, card_until: until.toISOString() } as const;
        return write(id, 'staff.card-added', { certificate, reader, by: id, vouchedBy: vouched.means }, async (transaction) => {
          await transaction.updateTable('staff').set(row).where('id', '=', id).execute();
          if (!doubt) await endProvisional(transaction, id, now());
        });
      }),
  };
}
