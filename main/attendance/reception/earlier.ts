import type { Direction, VerdictView } from '../../api/schema/attendance.ts';
import type { SeminarPlan } from '../../api/schema/training.ts';
import { dayInJapan } from '../../day-in-japan.ts';
import { annulledFacts, type EffectiveFact, effectiveFacts } from '../facts/effective.ts';
import type { FactPayload, KnownFact } from '../facts/fact.ts';
import { directionOf, sameRoom } from './direction.ts';
import { TEMPORARY } from './evidence.ts';
import { faceOf } from './faces.ts';
import type { Lane } from './lanes.ts';
import { RECENT, type Showing } from './showings.ts';
import { Whereabouts } from './whereabouts.ts';

export interface Earlier {
  /** Of the seminar, from every station. */
  readonly facts: readonly KnownFact[];
  /** This desk: what others recorded is not shown here either. */
  readonly device: string;
  readonly lanes: readonly Lane[];
  readonly plan: SeminarPlan;
  /** Hashes of scans that staff declined. */
  readonly declined: ReadonlySet<string>;
  readonly now: Date;
}

type Told = KnownFact & { readonly payload: FactPayload };

/** A scan or an entry of this desk and this day that was about somebody. What was entered for another time was never shown. */
function isShown({ body, person, payload }: KnownFact, { device, now }: Earlier): boolean {
  if (body.device !== device || person === null || payload === null || body.verdict === null || body.stated || body.session !== null) return false;
  if (!['in', 'out', 'manual', 'override', 'seen'].includes(body.kind)) return false;
  // A card that nobody had bound has to be held there again: its certificate was not kept.
  if (body.kind === 'seen' && payload.card !== null && payload.registration === null) return false;
  return dayInJapan(Date.parse(body.at)) === dayInJapan(now.getTime());
}

/** How a scan that was not accepted at once stands: `null` when something else came of its person since. */
function answerOf({ hash, person, body }: Told, movements: readonly EffectiveFact[], { declined }: Earlier, annulled: ReadonlySet<string>) {
  if (declined.has(hash) || annulled.has(hash)) return 'declined';
  const since = movements.some(({ fact, trueAt }) => fact.person === person && trueAt.getTime() >= Date.parse(body.at) + (body.offsetMs ?? 0));
  return since ? null : 'open';
}

/** Which way somebody went: a scan that was not accepted moved nobody and does not tell, so that it is found as it was then. */
function directionThen({ body, person }: Told, lane: Lane | undefined, { facts, plan }: Earlier): Direction {
  if (body.direction !== null) return body.direction;
  if (body.verdict === 'not-in') return 'out';
  const then = new Date(Date.parse(body.at) + (body.offsetMs ?? 0));
  const before = facts.filter((fact) => fact.body.kind === 'clock' || (fact.person === person && fact.body.at < body.at));
  const found = new Whereabouts(before).of(person!, then);
  const way = lane ?? { direction: 'auto' as const, room: body.room };
  return directionOf(way, found && sameRoom(found, way.room) ? found : null, plan, then);
}

function viewOf(fact: Told, earlier: Earlier, answer: VerdictView['answer']): VerdictView {
  const { hash, body, payload, person } = fact;
  const verdict = body.verdict!;
  const lane = earlier.lanes.find(({ name }) => name === body.lane);
  const { registration, name, kana, affiliation, card, evidence } = payload;
  return {
    id: hash,
    at: body.at,
    lane: lane?.id ?? body.lane ?? '',
    direction: directionThen(fact, lane, earlier),
    verdict,
    also: [],
    face: answer === null ? 'accepted' : faceOf(verdict),
    notes: [...body.notes],
    person: { person, registration, name, kana, affiliation },
    card: null,
    fact: hash,
    annulled: false,
    byCard: card !== null && evidence !== TEMPORARY,
    answer,
    took: null,
    failure: null,
  };
}

/** What this desk has shown today before reception was opened again, oldest first: what waited for staff waits again. */
export function earlierShowings(earlier: Earlier): readonly Showing[] {
  const { facts } = earlier;
  const annulled = annulledFacts(facts);
  const movements = effectiveFacts(facts).filter(({ direction }) => direction !== null);
  const followed = new Set(facts.filter(({ body }) => !['void', 'flag'].includes(body.kind)).map(({ body }) => body.about));
  const own = facts
    .filter((fact): fact is Told => isShown(fact, earlier) && !followed.has(fact.hash))
    .sort((a, b) => a.body.sequence - b.body.sequence);
  const shown = own.flatMap((fact): Showing[] => {
    const settles = faceOf(fact.body.verdict!) === 'accepted';
    const show = (answer: VerdictView['answer']): Showing[] => [
      { view: viewOf(fact, earlier, answer), seen: answer === 'open' ? fact : null, unknown: null, earlier: true },
    ];
    if (fact.body.kind !== 'seen') return show(settles || fact.body.about === null ? null : 'accepted');
    if (settles) return show(null);
    const answer = answerOf(fact, movements, earlier, annulled);
    return answer === null ? [] : show(answer);
  });
  const waiting = shown.filter(({ view }) => view.answer === 'open');
  const settled = shown.filter(({ view }) => view.answer !== 'open').slice(-RECENT);
  return [...settled, ...waiting].sort((a, b) => a.view.at.localeCompare(b.view.at));
}
