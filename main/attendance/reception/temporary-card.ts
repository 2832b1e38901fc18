import type { VerdictView } from '../../api/schema/attendance.ts';
import { sha256 } from '../../documents/sha256.ts';
import { temporaryCodeText } from '../../training/output/temporary-code.ts';
import type { OpenReception, ReceptionParts } from './parts.ts';
import { placeOf } from './place.ts';
import { receive, type Scan } from './receive.ts';

/** Evidence of facts that give a temporary card to somebody: from such a fact on the card stands for that person at this seminar, on every station. */
export const TEMPORARY = 'temporary-card' as const;

const tokenOf = (code: string): string => sha256(Buffer.from(code));

/**
 * A temporary card (仮カード) was scanned: whoever has it at this seminar is received; one that nobody has yet waits for staff to say whose it is (`bind`).
 */
export async function receiveTemporary(
  parts: ReceptionParts,
  open: OpenReception,
  scan: Scan,
  { code, by }: { readonly code: string; readonly by: string },
): Promise<VerdictView> {
  const temporary = tokenOf(code);
  const holder = open.whereabouts.holderOf(temporary);
  const person = holder === null ? null : parts.people.byId(holder);
  if (person) {
    const arrival = { person, card: null, temporary, direction: null, session: null, evidence: TEMPORARY, reason: null, by, about: null };
    return (await receive(parts, open, scan, arrival)).view;
  }
  const name = temporaryCodeText(code);
  const payload = { registration: null, name: '', kana: '', affiliation: '', birthDate: '', card: temporary, reason: null, by, evidence: null };
  const seen = await parts.log.append({
    ...placeOf(parts, open.seminar, scan),
    session: null,
    about: null,
    person: null,
    payload,
    test: false,
    kind: 'seen',
    direction: null,
    verdict: 'unknown-card',
    notes: [],
  });
  const expires = parts.seminars
    .get(open.seminar)
    .plan.sessions.map(({ endsAt }) => endsAt)
    .sort()
    .at(-1)!;
  const view: VerdictView = {
    id: scan.id,
    at: scan.at.toISOString(),
    lane: scan.lane.id,
    direction: scan.lane.direction === 'out' ? 'out' : 'in',
    verdict: 'unknown-card',
    also: [],
    face: 'warning',
    notes: [],
    person: null,
    card: { kind: 'temporary', name, certificate: temporary, expires, test: false, roles: [], renewalOf: null },
    fact: seen.hash,
    answer: 'open',
    took: null,
    failure: null,
  };
  return open.showings.put({ view, seen, unknown: { temporary } });
}
