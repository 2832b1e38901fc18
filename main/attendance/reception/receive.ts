import type { Kysely } from 'kysely';
import type { Direction, VerdictView } from '../../api/schema/attendance.ts';
import type { HeldPerson } from '../../api/schema/membership.ts';
import type { SeminarPlan } from '../../api/schema/training.ts';
import type { Tables } from '../../store/schema.ts';
import { policyOf } from '../../training/policy.ts';
import type { BoundCard } from '../cards/bindings.ts';
import type { FactDraft, KnownFact } from '../facts/fact.ts';
import { doubtsOf } from './clock-now.ts';
import { hasEnded } from './course.ts';
import { directionOf, sameRoom } from './direction.ts';
import { faceOf } from './faces.ts';
import { type CardState, type Judgement, judge, type Occasion, type PersonState } from './judge.ts';
import type { Lane } from './lanes.ts';
import { type OpenReception, type ReceptionParts, trueNow } from './parts.ts';
import { placeOf } from './place.ts';
import { sessionsNow, windowNow } from './sessions-now.ts';
import type { Inside } from './whereabouts.ts';

/** One moment at a lane. */
export interface Scan {
  /** Id of the verdict that will be shown. */
  readonly id: string;
  readonly lane: Lane;
  /** Time of this desk's clock. */
  readonly at: Date;
  /** The same nonce is the same event. */
  readonly nonce: string;
  /** When the card appeared and how long it was talked to, `performance.now()` and milliseconds; `null` without a card. */
  readonly moment: number | null;
  readonly cardMs: number | null;
}

/** How long the scan took so far, milliseconds; `null` without a card. */
export const tookOf = ({ moment, cardMs }: Scan): VerdictView['took'] =>
  moment === null || cardMs === null ? null : { total: performance.now() - moment, card: cardMs };

/** Who asks to be received, and what staff looked at where there was no card. */
export interface Arrival {
  readonly person: HeldPerson;
  readonly card: BoundCard | null;
  /** Temporary card instead of one, by the hash of its code. */
  readonly temporary?: string;
  readonly direction: Direction | null;
  readonly session: string | null;
  /** `null` without a card: nothing, a number was told. */
  readonly evidence: string | null;
  readonly reason: string | null;
  readonly by: string | null;
  /** Earlier scan of the same event. */
  readonly about: string | null;
}

export interface Received {
  readonly view: VerdictView;
  readonly fact: KnownFact;
}

/** A person as verdicts show one. */
export const personView = (held: HeldPerson | null): VerdictView['person'] =>
  held && { person: held.person, registration: held.registration, name: held.name, kana: held.kana, affiliation: held.affiliation };

/** The policy that holds in a room now: that of the first session that takes arrivals there, else the seminar's own. */
function policyNow(plan: SeminarPlan, room: string | null, now: Date) {
  const [session] = sessionsNow(plan, room, now);
  return session ? policyOf(plan, session) : plan.policy;
}

/** What is known of a card that was tapped. */
export const cardState = (
  { status }: Pick<ReceptionParts, 'status'>,
  card: Omit<BoundCard, 'person' | 'atr' | 'way' | 'boundAt' | 'by'>,
): CardState => ({
  test: card.test,
  status: card.revoked?.hold ? 'held' : status.statusOf(card),
  revoked: card.revoked !== null && !card.revoked.hold,
  replaced: card.replacedBy !== null,
  notBefore: card.notBefore,
  notAfter: card.notAfter,
  pathState: card.pathState,
  role: card.role,
});

/** What says nothing of who stands there: whoever has found a card can read its number out. */
const PROVES_NOTHING: ReadonlySet<string | null> = new Set([null, 'booked-list']);

/** Why the cards of somebody without one are stopped; `null` where any stands well, none is known, or something was looked at that is not on them. */
function stoppedOf(parts: ReceptionParts, { person, card, evidence }: Arrival, judged: (card: CardState) => Judgement): PersonState['stopped'] {
  if (card !== null || !PROVES_NOTHING.has(evidence)) return null;
  const cards = parts.bindings.ofPerson(person.person).filter(({ replacedBy }) => replacedBy === null);
  const verdicts = cards.map((own) => judged(cardState(parts, own)).verdict);
  const [first] = verdicts;
  return verdicts.every((verdict) => faceOf(verdict) === 'stop') ? ((first as PersonState['stopped'] | undefined) ?? null) : null;
}

/** How a presence counts at a lane. Where there are several rooms, that of a desk for every room does not say in which the person is. */
function presenceAt({ room }: Lane, found: Inside | null, plan: SeminarPlan): Occasion['presence'] {
  if (!found || !sameRoom(found, room)) return 'none';
  return found.room === null && room !== null && plan.rooms.length > 1 ? 'no-room' : 'here';
}

/** What the desk says of an arrival, from what it knows. */
export function judgeArrival(
  parts: ReceptionParts,
  open: OpenReception,
  { lane }: Scan,
  arrival: Arrival,
): Judgement & { readonly direction: Direction } {
  const { person, card } = arrival;
  const { plan, state } = parts.seminars.get(open.seminar);
  const now = trueNow(parts);
  const found = open.whereabouts.of(person.person, now);
  const presence = presenceAt(lane, found, plan);
  const direction = arrival.direction ?? directionOf(lane, presence === 'none' ? null : found, plan, now);
  const rooms = parts.people.bookedRooms(person.person, open.seminar);
  const policy = policyNow(plan, lane.room, now);
  const known = { booked: person.booked.includes(open.seminar), myPage: person.myPage };
  const occasion: Occasion = {
    now,
    direction,
    practice: plan.practice,
    // A number alone is taken of those on the booked list; of anybody else staff say what they looked at.
    policy: card === null && arrival.evidence === null ? { ...policy, bookedOnly: true } : policy,
    window: windowNow(plan, lane.room, now),
    presence,
    statusAgeDays: parts.status.view.ageDays,
    ended: hasEnded(state),
    clockDoubtful: doubtsOf(parts, open.seminar).length > 0,
    bookedElsewhere: rooms.length > 0 && !rooms.some((room) => sameRoom({ room }, lane.room)),
  };
  const stopped = stoppedOf(parts, arrival, (own) => judge(own, { ...known, stopped: null }, occasion));
  return { ...judge(card && cardState(parts, card), { ...known, stopped }, occasion), direction };
}

/** Facts of the moment that every record of it carries. */
export function draftAt(
  parts: ReceptionParts,
  seminar: string,
  scan: Pick<Scan, 'lane' | 'at' | 'nonce'>,
  { person, card, temporary, session, evidence, reason, by, about }: Omit<Arrival, 'direction'>,
): Omit<FactDraft, 'kind' | 'direction' | 'verdict' | 'notes'> {
  const { registration, name, kana, affiliation, birthDate } = person;
  return {
    ...placeOf(parts, seminar, scan),
    session,
    about,
    test: card?.test ?? false,
    payload: { registration, name, kana, affiliation, birthDate, card: card?.certificate ?? temporary ?? null, reason, by, evidence },
    person: person.person,
  };
}

/** Whoever is received without a card is told in the audit log, in the transaction of the fact. */
export const auditManual = (
  { audit }: ReceptionParts,
  transaction: Kysely<Tables>,
  { hash, body }: KnownFact,
  evidence: string | null,
): Promise<void> => audit.append(transaction, { action: 'attendance.manual', facts: { seminar: body.seminar, fact: hash, evidence } });

/**
 * Judges an arrival, records it, and only then shows it: what a screen has shown as accepted is on the disk. An arrival that is not accepted at once is
 * recorded as seen, and waits for staff. Somebody who is in already is told so and changes nothing.
 */
export async function receive(parts: ReceptionParts, open: OpenReception, scan: Scan, arrival: Arrival): Promise<Received> {
  const { verdict, also, face: judged, notes, direction } = judgeArrival(parts, open, scan, arrival);
  const deliberate = arrival.evidence !== null && judged === 'warning' && arrival.reason !== null;
  const standing = open.standing.has(verdict);
  const face = deliberate || standing ? 'accepted' : judged;
  const counts = face === 'accepted' && verdict !== 'already-in';
  const kind: FactDraft['kind'] = !counts ? 'seen' : arrival.card === null ? 'manual' : direction;
  const draft = { ...draftAt(parts, open.seminar, scan, arrival), kind, direction: counts ? direction : null, verdict, notes };
  const { evidence } = arrival;
  const fact = await parts.log.append(draft, async (transaction, written) => {
    if (kind === 'manual') await auditManual(parts, transaction, written, evidence);
  });
  const view: VerdictView = {
    id: scan.id,
    at: scan.at.toISOString(),
    lane: scan.lane.id,
    direction,
    verdict,
    also: [...also],
    face,
    notes: [...notes],
    person: personView(arrival.person),
    card: null,
    fact: fact.hash,
    annulled: false,
    byCard: arrival.card !== null,
    answer: face === 'accepted' ? null : 'open',
    took: tookOf(scan),
    failure: null,
  };
  open.showings.put({ view, seen: face === 'accepted' ? null : fact, unknown: null });
  return { view, fact };
}
