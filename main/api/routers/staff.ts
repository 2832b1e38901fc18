import { implement } from '@orpc/server';
import type { Application } from '../../application.ts';
import { AppError } from '../../errors.ts';
import type { Authority } from '../../credentials/authority.ts';
import { requireRole } from '../../credentials/registry/scope.ts';
import type { StaffProposal } from '../../credentials/second/staff-proposals.ts';
import type { Acting } from '../../credentials/staff/acting.ts';
import type { StaffDesk } from '../../credentials/staff/staff-desk.ts';
import { credentials } from '../contracts/credentials.ts';
import { failures } from '../failures.ts';

/** Whoever is signed in; `null` at the first start alone. @throws AppError STAFF_SIGN_IN_NEEDED, STAFF_SESSION_LOCKED */
const sitting = ({ staff }: Authority): Acting | null => (staff.session.firstStart ? null : staff.acting());

/** Does it, or proposes it to a second person where one must confirm. */
async function orProposed(
  authority: Authority,
  acting: Acting | null,
  kind: StaffProposal,
  body: Readonly<Record<string, unknown>>,
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'SECOND_PERSON_NEEDED' || !acting) throw error;
    await authority.proposals.propose(acting, { kind, holder: null, reason: '', body: { ...body, transition: kind } });
  }
}

/** Staff of the authority's desk. */
export function staffRouter({ authority: open, settings }: Pick<Application, 'authority' | 'settings'>) {
  const desk = implement(credentials.staff).use(failures);
  /** Does something about what somebody signs in with, in the name of whoever sits at the desk. */
  const changing =
    (work: (staff: StaffDesk, acting: Acting, input: { readonly id: string }) => Promise<unknown>) =>
    async ({ input }: { readonly input: { readonly id: string } }) => {
      const { staff } = await open();
      const acting = staff.acting();
      await work(staff, acting, input);
      return staff.listFor(acting);
    };
  return {
    session: desk.session.handler(async function* ({ signal }) {
      yield* (await open()).staff.watch(signal);
    }),
    signIn: desk.signIn.handler(async () => (await open()).staff.signIn()),
    signInWithCard: desk.signInWithCard.handler(async () => (await open()).staff.signInWithCard()),
    touch: desk.touch.handler(async () => (await open()).staff.touch()),
    lock: desk.lock.handler(async () => (await open()).staff.lock()),
    signOut: desk.signOut.handler(async () => (await open()).staff.signOut()),
    nameReader: desk.nameReader.handler(async ({ input }) => (await open()).staff.nameReader(input.reader)),
    list: desk.list.handler(async () => {
      const authority = await open();
      return authority.staff.listFor(sitting(authority));
    }),
    add: desk.add.handler(async ({ input }) => {
      const authority = await open();
      const acting = sitting(authority);
      await orProposed(authority, acting, 'staff-add', input, () => authority.staff.add(input, acting, null));
      return authority.staff.listFor(acting);
    }),
    change: desk.change.handler(async ({ input }) => {
      const authority = await open();
      const acting = sitting(authority);
      await orProposed(authority, acting, 'staff-change', input, () => authority.staff.change(input, acting, null));
      return authority.staff.listFor(acting);
    }),
    leave: desk.leave.handler(async ({ input }) => {
      const authority = await open();
      const acting = sitting(authority);
      await orProposed(authority, acting, 'staff-leave', input, () => authority.staff.leave(input.id, acting, null));
      return authority.staff.listFor(acting);
    }),
    addPasskey: desk.addPasskey.handler(async ({ input }) => {
      const { staff, proposals } = await open();
      const acting = staff.acting('own-key-needed');
      const own = input.id === acting.id ? acting : staff.acting();
      await staff.addPasskey(input.id, input.name, own, (id) =>
        proposals.propose(own, { kind: 'staff-passkey', holder: null, reason: '', body: { id, transition: 'staff-passkey' } }),
      );
      return staff.listFor(own);
    }),
    removePasskey: desk.removePasskey.handler(changing((staff, acting, { id }) => staff.removePasskey(id, acting))),
    addCard: desk.addCard.handler(async () => {
      const { staff } = await open();
      const acting = staff.acting('own-key-needed');
      await staff.addCard(acting);
      return staff.listFor(acting);
    }),
    removeCard: desk.removeCard.handler(changing((staff, acting, { id }) => staff.removeCard(id, acting))),
    removeToken: desk.removeToken.handler(changing((staff, acting, { id }) => staff.removeToken(id, acting))),
    setIdleMinutes: desk.setIdleMinutes.handler(async ({ input }) => {
      const { staff } = await open();
      requireRole(staff.acting(), 'settings');
      await settings.change({ staffIdleMinutes: input.minutes });
    }),
  };
}
