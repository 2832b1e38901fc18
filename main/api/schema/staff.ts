import * as z from 'zod';
import { isoTime } from './common.ts';

export const STAFF_ROLES = ['reception', 'examiner', 'approver', 'operator', 'auditor', 'association'] as const;
export const staffRole = z.enum(STAFF_ROLES);
export type StaffRole = z.infer<typeof staffRole>;
export const staffView = z.object({
  id: z.string(),
  name: z.string(),
  roles: z.array(staffRole),
  /** Only the people of this association are seen. */
  association: z.string().nullable(),
  state: z.enum(['active', 'left']),
  /** `pending`: registered by somebody else, and not usable before a second person has confirmed it. */
  passkeys: z.array(z.object({ id: z.string(), name: z.string(), createdAt: isoTime, usedAt: isoTime.nullable(), pending: z.boolean() })),
  card: z.boolean(),
  /** For the command line; shown to whose they are and to who decides about staff. `by`: name of who made it, where that is known. */
  tokens: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      createdAt: isoTime,
      by: z.string().nullable(),
      expiresAt: isoTime,
      usedAt: isoTime.nullable(),
      ended: z.boolean(),
    }),
  ),
});
export type StaffView = z.infer<typeof staffView>;
/** Whoever sits at the desk, also while it is locked: nothing of keys. */
export const seatedStaff = staffView.pick({ id: true, name: true, roles: true, association: true });
export type SeatedStaff = z.infer<typeof seatedStaff>;

/** `none`: nobody is signed in · `locked`: idle too long; the same person signs in again and goes on. */
export const staffSession = z.object({
  state: z.enum(['none', 'signed-in', 'locked']),
  staff: seatedStaff.nullable(),
  by: z.enum(['passkey', 'card', 'token']).nullable(),
  /** When it locks unless something is done. */
  locksAt: isoTime.nullable(),
  /** Nobody is registered yet: the first one is set up without another's word. */
  firstStart: z.boolean(),
  /** The reader on which staff put their own cards; `null`: none is named. */
  cardReader: z.string().nullable(),
  /** A colleague registered the passkey: nothing goes on before one is registered by whoever sits here. */
  ownKeyNeeded: z.boolean(),
  /** Address of the page on which the passkey is asked for now. */
  page: z.string().nullable(),
});
export type StaffSession = z.infer<typeof staffSession>;
export const staffOrder = z.object({
  name: z.string().trim().min(1).max(60),
  /** Each once, sorted, so that two orders of the same are the same. */
  roles: z
    .array(staffRole)
    .min(1)
    .transform((roles) => [...new Set(roles)].sort()),
  association: z.string().max(100).nullable(),
});
export type StaffOrder = z.infer<typeof staffOrder>;
