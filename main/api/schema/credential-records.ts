import * as z from 'zod';

const isoDay = z.iso.date();

export const auditFilter = z.object({
  before: z.number().int().nullable(),
  limit: z.number().int().min(1).max(500),
  action: z.string().nullable(),
  staff: z.string().nullable(),
  holder: z.number().int().nullable(),
  from: isoDay.nullable(),
  until: isoDay.nullable(),
});
export type AuditFilter = z.infer<typeof auditFilter>;

export const retentionRow = z.object({ holder: z.number().int(), name: z.string(), rule: z.string(), since: isoDay });
export const retentionPreview = z.object({
  rows: z.array(retentionRow),
  rules: z.array(z.object({ id: z.string(), years: z.number().int().nullable(), source: z.string() })),
});

export const importProblem = z.object({ line: z.number().int(), code: z.string(), text: z.string() });
export const registryImport = z.object({
  applied: z.boolean(),
  holders: z.number().int(),
  cards: z.number().int(),
  known: z.number().int(),
  problems: z.array(importProblem),
});
