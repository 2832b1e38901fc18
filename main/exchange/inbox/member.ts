import * as z from 'zod';
import { MEMBER_FIELDS } from '../../membership/tiers/member-fields.ts';
import { registrationNumber } from '../../membership/registration-number.ts';
import type { IncomingEvent } from './incoming-event.ts';

const day = z.iso.date().nullable().default(null);
const fields = z.partialRecord(z.enum(MEMBER_FIELDS), z.string().max(500));

/** A row of membership as the hub tells it. */
const membership = z.object({
  association: z.string(),
  id: z.string(),
  affiliation: z.string().default(''),
  class: z.string().default(''),
  national_class: z.string().default(''),
  state: z.enum(['active', 'ended']),
  joined_on: day,
  left_on: day,
});
type Membership = Readonly<z.infer<typeof membership>>;

/** Somebody as the hub shows this desk; it may tell more than is kept. */
export const member = z.object({
  registration: z.string().transform((text, context) => {
    const number = registrationNumber(text);
    if (number === null) context.addIssue('not a registration number');
    return number ?? '';
  }),
  fields: z
    .looseObject({})
    .transform((told) => fields.parse(Object.fromEntries(Object.entries(told).filter(([name]) => isField(name)))))
    .default({}),
  memberships: z.array(membership).default([]),
});
export type Member = Readonly<z.infer<typeof member>>;

const isField = (name: string): boolean => MEMBER_FIELDS.some((each) => each === name);

/** Membership as far as a row of it still counts. */
export const activeIn = ({ memberships }: Pick<Member, 'memberships'>, association: string): readonly Membership[] =>
  memberships.filter((row) => row.association === association && row.state === 'active');

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

type Change = (before: Member, payload: IncomingEvent['payload']) => Member;

const rows =
  (change: (row: Membership, payload: IncomingEvent['payload']) => Membership): Change =>
  (before, payload) => {
    const its = ({ association, id }: Membership) =>
      association === payload['association'] && (payload['membership'] === undefined || payload['membership'] === id);
    return { ...before, memberships: before.memberships.map((row) => (its(row) ? change(row, payload) : row)) };
  };

const ended = (row: Membership, payload: IncomingEvent['payload']): Membership => ({
  ...row,
  state: 'ended',
  left_on: text(payload['effective_on']) || null,
});

/** What events change of a member, by their names; each bears to be done twice. */
const CHANGES: Readonly<Record<string, Change>> = {
  'membership.joined': (before, payload) => {
    const row: Membership = {
      association: text(payload['association']),
      id: text(payload['membership']) || text(payload['association']),
      affiliation: text(payload['affiliation']),
      class: text(payload['class']),
      national_class: text(payload['national_class']),
      state: 'active',
      joined_on: text(payload['effective_on']) || null,
      left_on: null,
    };
    return { ...before, memberships: [...before.memberships.filter(({ id }) => id !== row.id), row] };
  },
  'membership.moved': rows((row, payload) => ({ ...row, affiliation: text(payload['affiliation']) || row.affiliation })),
  'membership.class_changed': rows((row, payload) => ({
    ...row,
    class: text(payload['class']) || row.class,
    national_class: text(payload['national_class']) || row.national_class,
  })),
  'membership.withdrawn': rows(ended),
  'person.deceased': (before, payload) => ({ ...before, memberships: before.memberships.map((row) => ended(row, payload)) }),
  'person.name_changed': (before, payload) => {
    const told = { name: text(payload['name']), kana: text(payload['kana']), formerName: text(payload['former_name']) };
    return { ...before, fields: { ...before.fields, ...Object.fromEntries(Object.entries(told).filter(([, value]) => value !== '')) } };
  },
};

/** Names of events that change a member. */
export const MEMBER_EVENTS: readonly string[] = Object.keys(CHANGES);

/** A member after an event; somebody of whom nothing is known begins with a membership. `null`: nothing is to be kept. */
export function changedMember(before: Member | null, { event, subject, payload }: IncomingEvent): Member | null {
  const change = CHANGES[event];
  if (!change || subject.format !== 'doctor') return before;
  if (!before && event !== 'membership.joined') return null;
  return change(before ?? { registration: subject.registration, fields: {}, memberships: [] }, payload);
}
