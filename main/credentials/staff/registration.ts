import { randomUUID } from 'node:crypto';
import type { StaffOrder } from '../../api/schema/staff.ts';
import type { Facts } from '../../audit/actions.ts';
import { AppError } from '../../errors.ts';
import type { Person } from './acting.ts';
import type { KnownStaff } from './book.ts';
import type { StaffParts } from './parts.ts';
import { passkeyRow } from './passkey-rows.ts';
import { makePasskey, type Passkey } from './passkeys.ts';
import { assertApproversLeft, assertNameFree, assertSound, authorise, type Authority, type Member } from './rules.ts';
import { staffWriter } from './write.ts';

/** Who is staff, and in which roles. Each change needs two people who may decide about staff, one alone in the set-up phase (`rules.ts`). */
export interface Registration {
  /**
   * The very first person needs nobody's word, must be able to decide about staff, and gives a passkey at once where the shell can ask for one.
   * @throws AppError STAFF_NAME_TAKEN, STAFF_ASSOCIATION_NEEDED, STAFF_LAST_APPROVER, STAFF_ROLE_NEEDED, STAFF_SIGN_IN_NEEDED, SECOND_PERSON_NEEDED, PASSKEY_REFUSED
   */
  add(order: StaffOrder, acting: Person | null, second: Person | null): Promise<KnownStaff>;
  /** @throws AppError as `add`, STAFF_UNKNOWN */
  change(order: StaffOrder & Person, acting: Person | null, second: Person | null): Promise<KnownStaff>;
  /** For good: who comes back is registered anew. @throws AppError as `change` */
  leave(id: string, acting: Person | null, second: Person | null): Promise<KnownStaff>;
}

const FIRST_PASSKEY = '1';

const rolesOf = (order: StaffOrder) => [...new Set(order.roles)].sort();
const factsOf = (order: StaffOrder) => ({ roles: rolesOf(order).join(', '), association: order.association });

export function openRegistration({ store, audit, book, passkeys, asking, turn }: StaffParts): Registration {
  const { now } = store;

  const write = staffWriter({ store, audit, book });

  async function firstPasskey(id: string, { name }: StaffOrder): Promise<Passkey | null> {
    return passkeys && asking((signal, announce) => makePasskey({ desk: passkeys, now, signal, announce }, { id, name }, []));
  }

  /** A change of somebody who is registered, in its turn. */
  const decided = (
    id: string,
    acting: Person | null,
    second: Person | null,
    work: (staff: KnownStaff, authority: Authority) => Promise<KnownStaff>,
  ) =>
    turn(async () => {
      const authority = authorise(book, acting, second);
      return work(book.active(id), authority);
    });

  const withChange = (change: Pick<Member, 'id'> & Partial<Member>) =>
    book.all.map((staff) => (staff.id === change.id ? { ...staff, ...change } : staff));

  async function insert(id: string, order: StaffOrder, facts: Facts, passkey: Passkey | null): Promise<KnownStaff> {
    assertNameFree(book.all, order.name, null);
    const created_at = now().toISOString();
    const row = {
      id,
      name: order.name,
      roles: JSON.stringify(rolesOf(order)),
      association: order.association,
      state: 'active',
      card: null,
      created_at,
      card_proved: 0,
      card_until: null,
    } as const;
    return write(id, 'staff.added', { ...factsOf(order), ...facts, passkey: passkey?.id ?? null }, async (transaction) => {
      await transaction.insertInto('staff').values(row).execute();
      if (!passkey) return;
      const key = passkeyRow(passkey, { staff: id, name: FIRST_PASSKEY, state: 'active', registered_by: id, created_at, provisional: 0 });
      await transaction.insertInto('staff_passkey').values(key).execute();
    });
  }

  async function addFirst(order: StaffOrder): Promise<KnownStaff> {
    if (!order.roles.includes('approver') || order.association !== null) throw new AppError('STAFF_LAST_APPROVER');
    const id = randomUUID();
    const passkey = await firstPasskey(id, order);
    return turn(async () => {
      if (book.all.length > 0) throw new AppError('STAFF_SIGN_IN_NEEDED');
      return insert(id, order, { by: id, second: null, setUp: true }, passkey);
    });
  }

  return {
    async add(order, acting, second) {
      assertSound(order);
      if (book.all.length === 0) return addFirst(order);
      return turn(async () => insert(randomUUID(), order, { ...authorise(book, acting, second) }, null));
    },
    async change(order, acting, second) {
      assertSound(order);
      const { id, name, association } = order;
      return decided(id, acting, second, async (_staff, authority) => {
        assertNameFree(book.all, name, id);
        assertApproversLeft(book.all, withChange({ id, roles: order.roles, association }), 1);
        const row = { name, roles: JSON.stringify(rolesOf(order)), association };
        return write(id, 'staff.changed', { ...factsOf(order), ...authority }, (transaction) =>
          transaction.updateTable('staff').set(row).where('id', '=', id).execute(),
        );
      });
    },
    leave: (id, acting, second) =>
      decided(id, acting, second, async (_staff, authority) => {
        assertApproversLeft(book.all, withChange({ id, state: 'left' }), 1);
        return write(id, 'staff.left', { ...authority }, (transaction) =>
          transaction.updateTable('staff').set({ state: 'left' }).where('id', '=', id).execute(),
        );
      }),
  };
}
