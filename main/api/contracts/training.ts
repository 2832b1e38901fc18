import { oc } from '@orpc/contract';
import * as z from 'zod';
import { openedDocument } from '../schema/document.ts';
import {
  certifiable,
  columnProfile,
  exportOrder,
  localRules,
  planFinding,
  policyPreset,
  scheme,
  seminar,
  seminarPlan,
  seminarState,
  settlement,
  statistics,
  submission,
} from '../schema/training.ts';

const seminarId = z.object({ seminar: z.string() });
const by = z.string().min(1).max(100);

/** Seminars: their plan, their course, and what comes out of them. */
export const training = {
  /** Schemes of credits with their categories, codes and the rules that are not on record. */
  schemes: oc.output(z.array(scheme)),
  presets: oc.output(z.array(policyPreset)),
  profiles: oc.output(z.array(columnProfile)),
  /** Rules that no source on record states, as the association has set them. */
  localRules: oc.output(localRules),
  setLocalRules: oc.input(localRules).output(localRules),
  list: oc.output(z.array(seminar)),
  get: oc.input(seminarId).output(seminar),
  /** What the rule tables say of a plan while it is being written. */
  review: oc.input(seminarPlan).output(z.array(planFinding)),
  create: oc.input(seminarPlan).output(seminar),
  /** `revision`: the one that was changed; another one in between is refused. `reason`: why the plan of a seminar that has begun is changed. */
  revise: oc
    .input(z.object({ seminar: z.string(), revision: z.number().int(), plan: seminarPlan, reason: z.string().max(300).optional() }))
    .output(seminar),
  move: oc.input(z.object({ seminar: z.string(), to: seminarState, reason: z.string().max(300) })).output(seminar),
  /** As computed from the facts now, nothing is frozen. */
  preview: oc.input(seminarId).output(settlement),
  /** Freezes the result (確定); `by` is the person of the office. */
  settle: oc.input(z.object({ seminar: z.string(), by })).output(settlement),
  /** Freezes a corrected result, from facts that came since; two different persons answer for it. */
  correct: oc.input(z.object({ seminar: z.string(), by, confirmedBy: by, reason: z.string().min(1).max(300) })).output(settlement),
  /** Every frozen result, newest first. */
  settlements: oc.input(seminarId).output(z.array(settlement)),
  statistics: oc.input(seminarId).output(statistics),
  export: oc.input(exportOrder).output(z.file()),
  /** Whose attendance can be certified, and who attended and goes without. */
  certifiable: oc.input(seminarId).output(certifiable),
  /** Certificates of attendance, opened as documents to be signed; one that is open already is not opened again. */
  certificates: oc.input(z.object({ seminar: z.string(), person: z.string().optional() })).output(z.array(openedDocument)),
  submissions: oc.input(seminarId).output(z.array(submission)),
  submit: oc
    .input(z.object({ seminar: z.string(), mode: submission.shape.mode, profile: z.string(), by }))
    .output(z.object({ submission, file: z.file() })),
  receipt: oc
    .input(
      z.object({
        submission: z.string(),
        number: z.string().max(100),
        outcome: z.enum(['accepted', 'partly-rejected', 'rejected']),
        note: z.string().max(500),
      }),
    )
    .output(submission),
};
