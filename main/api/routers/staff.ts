import { implement } from '@orpc/server';
import type { Application } from '../../application.ts';
import { AppError } from '../../errors.ts';
import type { Authority } from '../../credentials/authority.ts';
import { requireRole } from '../../credentials/registry/scope.ts';
import type { StaffProposal } from '../../credentials/second/staff-proposals.ts';
import type { Acting } from '../../credentials/staff/acting.ts';
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
      const { staff } = await open();
      if (!staff.session.firstStart) staff.acting();
      return staff.list();
    }),
    add: desk.add.handler(async ({ input }) => {
      const authority = await open();
      const acting = sitting(authority);
      await orProposed(authority, acting, 'staff-add', input, () => authority.staff.add(input, acting, null));
      return authority.staff.list();
    }),
    change: desk.change.handler(async ({ input }) => {
      const authority = await open();
      const acting = sitting(authority);
      await orProposed(authority, acting, 'staff-change', input, () => authority.staff.change(input, acting, null));
      return authority.staff.list();
    }),
    leave: desk.leave.handler(async ({ input }) => {
      const authority = await open();
      const acting = sitting(authority);
      await orProposed(authority, acting, 'staff-leave', input, () => authority.staff.leave(input.id, acting, null));
      return authority.staff.list();
    }),
    addPasskey: desk.addPasskey.handler(async ({ input }) => {
      const authority = await open();
      const acting = authority.staff.acting();
      const { id, pending } = await authority.staff.addPasskey(input.id, input.name, acting);
      if (pending)
        await authority.proposals.propose(acting, { kind: 'staff-passkey', holder: null, reason: '', body: { id, transition: 'staff-passkey' } });
      return authority.staff.list();
    }),
    removePasskey: desk.removePasskey.handler(async ({ input }) => {
      const { staff } = await open();
      await staff.removePasskey(input.id, staff.acting());
      return staff.list();
    }),
    removeCard: desk.removeCard.handler(async ({ input }) => {
      const { staff } = await open();
      await staff.removeCard(input.id, staff.acting());
      return staff.list();
    }),
    setIdleMinutes: desk.setIdleMinutes.handler(async ({ input }) => {
      const { staff } = await open();
      requireRole(staff.acting(), 'settings');
      await settings.change({ staffIdleMinutes: input.minutes });
    }),
    addCard: desk.addCard.handler(async () => {
      const { staff } = await open();
      await staff.addCard(staff.acting());
      return staff.list();
    }),
  };
}
