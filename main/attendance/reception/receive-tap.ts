import { randomUUID } from 'node:crypto';
import { CardError } from '../../../card/errors.ts';
import type { VerdictView } from '../../api/schema/attendance.ts';
import { AppError } from '../../errors.ts';
import { toFailure } from '../../failure.ts';
import type { Appearance } from './lanes.ts';
import type { OpenReception, ReceptionParts } from './parts.ts';
import { readTap } from './read-tap.ts';
import { receive, type Scan } from './receive.ts';
import { Showings } from './showings.ts';
import { showUnknown } from './unknown-card.ts';

const SHOWN_WITHOUT_PERSON = { also: [], notes: [], person: null, card: null, fact: null, annulled: false } as const;

/**
 * Receives whose card has appeared: reads it, judges and records, and shows the verdict. A card that cannot be read is told at its lane, and recorded as nothing.
 * @param publish shows that a card must be held there while it is read whole
 */
export async function receiveTap(parts: ReceptionParts, open: OpenReception, appearance: Appearance, publish: () => void): Promise<void> {
  const { lane, moment } = appearance;
  const at = parts.store.now();
  const scan = { id: Showings.id(), lane, at, nonce: randomUUID(), moment };
  const passing = (more: Pick<VerdictView, 'verdict' | 'face' | 'answer' | 'failure'>): VerdictView => ({
    ...SHOWN_WITHOUT_PERSON,
    also: [],
    notes: [],
    id: scan.id,
    at: at.toISOString(),
    lane: lane.id,
    direction: lane.direction === 'out' ? 'out' : 'in',
    took: null,
    ...more,
  });
  const onHold = () => {
    open.showings.put({ view: passing({ verdict: 'unknown-card', face: 'hold', answer: null, failure: null }), seen: null, unknown: null });
    publish();
  };
  try {
    const tap = await readTap(appearance, { service: parts.service, bindings: parts.bindings, onHold, signal: open.stop.signal });
    const read: Scan = { ...scan, cardMs: performance.now() - moment };
    const person = 'known' in tap ? parts.people.byId(tap.known.person) : null;
    if ('unknown' in tap) await showUnknown(parts, open, read, tap.unknown);
    else if (person)
      await receive(parts, open, read, {
        person,
        card: tap.known,
        direction: null,
        session: null,
        evidence: null,
        reason: null,
        by: null,
        about: null,
      });
    else throw new AppError('PERSON_UNKNOWN');
  } catch (error) {
    open.showings.drop(scan.id);
    if (open.stop.signal.aborted) return;
    if (!(error instanceof CardError)) console.error(error);
    open.showings.put({
      view: passing({ verdict: 'unreadable', face: 'warning', answer: null, failure: toFailure(error) }),
      seen: null,
      unknown: null,
    });
  }
}
