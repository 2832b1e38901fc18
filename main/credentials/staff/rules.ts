import type { StaffOrder, StaffView } from '../../api/schema/staff.ts';
import { AppError } from '../../errors.ts';
import type { Person } from './acting.ts';

/** What the rules about staff look at. */
export interface Member extends Pick<StaffView, 'id' | 'name' | 'roles' | 'association' | 'state'> {
  /** Has something to sign in with now: a passkey that counts, a card that was proved and has not ended, a token that holds. */
  readonly reachable: boolean;
}

/** May decide about staff: an approver of the authority, not of one association. */
export const administers = ({ state, roles, association }: Member): boolean =>
  state === 'active' && roles.includes('approver') && association === null;

/** Everybody, and whether two people ever could decide with keys of their own. */
export interface Everybody {
  readonly all: readonly Member[];
  readonly settled: boolean;
}

/** Two people can decide, each with a key of one's own. Who has nothing to sign in with, or only what a colleague made, is nobody's second person. */
export const canDecideTogether = (members: readonly Member[]): boolean =>
  members.filter((member) => administers(member) && member.reachable).length >= 2;

/**
 * Nobody could be a second person: one alone sets the others up, and the audit log says so. Once two could decide, it comes back only where two decided
 * that one leaves: else whoever waits until a colleague's key has ended, or sets the clock on, would be two persons.
 */
export const isSettingUp = ({ all, settled }: Everybody): boolean => (settled ? all.filter(administers).length < 2 : !canDecideTogether(all));

/** Who decided, for the audit log. */
export interface Authority {
  readonly by: string;
  readonly second: string | null;
  readonly setUp: boolean;
}

/**
 * Whether these people may change something about staff together; one alone only in the set-up phase.
 * @throws AppError STAFF_SIGN_IN_NEEDED, STAFF_ROLE_NEEDED, SECOND_PERSON_NEEDED
 */
export function authorise(everybody: Everybody, acting: Person | null, second: Person | null): Authority {
  const members = everybody.all;
  if (!acting) throw new AppError('STAFF_SIGN_IN_NEEDED');
  assertAdministers(members, acting);
  if (!second && isSettingUp(everybody)) return { by: acting.id, second: null, setUp: true };
  if (!second || second.id === acting.id) throw new AppError('SECOND_PERSON_NEEDED');
  assertAdministers(members, second);
  return { by: acting.id, second: second.id, setUp: false };
}

/** @throws AppError STAFF_ROLE_NEEDED */
export function assertAdministers(members: readonly Member[], { id }: Person): void {
  const member = members.find((known) => known.id === id);
  if (!member || !administers(member)) throw new AppError('STAFF_ROLE_NEEDED');
}

/**
 * That somebody is left who decides, and that taking a key away from one does not leave another alone.
 * @param least how many must be able to sign in afterwards, unless it were fewer before
 * @throws AppError STAFF_LAST_APPROVER
 */
export function assertApproversLeft(before: readonly Member[], after: readonly Member[], least: 1 | 2): void {
  const reachable = (members: readonly Member[]) => members.filter((member) => administers(member) && member.reachable).length;
  const enough = after.some(administers) && reachable(after) >= Math.min(least, reachable(before));
  if (!enough) throw new AppError('STAFF_LAST_APPROVER');
}

/** Somebody with what signs in. */
export interface Keyed extends Member {
  readonly means: readonly string[];
}

/**
 * That a key of somebody may be taken away: by its owner, or by who decides about staff.
 * @param key of `means`, or one that signs nobody in now
 * @throws AppError STAFF_ROLE_NEEDED, STAFF_LAST_APPROVER
 */
export function assertMayTake(members: readonly Keyed[], staff: Keyed, key: string | null, acting: Person): void {
  if (acting.id !== staff.id) assertAdministers(members, acting);
  const reachable = staff.means.some((other) => other !== key);
  assertApproversLeft(
    members,
    members.map((member) => (member.id === staff.id ? { ...member, reachable } : member)),
    2,
  );
}

/** That an order makes sense by itself. @throws AppError STAFF_ASSOCIATION_NEEDED */
export function assertSound({ roles, association }: StaffOrder): void {
  if (roles.includes('association') !== (association !== null)) throw new AppError('STAFF_ASSOCIATION_NEEDED');
}

/** @throws AppError STAFF_NAME_TAKEN when somebody else who works here or did has it: records of what was done show names */
export function assertNameFree(members: readonly Member[], name: string, own: string | null): void {
  if (members.some((known) => known.name === name && known.id !== own)) throw new AppError('STAFF_NAME_TAKEN');
}
