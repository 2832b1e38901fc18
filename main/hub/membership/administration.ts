import * as z from 'zod';
import type { Route } from '../http/router.ts';
import type { HubParts } from '../parts.ts';
import { importMembers, undoImport } from './imports.ts';
import type { MembershipParts } from './parts.ts';
import { REPORT_FORMATS, REPORTS, reportFile } from './report-file.ts';
import { AFFAIRS } from './affairs.ts';
import { tellChange } from './tell-change.ts';
import { routesOf, type Work, work } from './work.ts';

const code = z.string().min(1).max(60);
/** A list of members of 20 MB, in base64. */
const LIMIT = 30 * 1024 * 1024;

const importOrder = z.strictObject({ association: code, profile: code.optional(), apply: z.boolean(), file: z.base64() });
const undoOrder = z.strictObject({ id: z.uuid() });
const reportOrder = z.strictObject({
  what: z.enum(REPORTS),
  association: code.optional(),
  day: z.iso.date().optional(),
  format: z.enum(REPORT_FORMATS),
  encoding: z.enum(['utf-8', 'shift_jis']),
  profile: code.optional(),
  language: z.enum(['ja', 'en']),
});

/** What whoever runs the hub does with memberships, over HTTP or on the database itself. */
export const ADMINISTRATION = {
  import: work(
    ['POST', '/admin/membership/import', 'admin'],
    'Compares a list of members with what is held, and takes it in.',
    importOrder,
    (parts, actor, { file, ...order }) => importMembers(parts, actor, { ...order, bytes: Buffer.from(file, 'base64') }),
  ),
  undo: work(['POST', '/admin/membership/undo', 'admin'], 'Undoes an import.', undoOrder, (parts, actor, { id }) => undoImport(parts, actor, id)),
  report: work(['POST', '/admin/membership/report', 'admin'], 'A report of members, as a file.', reportOrder, async (parts, actor, order) => {
    const { bytes, ...report } = await reportFile(parts, actor, order);
    return { ...report, file: Buffer.from(bytes).toString('base64') };
  }),
} as const;

export const membershipParts = (parts: Pick<HubParts, 'store' | 'url' | 'keys'>): MembershipParts => ({
  store: parts.store,
  told: tellChange(parts),
});

/** Routes of `ADMINISTRATION`: whoever has the scope `admin`. */
export const membershipRoutes = (parts: HubParts): readonly Route[] => [
  ...routesOf(Object.values(ADMINISTRATION) as readonly Work[], membershipParts(parts), LIMIT),
  ...routesOf(Object.values(AFFAIRS) as readonly Work[], membershipParts(parts)),
];
