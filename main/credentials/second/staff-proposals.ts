import type { ProposalDetail } from '../../api/schema/credentials.ts';
import type { StaffOrder, StaffView } from '../../api/schema/staff.ts';
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

const said = (when: 'before' | 'after', { roles, association }: Pick<StaffOrder, 'roles' | 'association'>): readonly ProposalDetail[] => [
  { label: `roles-${when}`, value: roles.join(' ') },
  { label: `association-${when}`, value: association ?? '' },
];

/** Who it is about, and how that person stands before and would stand after. */
const DETAILS: Readonly<Record<StaffProposal, (given: Given, staff: readonly StaffView[]) => readonly ProposalDetail[]>> = {
  'staff-add': (given) => [{ label: 'name', value: given.name }, ...said('after', given)],
  'staff-change': (given, staff) => {
    const before = staff.find(({ id }) => id === given.id);
    const rest = before ? [{ label: 'name-before', value: before.name }, ...said('before', before)] : [];
    return [...rest, { label: 'name', value: given.name }, ...said('after', given)];
  },
  'staff-leave': ({ id }, staff) => {
    const leaver = staff.find((known) => known.id === id);
    return leaver ? [{ label: 'name', value: leaver.name }, ...said('before', leaver)] : [];
  },
  'staff-passkey': ({ id }, staff) => {
    const owner = staff.find(({ passkeys }) => passkeys.some((key) => key.id === id));
    const key = owner?.passkeys.find((known) => known.id === id);
    return owner && key ? [{ label: 'name', value: owner.name }, ...said('before', owner), { label: 'passkey', value: key.name }] : [];
  },
};

/** What happens when a change of the staff is confirmed. */
export function staffProposals(staff: StaffDesk): Readonly<Record<StaffProposal, ProposalKind>> {
  const kind = (
    id: StaffProposal,
    work: (given: Given, ...people: Parameters<StaffDesk['add']> extends [unknown, ...infer Rest] ? Rest : never) => Promise<unknown>,
  ): ProposalKind => ({
    roles: () => ['approver'],
    details: async ({ body }) => DETAILS[id](body as unknown as Given, await staff.list()),
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
