import type { BindOrder, VerdictView } from '../../api/schema/attendance.ts';
import { certificateView } from '../../cards/certificate-view.ts';
import { AppError } from '../../errors.ts';
import { registrationNumber } from '../../membership/registration-number.ts';
import { hasEnded } from './course.ts';
import { judgeUnbound } from './judge.ts';
import { type OpenReception, type ReceptionParts, trueNow } from './parts.ts';
import { cardState, receive, type Scan } from './receive.ts';
import { showUnbound } from './show-unbound.ts';
import { TEMPORARY } from './evidence.ts';
import type { UnknownCard } from './showings.ts';

/** Shows a card that is not bound, as stopped if it is, with whose it may be: the person whose earlier card has the same subject. The scan is recorded as seen. */
export async function showUnknown(parts: ReceptionParts, open: OpenReception, scan: Scan, unknown: UnknownCard): Promise<VerdictView> {
  const { commonName, nameKanji, sha256, notAfter, test, hcRoles } = certificateView(unknown.der, parts.store.now());
  const name = nameKanji ?? commonName;
  const state = cardState(parts, { ...(await parts.bindings.judge(unknown)), replacedBy: null });
  const earlier = parts.bindings.sameSubject(unknown.der);
  return showUnbound(parts, open, scan, {
    card: { kind: 'certificate', name, certificate: sha256, expires: notAfter, test, roles: [...hcRoles], renewalOf: earlier?.person ?? null },
    unknown,
    maybe: earlier && parts.people.byId(earlier.person),
    name,
    by: null,
    judged: judgeUnbound(state, { now: trueNow(parts), ended: hasEnded(parts.seminars.get(open.seminar).state) }),
  });
}

/**
 * Binds the card of a verdict to a person, or gives the temporary card to one, once staff have compared number and name on its face, and receives the person as of the moment of the tap.
 * @throws AppError VERDICT_UNKNOWN, REGISTRATION_WRONG, NAME_NEEDED for a number that nobody here has, PERSON_UNKNOWN, CARD_ALREADY_BOUND
 */
export async function bind(parts: ReceptionParts, open: OpenReception, order: BindOrder): Promise<VerdictView> {
  const { view, seen, unknown } = open.showings.waiting(order.verdict);
  if (!unknown || !seen) throw new AppError('VERDICT_UNKNOWN');
  const registration = registrationNumber(order.registration);
  if (registration === null) throw new AppError('REGISTRATION_WRONG');
  const { name, kana, affiliation, birthDate } = order;
  // A number typed wrong is a number that nobody has: never taken with what the card alone says.
  const isNew = order.person === null && parts.people.byRegistration(registration) === null;
  if (isNew && (!name.trim() || !kana.trim())) throw new AppError('NAME_NEEDED');
  const person =
    order.person === null
      ? await parts.people.ensure({ registration, name, kana, affiliation, birthDate, myPage: null })
      : parts.people.byId(order.person);
  if (!person || person.registration !== registration) throw new AppError('PERSON_UNKNOWN');
  const temporary = 'temporary' in unknown ? unknown.temporary : null;
  const card = 'temporary' in unknown ? null : await parts.bindings.bind(unknown, person.person, order.by);
  if (card) await parts.tellCards(open.seminar, person.person);
  const lane = open.lanes.find(({ id }) => id === view.lane)!;
  const scan: Scan = { id: view.id, lane, at: new Date(seen.body.at), nonce: `${seen.body.nonce}/bound`, moment: null, cardMs: null };
  const received = await receive(parts, open, scan, {
    person,
    card,
    ...(temporary !== null && { temporary }),
    direction: null,
    session: null,
    evidence: temporary === null ? null : TEMPORARY,
    reason: null,
    by: temporary === null ? null : order.by,
    about: seen.hash,
  });
  return received.view;
}
