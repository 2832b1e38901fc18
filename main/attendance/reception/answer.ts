import type { AnswerOrder, VerdictView } from '../../api/schema/attendance.ts';
import { AppError } from '../../errors.ts';
import type { FactDraft, KnownFact } from '../facts/fact.ts';
import { faceOf } from './faces.ts';
import { keepDeclined } from './kept.ts';
import { keepNotice } from './notices.ts';
import type { OpenReception, ReceptionParts } from './parts.ts';

/** The same scan, accepted: at its time, in its place, about the fact that recorded it. */
function acceptance(seen: KnownFact, kind: 'override' | 'manual', direction: 'in' | 'out', order: AnswerOrder): FactDraft {
  const { format: _format, device: _device, sequence: _sequence, previous: _previous, commitment: _commitment, ...body } = seen.body;
  const { salt: _salt, ...payload } = seen.payload!;
  return {
    ...body,
    nonce: `${seen.body.nonce}/accepted`,
    kind,
    direction,
    about: seen.hash,
    payload: { ...payload, reason: order.reason, by: order.by, evidence: order.photoIdentity ? 'photo-identity' : payload.evidence },
    person: seen.person!,
  };
}

/**
 * Staff answer a verdict that waits. Accepting writes an override with its reason and an audit entry in one transaction; for a held, lost or revoked card a
 * fact by hand, only when a photo identity document was compared, and a notice for the authority's desk.
 * @throws AppError VERDICT_UNKNOWN, REASON_NEEDED, PHOTO_IDENTITY_NEEDED
 */
export async function answer(parts: ReceptionParts, open: OpenReception, order: AnswerOrder): Promise<VerdictView> {
  const { view, seen, unknown } = open.showings.waiting(order.verdict);
  if (order.answer === 'decline') {
    if (seen) await keepDeclined(parts.store, open.seminar, seen.hash);
    return open.showings.put({ view: { ...view, answer: 'declined' }, seen, unknown });
  }
  // A card that nobody has is bound first.
  if (!seen || unknown || !view.person) throw new AppError('VERDICT_UNKNOWN');
  if (!order.reason.trim() || !order.by.trim()) throw new AppError('REASON_NEEDED');
  const grave = [view.verdict, ...view.also].some((verdict) => faceOf(verdict) === 'stop');
  if (grave && !order.photoIdentity) throw new AppError('PHOTO_IDENTITY_NEEDED');

  const fact = await parts.log.append(acceptance(seen, grave ? 'manual' : 'override', view.direction, order), async (transaction, written) => {
    await parts.audit.append(transaction, {
      action: 'attendance.overridden',
      facts: { seminar: open.seminar, fact: written.hash, verdict: view.verdict, lane: seen.body.lane },
    });
    if (!grave || written.person === null) return;
    const { registration, name, card } = written.payload!;
    // Without a card in hand, all of theirs are stopped.
    const stopped = card ?? parts.bindings.ofPerson(written.person).find(({ replacedBy }) => replacedBy === null)?.certificate ?? null;
    const { at } = seen.body;
    const told = { seminar: open.seminar, at, registration, name, card: stopped, verdict: view.verdict, reason: order.reason, by: order.by };
    await keepNotice(parts, transaction, written.person, told);
  });
  if (view.verdict === 'status-stale') open.standing.add(view.verdict);
  return open.showings.put({ view: { ...view, answer: 'accepted', fact: fact.hash }, seen, unknown: null });
}
