import type { StaffOrder, StaffView } from '../../api/schema/credentials.ts';
import type { StaffDesk } from '../staff/staff-desk.ts';
import type { ProposalKind } from './proposals.ts';

/** Changes of the staff that two approvers make together. */
export const STAFF_PROPOSALS = ['staff-add', 'staff-change', 'staff-leave', 'staff-passkey'] as const;
/** One of `STAFF_PROPOSALS`. */
export type StaffProposal = (typeof STAFF_PROPOSALS)[number];

type Given = StaffOrder & { readonly id: string };

/** Whether it was carried out before, by a run of the program that ended before it could be noted. */
const DONE: Readonly<Record<StaffProposal, (given: Given, staff: readonly StaffView[]) => boolean>> = {
  'staff-add': ({ name, roles, association }, staff) =>
    staff.some(
      (known) => known.state === 'active' && known.name === name && known.association === association && known.roles.join() === roles.join(),
    ),
  'staff-change': () => false,
  'staff-leave': ({ id }, staff) => staff.some((known) => known.id === id && known.state === 'left'),
  'staff-passkey': ({ id }, staff) => staff.some(({ passkeys }) => passkeys.some((key) => key.id === id && !key.pending)),
};

/** What happens when a change of the staff is confirmed. */
export function staffProposals(staff: StaffDesk): Readonly<Record<StaffProposal, ProposalKind>> {
  const kind = (
    id: StaffProposal,
    work: (given: Given, ...people: Parameters<StaffDesk['add']> extends [unknown, ...infer Rest] ? Rest : never) => Promise<unknown>,
  ): ProposalKind => ({
    roles: () => ['approver'],
    async carryOut({ body, by, second }) {
      const given = body as unknown as Given;
      if (!DONE[id](given, await staff.list())) await work(given, by, second);
    },
  });
  return {
    'staff-add': kind('staff-add', ({ name, roles, association }, by, second) => staff.add({ name, roles, association }, by, second)),
    'staff-change': kind('staff-change', ({ id, name, roles, association }, by, second) =>
      staff.change({ id, name, roles, association }, by, second),
    ),
    'staff-leave': kind('staff-leave', ({ id }, by, second) => staff.leave(id, by, second)),
    'staff-passkey': kind('staff-passkey', ({ id }, by, second) => staff.confirmPasskey(id, by!, second)),
  };
}
