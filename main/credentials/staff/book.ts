import type { Kysely } from 'kysely';
import { AppError } from '../../errors.ts';
import type { Tables } from '../../store/schema.ts';
import type { StaffRole, StaffView } from '../../api/schema/staff.ts';
import type { Member } from './rules.ts';

/** Somebody of the staff with everything that signs in. */
export interface KnownStaff extends StaffView, Member {
  /** SHA-256 of the authentication certificate of the own card. */
  readonly certificate: string | null;
}

/** Everybody who is or was staff, as the tables say. A desk has some dozens at most, so all are in memory; whoever writes reads them again. */
export interface StaffBook {
  readonly all: readonly KnownStaff[];
  find(id: string): KnownStaff | null;
  /** @throws AppError STAFF_UNKNOWN for nobody, and for somebody who left */
  active(id: string): KnownStaff;
  /** Who may sign in with this card. */
  withCertificate(sha256: string): KnownStaff | null;
  /** Whose passkey it is. @throws AppError STAFF_UNKNOWN */
  ownerOf(passkey: string): KnownStaff;
  reload(): Promise<void>;
}

async function read(db: Kysely<Tables>): Promise<readonly KnownStaff[]> {
  const rows = await db.selectFrom('staff').selectAll().orderBy('created_at').orderBy('id').execute();
  const passkeys = await db.selectFrom('staff_passkey').selectAll().orderBy('created_at').orderBy('id').execute();
  const tokens = new Set((await db.selectFrom('staff_token').select('staff').distinct().execute()).map(({ staff }) => staff));
  const byStaff = Map.groupBy(passkeys, ({ staff }) => staff);
  return rows.map(({ id, name, roles, association, state, card }) => {
    const own = byStaff.get(id) ?? [];
    return {
      id,
      name,
      roles: JSON.parse(roles) as StaffRole[],
      association,
      state,
      passkeys: own.map((key) => ({ id: key.id, name: key.name, createdAt: key.created_at, usedAt: key.used_at, pending: key.state === 'pending' })),
      card: card !== null,
      certificate: card,
      reachable: card !== null || tokens.has(id) || own.some((key) => key.state === 'active'),
    };
  });
}

export async function openStaffBook(db: Kysely<Tables>): Promise<StaffBook> {
  let all = await read(db);
  const known = (found: KnownStaff | null | undefined): KnownStaff => {
    if (found?.state !== 'active') throw new AppError('STAFF_UNKNOWN');
    return found;
  };
  const find = (id: string) => all.find((staff) => staff.id === id) ?? null;
  return {
    get all() {
      return all;
    },
    find,
    active: (id) => known(find(id)),
    withCertificate: (sha256) => all.find(({ state, certificate }) => state === 'active' && certificate === sha256) ?? null,
    ownerOf: (passkey) => known(all.find(({ passkeys }) => passkeys.some(({ id }) => id === passkey))),
    async reload() {
      all = await read(db);
    },
  };
}

/** As screens see somebody. */
export const staffView = ({ id, name, roles, association, state, passkeys, card }: KnownStaff): StaffView => ({
  id,
  name,
  roles,
  association,
  state,
  passkeys,
  card,
});
