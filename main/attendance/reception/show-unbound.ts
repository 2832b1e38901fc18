import type { VerdictView } from '../../api/schema/attendance.ts';
import type { HeldPerson } from '../../api/schema/membership.ts';
import type { Judgement } from './judge.ts';
import type { OpenReception, ReceptionParts } from './parts.ts';
import { placeOf } from './place.ts';
import { personView, type Scan, tookOf } from './receive.ts';
import type { TemporaryCard, UnknownCard } from './showings.ts';

/** A card, or a temporary one, that stands for nobody yet. */
export interface Unbound {
  readonly card: NonNullable<VerdictView['card']>;
  /** What binding it needs. */
  readonly unknown: UnknownCard | TemporaryCard;
  /** Whose it may be. */
  readonly maybe: HeldPerson | null;
  /** The name it bears, as far as that is somebody's. */
  readonly name: string;
  readonly by: string | null;
  readonly judged: Pick<Judgement, 'verdict' | 'also' | 'face'>;
}

/** Records a scan as seen and shows it; it waits for staff to say whose the card is (`bind`). */
export async function showUnbound(
  parts: ReceptionParts,
  open: OpenReception,
  scan: Scan,
  { card, unknown, maybe, name, by, judged: { verdict, also, face } }: Unbound,
): Promise<VerdictView> {
  const seen = await parts.log.append({
    ...placeOf(parts, open.seminar, scan),
    session: null,
    about: null,
    // Nobody yet: what was scanned alone names its holder.
    person: null,
    payload: { registration: null, name, kana: '', affiliation: '', birthDate: '', card: card.certificate, reason: null, by, evidence: null },
    test: card.test,
    kind: 'seen',
    direction: null,
    verdict,
    notes: [],
  });
  const view: VerdictView = {
    id: scan.id,
    at: scan.at.toISOString(),
    lane: scan.lane.id,
    direction: scan.lane.direction === 'out' ? 'out' : 'in',
    verdict,
    also: [...also],
    face,
    notes: [],
    person: personView(maybe),
    card,
    fact: seen.hash,
    annulled: false,
    answer: 'open',
    took: tookOf(scan),
    failure: null,
  };
  return open.showings.put({ view, seen, unknown });
}
