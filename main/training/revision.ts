import * as z from 'zod';
import { isoTime } from '../api/schema/common.ts';
import { type Seminar, type SeminarPlan, seminarPlan, seminarState } from '../api/schema/training.ts';
import { canonicalJson, type Json } from '../audit/canonical-json.ts';
import { isSettled, nextByHand } from './states.ts';

const planText = z.string().refine((text) => {
  try {
    return seminarPlan.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}, 'not a plan of a seminar');

/** One change of a seminar, as it is kept and as it travels to other stations. Never changed. */
export const seminarRevision = z.object({
  seminar: z.string().min(1).max(100),
  revision: z.number().int().min(1),
  at: isoTime,
  state: seminarState,
  /** Plan as canonical JSON. */
  plan: planText,
  reason: z.string().max(300),
});
export type SeminarRevision = Readonly<z.infer<typeof seminarRevision>>;

const utc = (time: string): string => new Date(time).toISOString();

/** A plan as it is kept: canonical JSON, all times in UTC. */
export function textOfPlan(plan: SeminarPlan): string {
  const sessions = plan.sessions.map((session) => ({ ...session, startsAt: utc(session.startsAt), endsAt: utc(session.endsAt) }));
  return canonicalJson(JSON.parse(JSON.stringify({ ...plan, sessions })) as Json);
}

/** Everything of a revision as one text: revisions are the same if and only if their texts are. */
export const textOfRevision = ({ seminar, revision, at, state, plan, reason }: SeminarRevision): string =>
  canonicalJson({ seminar, revision, at, state, plan, reason });

/** Which of two revisions counts: a settled state before any that is not, then the higher number, the later time, the greater text. */
function later(a: SeminarRevision, b: SeminarRevision): SeminarRevision {
  const differences = [
    Number(isSettled(b.state)) - Number(isSettled(a.state)),
    b.revision - a.revision,
    Date.parse(b.at) - Date.parse(a.at),
    textOfRevision(b) > textOfRevision(a) ? 1 : -1,
  ];
  return differences.find((difference) => difference !== 0)! > 0 ? b : a;
}

/**
 * A seminar as its revisions make it, whatever their order and wherever they were written. Where two stations changed it at once both revisions are kept
 * and one counts; what a station changed without knowing that the attendance was settled elsewhere does not count.
 * @param revisions at least one, of one seminar
 */
export function seminarOf(revisions: readonly SeminarRevision[]): Seminar {
  const current = revisions.reduce(later);
  return {
    id: current.seminar,
    // Counts also what another station changed under the same number: who edited without knowing of it is told so.
    revision: Math.max(revisions.length, ...revisions.map(({ revision }) => revision)),
    state: current.state,
    next: [...nextByHand(current.state)],
    changedAt: current.at,
    plan: JSON.parse(current.plan) as SeminarPlan,
  };
}
