import type { VerdictView } from '../../api/schema/attendance.ts';
import { dayInJapan } from '../../day-in-japan.ts';
import { annulledFacts, type EffectiveFact, effectiveFacts } from '../facts/effective.ts';
import type { FactPayload, KnownFact } from '../facts/fact.ts';
import { faceOf } from './faces.ts';
import type { Lane } from './lanes.ts';
import { RECENT, type Showing } from './showings.ts';
import { TEMPORARY } from './evidence.ts';

export interface Earlier {
  /** Of the seminar, from every station. */
  readonly facts: readonly KnownFact[];
  /** This desk: what others recorded is not shown here either. */
  readonly device: string;
  readonly lanes: readonly Lane[];
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

function viewOf({ hash, body, payload, person }: Told, lanes: readonly Lane[], answer: VerdictView['answer']): VerdictView {
  const verdict = body.verdict!;
  const { registration, name, kana, affiliation, card, evidence } = payload;
  return {
    id: hash,
    at: body.at,
    lane: lanes.find((lane) => lane.name === body.lane)?.id ?? body.lane ?? '',
    direction: body.direction ?? 'in',
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
  const { facts, lanes } = earlier;
  const annulled = annulledFacts(facts);
  const movements = effectiveFacts(facts).filter(({ direction }) => direction !== null);
  const followed = new Set(facts.filter(({ body }) => !['void', 'flag'].includes(body.kind)).map(({ body }) => body.about));
  const own = facts
    .filter((fact): fact is Told => isShown(fact, earlier) && !followed.has(fact.hash))
    .sort((a, b) => a.body.sequence - b.body.sequence);
  const shown = own.flatMap((fact): Showing[] => {
    const settles = faceOf(fact.body.verdict!) === 'accepted';
    const show = (answer: VerdictView['answer']): Showing[] => [
      { view: viewOf(fact, lanes, answer), seen: answer === 'open' ? fact : null, unknown: null, earlier: true },
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
