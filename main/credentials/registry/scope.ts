import type { StaffRole } from '../../api/schema/staff.ts';
import { AppError } from '../../errors.ts';
import type { Acting } from '../staff/acting.ts';

const STAFF = ['reception', 'examiner', 'approver', 'operator', 'association'] as const;
const CENTRE = ['reception', 'examiner', 'approver', 'operator'] as const;

/** What each role may do besides the steps of the machines, whose roles are in their own table. */
export const PERMISSIONS = {
  look: [...STAFF, 'auditor'],
  apply: ['reception', 'examiner', 'association'],
  stop: ['reception', 'approver', 'association'],
  change: ['reception', 'examiner', 'association'],
  note: STAFF,
  evidence: STAFF,
  fee: ['examiner', 'approver'],
  letter: [...STAFF, 'auditor'],
  day: ['approver', 'operator'],
  bulk: ['examiner', 'approver', 'operator'],
  produce: ['operator'],
  'hand-over': ['reception', 'association'],
  certificate: ['operator', 'reception', 'association'],
  revoke: ['approver', 'operator'],
  'status-list': ['operator', 'approver'],
  import: ['operator', 'approver'],
  export: [...CENTRE, 'auditor'],
  forecast: [...STAFF, 'auditor'],
  audit: ['auditor', 'approver'],
  retention: ['approver'],
  settings: ['approver'],
} as const satisfies Readonly<Record<string, readonly StaffRole[]>>;
/** One of `PERMISSIONS`. */
export type Permission = keyof typeof PERMISSIONS;

/** Whether one of somebody’s roles allows it, wherever that person sits. */
export const may = ({ roles }: Acting, permission: Permission): boolean => PERMISSIONS[permission].some((role) => roles.has(role));

/** What concerns everybody, so that the desk of one association never does it. */
const OF_THE_CENTRE: ReadonlySet<Permission> = new Set(['day', 'produce', 'status-list', 'import', 'export', 'audit', 'retention', 'settings']);

/** @throws AppError STAFF_ROLE_NEEDED */
export function requireRole(acting: Acting, permission: Permission): void {
  const within = acting.association === null || !OF_THE_CENTRE.has(permission);
  if (!within || !may(acting, permission)) throw new AppError('STAFF_ROLE_NEEDED', { roles: PERMISSIONS[permission].join(' ') });
}

/** An association's desk sees its own people alone. */
export const sees = ({ association }: Acting, home: string | null): boolean => association === null || association === home;

/** @throws AppError HOLDER_UNKNOWN: whether somebody is held elsewhere is not told either */
export function requireSight(acting: Acting, home: string | null): void {
  if (!sees(acting, home)) throw new AppError('HOLDER_UNKNOWN');
}
