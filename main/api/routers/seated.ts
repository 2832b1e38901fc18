import type { Application } from '../../application.ts';
import { type Permission, requireRole } from '../../credentials/registry/scope.ts';
import type { Acting } from '../../credentials/staff/acting.ts';
import { isStaffed } from '../../credentials/staff/staffed.ts';

/** Says who sits at the desk and may do something; `null` where no staff are registered, and everybody may. */
export type Seated = (permission: Permission) => Promise<Acting | null>;

/** Where staff are registered, whoever sits there must be allowed. @throws AppError STAFF_SIGN_IN_NEEDED, STAFF_SESSION_LOCKED, STAFF_ROLE_NEEDED */
export const seatedAt =
  ({ authority, store }: Pick<Application, 'authority' | 'store'>): Seated =>
  async (permission) => {
    if (!(await isStaffed(store.db))) return null;
    const acting = (await authority()).staff.acting();
    requireRole(acting, permission);
    return acting;
  };
