import type { StaffView } from '../../../main/api/schema/staff.ts';
import { address } from '../../frame/routes.ts';
import { may, type Permission } from '../session/permissions.ts';

/** Parts of the workspace that its bar leads to, in order, and what somebody must be allowed to have a use for each. `null`: whoever works here. */
const PARTS = {
  queue: 'evidence',
  proposals: 'evidence',
  new: 'apply',
  'hand-over': 'hand-over',
  production: 'produce',
  revocations: 'revoke',
  bulk: 'bulk',
  forecast: 'forecast',
  exchange: 'export',
  staff: null,
  audit: 'audit',
  retention: 'retention',
  help: null,
} as const satisfies Readonly<Record<string, Permission | null>>;

export type PartId = keyof typeof PARTS;
export const PART_IDS = Object.keys(PARTS) as readonly PartId[];

/** The parts that somebody has a use for. */
export const partsFor = (staff: Pick<StaffView, 'roles' | 'association'>): readonly PartId[] =>
  PART_IDS.filter((part) => {
    const permission: Permission | null = PARTS[part];
    return permission === null || may(staff, permission);
  });

export const partAddress = (part: PartId, id?: string): string => address('authority', part, id);
export const personAddress = (holder: number): string => address('authority', 'person', String(holder));
