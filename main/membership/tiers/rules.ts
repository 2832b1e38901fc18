import * as z from 'zod';
import { isNationalClass, NATIONAL_CLASSES } from './national-classes.ts';
import { KINDS_WITH_DOCUMENTS } from './procedure-kinds.ts';

const id = z.string().regex(/^[\w-]{1,40}$/);
const label = z.string().min(1).max(100);
const years = z.int().min(0).max(150);

/** When a relief is given; all that stands there must hold. */
const condition = z.strictObject({
  /** Completed years of age. */
  ageFrom: years.optional(),
  /** Completed years since joining this association. */
  memberYearsFrom: years.optional(),
  /** Until that many years have passed since the licence was registered or, where that is not known, the year of graduation. */
  graduatedWithin: years.optional(),
  /** Grounds that the member has to claim (illness, childbirth). */
  claimed: z.array(id).optional(),
});

const memberClass = z.strictObject({
  id,
  label,
  /** Class of the national association that it stands for; `null`: none. */
  national: z.string().refine(isNationalClass).nullable(),
});

const attachment = z.strictObject({ id, label, for: z.array(z.enum(KINDS_WITH_DOCUMENTS)).min(1) });
const relief = z.strictObject({ id, label, classes: z.array(id).min(1), when: condition });

const unique = (rows: readonly { readonly id: string }[]): boolean => new Set(rows.map((row) => row.id)).size === rows.length;

/**
 * Rules of one association (column `association.rules`), which each sets for itself: classes of its own, whether whoever joins has to join up to
 * 日本医師会 (入会時は日医まで), whether a member may be in several groups at once (複数入会), documents to be attached, reliefs of its fee.
 * Source: MAMIS説明資料 Ver1.00 (2024-03), 医師会ごとの独自ルールの設定機能.
 */
export const associationRules = z
  .strictObject({
    classes: z.array(memberClass).min(1).refine(unique),
    joinToNational: z.boolean().default(false),
    severalGroups: z.boolean().default(true),
    attachments: z.array(attachment).refine(unique).default([]),
    reliefs: z.array(relief).refine(unique).default([]),
  })
  .refine(({ classes, reliefs }) => reliefs.every((each) => each.classes.every((given) => classes.some((known) => known.id === given))));
export type AssociationRules = z.infer<typeof associationRules>;
export type ReliefRule = AssociationRules['reliefs'][number];

/** Rules where an association has set none: the classes of the national association, as many groups as one likes, no attachments. */
export const PLAIN_RULES: AssociationRules = associationRules.parse({
  classes: NATIONAL_CLASSES.map(({ id, label }) => ({ id, label, national: id })),
});
