import { randomUUID } from 'node:crypto';
import type { ManualOrder, VerdictView } from '../../api/schema/attendance.ts';
import type { HeldPerson } from '../../api/schema/membership.ts';
import { AppError } from '../../errors.ts';
import { readTemporaryCode } from '../../training/output/temporary-code.ts';
import { registrationNumber } from '../../membership/registration-number.ts';
import { isAhead } from '../ahead.ts';
import type { Lane } from './lanes.ts';
import { type OpenReception, type ReceptionParts, trueNow } from './parts.ts';
import { auditManual, draftAt, personView, receive, type Scan } from './receive.ts';
import { receiveTemporary } from './temporary-card.ts';
import { Showings } from './showings.ts';

const DESK: Lane = { id: 'desk', name: 'desk', reader: null, room: null, direction: 'auto' };

/** The lane of that id; entries by hand without one belong to the first lane without a reader. */
export const laneOf = (open: OpenReception | null, id: string | null): Lane =>
  open?.lanes.find((lane) => lane.id === id) ?? open?.lanes.find(({ reader }) => reader === null) ?? DESK;

async function personOf({ people }: ReceptionParts, order: ManualOrder): Promise<HeldPerson> {
  if (order.person !== null) {
    const known = people.byId(order.person);
    if (!known) throw new AppError('PERSON_UNKNOWN');
    return known;
  }
  const registration = order.registration === null || order.registration.trim() === '' ? null : registrationNumber(order.registration);
  if (order.registration?.trim() && registration === null) throw new AppError('REGISTRATION_WRONG');
  if (registration === null && order.name.trim() === '') throw new AppError('PERSON_UNKNOWN');
  const { name, kana, affiliation, birthDate } = order;
  return people.ensure({ registration, name, kana, affiliation, birthDate, myPage: null });
}

/**
 * Receives somebody without a card, by what staff looked at; audited. While reception of the seminar is open and nothing else is said, it is
 * judged and shown like any arrival; an entry for another time or session is only recorded.
 * @throws AppError PERSON_UNKNOWN, REGISTRATION_WRONG, SEMINAR_UNKNOWN, TIME_AHEAD for a time still to come
 */
export async function receiveByHand(parts: ReceptionParts, open: OpenReception | null, order: ManualOrder): Promise<VerdictView> {
  if (order.at !== null && isAhead(new Date(order.at), trueNow(parts))) throw new AppError('TIME_AHEAD');
  const person = await personOf(parts, order);
  const at = order.at === null ? parts.store.now() : new Date(order.at);
  const scan: Scan = { id: Showings.id(), lane: laneOf(open, order.lane), at, nonce: randomUUID(), moment: null, cardMs: null };
  const { evidence, reason, by, direction, session } = order;
  const arrival = { person, card: null, session, evidence, reason, by, about: null };
  if (open?.seminar === order.seminar && order.at === null && session === null) {
    return (await receive(parts, open, scan, { ...arrival, direction })).view;
  }
  const verdict = person.registration === null ? 'name-only' : 'ok';
  const fact = await parts.log.append(
    { ...draftAt(parts, order.seminar, scan, arrival), stated: order.at !== null, kind: 'manual', direction, verdict, notes: [] },
    (transaction, written) => auditManual(parts, transaction, written, evidence),
  );
  return {
    id: scan.id,
    at: at.toISOString(),
    lane: scan.lane.id,
    direction,
    verdict,
    also: [],
    face: 'accepted',
    notes: [],
    person: personView(person),
    card: null,
    fact: fact.hash,
    annulled: false,
    answer: null,
    took: null,
    failure: null,
  };
}

/**
 * What a scanner or a clerk typed at a lane: the code of a booking for this seminar, or the registration number of somebody whom this desk holds. Staff see
 * name and reading and look at the person, as with a card. Who is not on the booked list, or whose card is stopped, waits for them.
 * @throws AppError PERSON_UNKNOWN, BOOKING_OF_OTHER_SEMINAR
 */
export async function receiveScanned(
  parts: ReceptionParts,
  open: OpenReception,
  { text, lane: laneId, by }: { readonly text: string; readonly lane: string | null; readonly by: string },
): Promise<VerdictView> {
  const typed = text.trim();
  const temporary = readTemporaryCode(typed);
  const scan: Scan = {
    id: Showings.id(),
    lane: laneOf(open, laneId),
    at: parts.store.now(),
    nonce: randomUUID(),
    moment: null,
    cardMs: null,
  };
  if (temporary !== null) return receiveTemporary(parts, open, scan, { code: temporary, by });
  const booking = parts.people.byBookingCode(typed);
  if (booking && booking.seminar !== open.seminar) throw new AppError('BOOKING_OF_OTHER_SEMINAR');
  const person = booking?.person ?? parts.people.byRegistration(typed);
  if (!person) throw new AppError('PERSON_UNKNOWN');
  const evidence = booking ? 'booking-code' : person.booked.includes(open.seminar) ? 'booked-list' : null;
  const { view } = await receive(parts, open, scan, { person, card: null, direction: null, session: null, evidence, reason: null, by, about: null });
  return view;
}
