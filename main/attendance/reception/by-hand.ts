import { randomUUID } from 'node:crypto';
import type { ManualOrder, VerdictView } from '../../api/schema/attendance.ts';
import type { HeldPerson } from '../../api/schema/membership.ts';
import { AppError } from '../../errors.ts';
import { readTemporaryCode } from '../../training/output/temporary-code.ts';
import { registrationNumber } from '../../membership/registration-number.ts';
import type { Lane } from './lanes.ts';
import type { OpenReception, ReceptionParts } from './parts.ts';
import { draftAt, personView, receive, type Scan } from './receive.ts';
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
 * @throws AppError PERSON_UNKNOWN, REGISTRATION_WRONG, SEMINAR_UNKNOWN
 */
export async function receiveByHand(parts: ReceptionParts, open: OpenReception | null, order: ManualOrder): Promise<VerdictView> {
  const person = await personOf(parts, order);
  const at = order.at === null ? parts.store.now() : new Date(order.at);
  const scan: Scan = { id: Showings.id(), lane: laneOf(open, order.lane), at, nonce: randomUUID(), moment: null, cardMs: null };
  const { evidence, reason, by, direction, session } = order;
  const arrival = { person, card: null, session, evidence, reason, by, about: null };
  if (open?.seminar === order.seminar && order.at === null && session === null) {
    const { view, fact } = await receive(parts, open, scan, { ...arrival, direction });
    if (view.verdict !== 'already-in') await record(parts, order.seminar, fact.hash, evidence);
    return view;
  }
  const verdict = person.registration === null ? 'name-only' : 'ok';
  const fact = await parts.log.append(
    { ...draftAt(parts, order.seminar, scan, arrival), stated: order.at !== null, kind: 'manual', direction, verdict, notes: [] },
    async (transaction, written) => {
      await parts.audit.append(transaction, { action: 'attendance.manual', facts: { seminar: order.seminar, fact: written.hash, evidence } });
    },
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

const record = ({ audit }: ReceptionParts, seminar: string, fact: string, evidence: string): Promise<void> =>
  audit.record({ action: 'attendance.manual', facts: { seminar, fact, evidence } });

/**
 * What a scanner or a clerk typed at a lane: the code of a booking, or the registration number of somebody whom this desk holds. Staff see name and reading
 * and look at the person, as with a card.
 * @throws AppError PERSON_UNKNOWN
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
  const person = booking?.person ?? parts.people.byRegistration(typed);
  if (!person) throw new AppError('PERSON_UNKNOWN');
  const evidence = booking ? 'booking-code' : 'booked-list';
  const { view } = await receive(parts, open, scan, { person, card: null, direction: null, session: null, evidence, reason: null, by, about: null });
  return view;
}
