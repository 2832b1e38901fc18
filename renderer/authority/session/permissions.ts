import type { StaffRole, StaffView } from '../../../main/api/schema/staff.ts';

const STAFF = ['reception', 'examiner', 'approver', 'operator', 'association'] as const;

/**
 * Who has a use for what, so that nothing is offered that would be refused. The program itself decides by its own table
 * (`main/credentials/registry/scope.ts`); a test holds the two together.
 */
export const PERMISSIONS = {
  apply: ['reception', 'examiner', 'association'],
  stop: ['reception', 'approver', 'association'],
  change: ['reception', 'examiner', 'association'],
  note: STAFF,
  evidence: STAFF,
  fee: ['examiner', 'approver'],
  day: ['approver', 'operator'],
  bulk: ['examiner', 'approver', 'operator'],
  produce: ['operator'],
  'hand-over': ['reception', 'association'],
  revoke: ['approver', 'operator'],
  'status-list': ['operator', 'approver'],
  import: ['operator', 'approver'],
  export: ['reception', 'examiner', 'approver', 'operator', 'auditor'],
  forecast: [...STAFF, 'auditor'],
  audit: ['auditor', 'approver'],
  retention: ['approver'],
  settings: ['approver'],
} as const satisfies Readonly<Record<string, readonly StaffRole[]>>;
export type Permission = keyof typeof PERMISSIONS;

/** What concerns everybody is not for the desk of one association. */
export const OF_THE_CENTRE: ReadonlySet<Permission> = new Set([
  'day',
  'produce',
  'status-list',
  'import',
  'export',
  'audit',
  'retention',
  'settings',
]);

/** Whether somebody is offered something. */
export const may = ({ roles, association }: Pick<StaffView, 'roles' | 'association'>, permission: Permission): boolean =>
  (association === null || !OF_THE_CENTRE.has(permission)) && PERMISSIONS[permission].some((role) => roles.includes(role));
