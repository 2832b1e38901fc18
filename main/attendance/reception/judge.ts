import type { Direction, Note, VerdictId } from '../../api/schema/attendance.ts';
import type { ReceptionPolicy } from '../../api/schema/training.ts';
import { type Face, faceOf, ranked } from './faces.ts';

/** What is known of a card from its stored copy and the newest status list; nothing of it is read from the card again. */
export interface CardState {
  readonly test: boolean;
  /** Stands for the card at the authority, by the newest list; `unknown`: not on the list, or no list. */
  readonly status: 'good' | 'held' | 'lost' | 'revoked' | 'superseded' | 'expired' | 'unknown';
  /** A revocation list at hand names the certificate. */
  readonly revoked: boolean;
  readonly replaced: boolean;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly pathState: 'proved' | 'not-provable' | 'wrong';
  readonly role: 'doctor' | 'not-stated' | 'other';
}

/** Where and when somebody asks to be received. */
export interface Occasion {
  /** True time as far as it is known. */
  readonly now: Date;
  readonly direction: Direction;
  readonly practice: boolean;
  readonly policy: Pick<ReceptionPolicy, 'bookedOnly' | 'needsMyPage' | 'statusMaxAgeDays'>;
  /** How the time stands to the sessions of the lane's room. */
  readonly window: 'open' | 'too-early' | 'late' | 'elsewhere';
  /** Whether the person is in: in the room of the lane, or received at a desk for every room without going to one yet. */
  readonly presence: 'none' | 'no-room' | 'here';
  /** Days since the status list was issued, `null` without a list. */
  readonly statusAgeDays: number | null;
  readonly clockDoubtful: boolean;
  /** The office has closed the seminar. */
  readonly ended: boolean;
  /** The booking names a room, and it is not that of the lane. */
  readonly bookedElsewhere: boolean;
}

export interface PersonState {
  readonly booked: boolean;
  readonly myPage: boolean | null;
  /** What every card of the person is, where nothing but a list was looked at: a number can be read off a card that was found. `null`: one stands well. */
  readonly stopped: 'revoked-or-lost' | 'held' | null;
}

export interface Judgement {
  readonly verdict: VerdictId;
  readonly also: readonly VerdictId[];
  readonly face: Exclude<Face, 'hold'>;
  readonly notes: readonly Note[];
}

type Check = readonly [VerdictId, (card: CardState | null, person: PersonState, occasion: Occasion) => boolean];

/** Each verdict and when it applies; which of several leads is the matter of `faces.ts`. A person without a card is judged without `card`. */
const CHECKS: readonly Check[] = [
  [
    'revoked-or-lost',
    (card, { stopped }) => stopped === 'revoked-or-lost' || (card !== null && (card.revoked || card.status === 'revoked' || card.status === 'lost')),
  ],
  ['held', (card, { stopped }) => stopped === 'held' || card?.status === 'held'],
  ['unknown-card', (card) => card?.pathState === 'wrong'],
  ['test-card', (card, _person, { practice }) => card?.test === true && !practice],
  ['superseded', (card) => card !== null && (card.replaced || card.status === 'superseded')],
  ['expired', (card, _person, { now }) => card !== null && (card.status === 'expired' || card.notAfter < now || card.notBefore > now)],
  ['reception-ended', (_card, _person, { ended }) => ended],
  ['wrong-room', (_card, _person, { window, bookedElsewhere }) => window === 'elsewhere' || bookedElsewhere],
  ['not-booked', (_card, { booked }, { policy }) => policy.bookedOnly && !booked],
  ['no-my-page', (_card, { myPage }, { policy }) => policy.needsMyPage && myPage === false],
  ['too-early', (_card, _person, { window, direction }) => window === 'too-early' && direction === 'in'],
  ['late', (_card, _person, { window, direction, presence }) => window === 'late' && direction === 'in' && presence === 'none'],
  ['not-in', (_card, _person, { direction, presence }) => direction === 'out' && presence === 'none'],
  ['already-in', (_card, _person, { direction, presence }) => direction === 'in' && presence === 'here'],
  [
    'status-stale',
    (card, _person, { statusAgeDays, policy }) =>
      card !== null && policy.statusMaxAgeDays !== null && statusAgeDays !== null && statusAgeDays > policy.statusMaxAgeDays,
  ],
];

const RENEWAL_NEAR_DAYS = 180;
const DAY = 86_400_000;

type NoteCheck = readonly [Note, (card: CardState, occasion: Occasion) => boolean];
const NOTE_CHECKS: readonly NoteCheck[] = [
  ['issuer-wrong', ({ pathState }) => pathState === 'wrong'],
  ['path-not-provable', ({ pathState }) => pathState === 'not-provable'],
  ['role-not-stated', ({ role }) => role === 'not-stated'],
  ['role-other', ({ role }) => role === 'other'],
  ['renewal-near', ({ notAfter }, { now }) => notAfter >= now && notAfter.getTime() - now.getTime() < RENEWAL_NEAR_DAYS * DAY],
  ['status-none', ({ status }) => status === 'unknown'],
];

/** What is asked of somebody who is in too. */
const ALWAYS_ASKED: ReadonlySet<VerdictId> = new Set(['unknown-card', 'reception-ended']);

/**
 * Somebody who is in was received: what staff decided about then is told and not asked again; what has become grave since is, and whether a room is
 * theirs when they first come to it.
 */
function stillCounts(id: VerdictId, { presence, direction }: Occasion): boolean {
  if (presence === 'none' || faceOf(id) !== 'warning' || ALWAYS_ASKED.has(id)) return true;
  return id === 'wrong-room' && presence === 'no-room' && direction === 'in';
}

/**
 * What reception says of somebody: from what is known and from nothing else, so that the same knowledge always gives the same verdict.
 * Path and role are told and decide nothing, except that a certificate whose issuer is forged is not taken for the known card.
 */
export function judge(card: CardState | null, person: PersonState, occasion: Occasion): Judgement {
  const found = CHECKS.filter(([, applies]) => applies(card, person, occasion)).map(([id]) => id);
  const [verdict] = ranked(found.filter((id) => stillCounts(id, occasion)));
  const also = ranked(found).filter((id) => id !== verdict && id !== 'ok');
  const notes = card === null ? [] : NOTE_CHECKS.filter(([, applies]) => applies(card, occasion)).map(([id]) => id);
  return { verdict, also, face: faceOf(verdict), notes: occasion.clockDoubtful ? [...notes, 'clock-doubtful'] : notes };
}

/** What holds of a card whoever has it. */
const OF_CARD: ReadonlySet<VerdictId> = new Set(['revoked-or-lost', 'held', 'superseded', 'expired', 'reception-ended']);

/**
 * What reception says of a card that nobody has bound yet: one that is stopped is stopped at once, whoever holds it; of another the question is whose it is.
 * @param card `null` for a temporary one
 */
export function judgeUnbound(card: CardState | null, { now, ended }: Pick<Occasion, 'now' | 'ended'>): Pick<Judgement, 'verdict' | 'also' | 'face'> {
  const found = CHECKS.filter(([id, applies]) => OF_CARD.has(id) && applies(card, ANYBODY, { ...ANYWHERE, now, ended })).map(([id]) => id);
  const [verdict, ...also] = ranked(['unknown-card', ...found]);
  return { verdict, also: also.filter((id) => id !== 'unknown-card'), face: faceOf(verdict) };
}

const ANYBODY: PersonState = { booked: true, myPage: null, stopped: null };
const ANYWHERE: Omit<Occasion, 'now' | 'ended'> = {
  direction: 'in',
  practice: false,
  policy: { bookedOnly: false, needsMyPage: false, statusMaxAgeDays: null },
  window: 'open',
  presence: 'none',
  statusAgeDays: null,
  clockDoubtful: false,
  bookedElsewhere: false,
};
