import type { Kysely } from 'kysely';
import { AppError } from '../../errors.ts';
import type { Tables } from '../../store/schema.ts';
import type { SeatedStaff, StaffRole, StaffView } from '../../api/schema/staff.ts';
import { canDecideTogether, type Everybody, type Member } from './rules.ts';
import { keepSetting, readSetting } from '../../store/setting.ts';

/** Somebody of the staff with everything that signs in. */
export interface KnownStaff extends StaffView, Member {
  /** SHA-256 of the authentication certificate of the own card. */
  readonly certificate: string | null;
  /** What signs in now: ids of passkeys and tokens, and the certificate of a card. */
  readonly means: readonly string[];
  /** A colleague registered a passkey alone, in the set-up phase, which is to be replaced by one of their own. */
  readonly ownKeyNeeded: boolean;
}

/** Everybody who is or was staff, as the tables say. A desk has some dozens at most, so all are in memory; whoever writes reads them again. */
export interface StaffBook extends Everybody {
  readonly all: readonly KnownStaff[];
  find(id: string): KnownStaff | null;
  /** @throws AppError STAFF_UNKNOWN for nobody, and for somebody who left */
  active(id: string): KnownStaff;
  /** Who may sign in with this card. */
  withCertificate(sha256: string): KnownStaff | null;
  /** Whose passkey or token it is. @throws AppError STAFF_UNKNOWN */
  ownerOf(kind: 'passkeys' | 'tokens', key: string): KnownStaff;
  reload(): Promise<void>;
  /** Notes, within a change, that two people can decide from now on. */
  settle(transaction: Kysely<Tables>): Promise<void>;
}

/** Since when two people could decide. */
const SETTLED = 'staff settled';

/** What is told of a token instead of itself or its whole hash. */
export const tokenId = (sha256: string): string => sha256.slice(0, 16);

interface Rows {
  readonly staff: readonly Tables['staff'][];
  readonly passkeys: readonly Tables['staff_passkey'][];
  readonly tokens: readonly Tables['staff_token'][];
}

const read = async (db: Kysely<Tables>): Promise<Rows> => ({
  staff: await db.selectFrom('staff').selectAll().orderBy('created_at').orderBy('id').execute(),
  passkeys: await db.selectFrom('staff_passkey').selectAll().orderBy('created_at').orderBy('id').execute(),
  tokens: await db.selectFrom('staff_token').selectAll().where('removed_at', 'is', null).orderBy('created_at').orderBy('sha256').execute(),
});

/** Everybody as they stand at a moment: tokens and cards end by themselves. */
function known({ staff, passkeys, tokens }: Rows, at: string): readonly KnownStaff[] {
  const names = new Map(staff.map(({ id, name }) => [id, name]));
  const keysOf = Map.groupBy(passkeys, (key) => key.staff);
  const tokensOf = Map.groupBy(tokens, (token) => token.staff);
  return staff.map(({ id, name, roles, association, state, card, card_proved, card_until }) => {
    const keys = keysOf.get(id) ?? [];
    const counting = keys.filter((key) => key.state === 'active');
    const own = (tokensOf.get(id) ?? []).map((token) => ({
      id: tokenId(token.sha256),
      name: token.name,
      createdAt: token.created_at,
      by: token.made_by && (names.get(token.made_by) ?? null),
      expiresAt: token.expires_at,
      usedAt: token.used_at,
      ended: token.expires_at <= at,
    }));
    const cardCounts = card !== null && card_proved === 1 && card_until !== null && at <= card_until;
    // A provisional key signs in for nothing but to be replaced.
    const lent = new Set((tokensOf.get(id) ?? []).filter(({ provisional }) => provisional === 1).map((token) => tokenId(token.sha256)));
    const passes = counting.filter(({ provisional }) => provisional === 0).map((key) => key.id);
    const held = own.filter((token) => !token.ended && !lent.has(token.id)).map((token) => token.id);
    const means = [...passes, ...held, ...(cardCounts ? [card] : [])];
    return {
      ...{ id, name, association, state, means },
      roles: JSON.parse(roles) as StaffRole[],
      passkeys: keys.map((key) => ({ id: key.id, name: key.name, createdAt: key.created_at, usedAt: key.used_at, pending: key.state === 'pending' })),
      card: card !== null,
      certificate: card,
      tokens: own,
      reachable: means.length > 0,
      ownKeyNeeded: counting.some(({ provisional }) => provisional === 1),
    };
  });
}

/** @param now for what ends by itself */
export async function openStaffBook(db: Kysely<Tables>, now: () => Date): Promise<StaffBook> {
  let rows = await read(db);
  let settled = (await readSetting(db, SETTLED)) !== null;
  const all = () => known(rows, now().toISOString());
  const working = (found: KnownStaff | null | undefined): KnownStaff => {
    if (found?.state !== 'active') throw new AppError('STAFF_UNKNOWN');
    return found;
  };
  const find = (id: string) => all().find((staff) => staff.id === id) ?? null;
  const book: StaffBook = {
    get all() {
      return all();
    },
    get settled() {
      return settled;
    },
    find,
    active: (id) => working(find(id)),
    withCertificate: (sha256) => all().find(({ state, certificate }) => state === 'active' && certificate === sha256) ?? null,
    ownerOf: (kind, key) => working(all().find((staff) => staff[kind].some(({ id }) => id === key))),
    async reload() {
      rows = await read(db);
      settled = (await readSetting(db, SETTLED)) !== null;
    },
    async settle(transaction) {
      if (settled || !canDecideTogether(known(await read(transaction), now().toISOString()))) return;
      await keepSetting(transaction, SETTLED, now().toISOString());
    },
  };
  // A desk of an earlier build.
  await book.settle(db);
  await book.reload();
  return book;
}

/** As screens see somebody. */
export const staffView = ({ id, name, roles, association, state, passkeys, card, tokens }: KnownStaff): StaffView => ({
  ...{ id, name, roles, association, state, passkeys, card, tokens },
});

/** As screens see whoever sits at the desk. */
export const seatedView = ({ id, name, roles, association }: KnownStaff): SeatedStaff => ({ id, name, roles, association });
