import { oc } from '@orpc/contract';
import * as z from 'zod';
import {
  askOrder,
  association,
  associationName,
  consentOrder,
  correctOrder,
  decideOrder,
  memberView,
  ownAssociations,
  pendingCount,
  planOrder,
  procedureList,
  procedurePlan,
  procedureQuery,
} from '../schema/procedures.ts';

const one = z.object({ id: z.uuid() });

/** Joining, moving, leaving: what an association does with the memberships of its own people, at the hub. */
export const procedures = {
  own: oc.output(ownAssociations),
  associations: oc.output(z.array(associationName)),
  chain: oc.input(z.object({ code: z.string().max(60) })).output(z.array(association)),
  counts: oc.output(z.array(pendingCount)),
  list: oc.input(procedureQuery).output(procedureList),
  member: oc.input(z.object({ registration: z.string().max(20) })).output(memberView),
  /** What a request would lead to, and of what the person is to be warned. */
  plan: oc.input(planOrder).output(procedurePlan),
  ask: oc.input(askOrder).output(one),
  correct: oc.input(correctOrder).output(z.void()),
  takeBack: oc.input(one).output(z.void()),
  decide: oc.input(decideOrder).output(z.object({ state: z.string() })),
  /** 在籍証明書, once it is approved. */
  certificate: oc.input(one).output(z.file()),
  consent: oc.input(consentOrder).output(z.void()),
};
