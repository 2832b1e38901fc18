import type { VerdictView } from '../../api/schema/attendance.ts';
import { sha256 } from '../../documents/sha256.ts';
import { temporaryCodeText } from '../../training/output/temporary-code.ts';
import { hasEnded } from './course.ts';
import { TEMPORARY } from './evidence.ts';
import { judgeUnbound } from './judge.ts';
import { type OpenReception, type ReceptionParts, trueNow } from './parts.ts';
import { receive, type Scan } from './receive.ts';
import { showUnbound } from './show-unbound.ts';

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
  const { plan, state } = parts.seminars.get(open.seminar);
  const expires = plan.sessions
    .map(({ endsAt }) => endsAt)
    .sort()
    .at(-1)!;
  return showUnbound(parts, open, scan, {
    card: { kind: 'temporary', name: temporaryCodeText(code), certificate: temporary, expires, test: false, roles: [], renewalOf: null },
    unknown: { temporary },
    maybe: null,
    name: '',
    by,
    judged: judgeUnbound(null, { now: trueNow(parts), ended: hasEnded(state) }),
  });
}
