import type { StaffRole } from '../../api/schema/staff.ts';
import type { KnownStaff } from './book.ts';

/** Somebody of the staff who acts. */
export interface Acting {
  readonly id: string;
  readonly name: string;
  readonly roles: ReadonlySet<StaffRole>;
  /** Code of the association whose people alone are seen; `null`: everybody. */
  readonly association: string | null;
  /** How it was proved who it is; `null`: somebody who is only named, by whom something was proposed. */
  readonly by: 'passkey' | 'card' | 'token' | null;
}

/** Who it is, where that is enough: roles are looked up anew. */
export type Person = Pick<Acting, 'id'>;

/** Somebody of the staff as who acts. */
export const actingAs = ({ id, name, roles, association }: KnownStaff, by: Acting['by']): Acting => ({
  id,
  name,
  roles: new Set(roles),
  association,
  by,
});
