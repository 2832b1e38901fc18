import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VERDICTS } from '../../../../main/api/schema/attendance.ts';
import { faceOf, GRAVITY } from '../../../../main/attendance/reception/faces.ts';
import { type CardState, judge, type Occasion, type PersonState } from '../../../../main/attendance/reception/judge.ts';

const NOW = new Date('2027-02-07T01:00:00Z');
const CARD: CardState = {
  test: false,
  status: 'good',
  revoked: false,
  replaced: false,
  notBefore: new Date('2025-02-07T00:00:00Z'),
  notAfter: new Date('2030-02-07T00:00:00Z'),
  pathState: 'proved',
  role: 'doctor',
};
const PERSON: PersonState = { booked: true, myPage: true, stopped: null };
const OCCASION: Occasion = {
  now: NOW,
  direction: 'in',
  practice: false,
  policy: { bookedOnly: true, needsMyPage: true, statusMaxAgeDays: 7 },
  window: 'open',
  presence: 'none',
  statusAgeDays: 1,
  clockDoubtful: false,
  bookedElsewhere: false,
  ended: false,
};

type Change = { readonly card?: Partial<CardState> | null; readonly person?: Partial<PersonState>; readonly occasion?: Partial<Occasion> };
const judged = ({ card = {}, person = {}, occasion = {} }: Change) =>
  judge(card === null ? null : { ...CARD, ...card }, { ...PERSON, ...person }, { ...OCCASION, ...occasion });

describe('judging an arrival', () => {
  it('with nothing wrong is ok', () => {
    expect(judged({})).toEqual({ verdict: 'ok', also: [], face: 'accepted', notes: [] });
  });

  it.each<[string, Change, string, string]>([
    ['a card that a revocation list names', { card: { revoked: true } }, 'revoked-or-lost', 'stop'],
    ['a card that is revoked at the authority', { card: { status: 'revoked' } }, 'revoked-or-lost', 'stop'],
    ['a card that was lost', { card: { status: 'lost' } }, 'revoked-or-lost', 'stop'],
    ['a card that is held', { card: { status: 'held' } }, 'held', 'stop'],
    ['a certificate with a forged issuer', { card: { pathState: 'wrong' } }, 'unknown-card', 'warning'],
    ['a test card', { card: { test: true } }, 'test-card', 'warning'],
    ['a card that was replaced at this desk', { card: { replaced: true } }, 'superseded', 'warning'],
    ['a card that was replaced at the authority', { card: { status: 'superseded' } }, 'superseded', 'warning'],
    ['a certificate past its end', { card: { notAfter: new Date('2027-02-07T00:59:59Z') } }, 'expired', 'warning'],
    ['a certificate before its beginning', { card: { notBefore: new Date('2027-02-07T01:00:01Z') } }, 'expired', 'warning'],
    ['a card that the authority lists as expired', { card: { status: 'expired' } }, 'expired', 'warning'],
    ['a seminar that the office has closed', { occasion: { ended: true } }, 'reception-ended', 'warning'],
    ['somebody who is in, once the office has closed it', { occasion: { ended: true, presence: 'here' } }, 'reception-ended', 'warning'],
    ['a session in another room only', { occasion: { window: 'elsewhere' } }, 'wrong-room', 'warning'],
    ['a booking for another room', { occasion: { bookedElsewhere: true } }, 'wrong-room', 'warning'],
    ['somebody who is not booked', { person: { booked: false } }, 'not-booked', 'warning'],
    ['somebody without a page', { person: { myPage: false } }, 'no-my-page', 'warning'],
    ['somebody too early', { occasion: { window: 'too-early' } }, 'too-early', 'warning'],
    ['somebody late', { occasion: { window: 'late' } }, 'late', 'warning'],
    ['an exit without an entrance', { occasion: { direction: 'out' } }, 'not-in', 'warning'],
    ['an old status list', { occasion: { statusAgeDays: 8 } }, 'status-stale', 'warning'],
    ['somebody whose card was lost, without it', { card: null, person: { stopped: 'revoked-or-lost' } }, 'revoked-or-lost', 'stop'],
    ['somebody whose card is held, without it', { card: null, person: { stopped: 'held' } }, 'held', 'stop'],
    ['somebody whose card was lost meanwhile', { person: { stopped: 'revoked-or-lost' }, occasion: { presence: 'here' } }, 'revoked-or-lost', 'stop'],
    [
      'a room after the desk for every room, where none is theirs',
      { occasion: { presence: 'no-room', window: 'elsewhere' } },
      'wrong-room',
      'warning',
    ],
    ['somebody who is in already', { occasion: { presence: 'here' } }, 'already-in', 'accepted'],
  ])('%s', (_what, change, verdict, face) => {
    expect(judged(change)).toMatchObject({ verdict, face });
  });

  it.each<[string, Change]>([
    ['a test card at a rehearsal', { card: { test: true }, occasion: { practice: true } }],
    ['the last second of a certificate', { card: { notAfter: NOW } }],
    ['nobody booked where that does not matter', { person: { booked: false }, occasion: { policy: { ...OCCASION.policy, bookedOnly: false } } }],
    ['a page that nobody knows of', { person: { myPage: null } }],
    ['no page where that does not matter', { person: { myPage: false }, occasion: { policy: { ...OCCASION.policy, needsMyPage: false } } }],
    ['a status list of exactly the greatest age', { occasion: { statusAgeDays: 7 } }],
    ['an old status list where no age is set', { occasion: { statusAgeDays: 900, policy: { ...OCCASION.policy, statusMaxAgeDays: null } } }],
    ['no card and an old status list', { card: null, occasion: { statusAgeDays: 8 } }],
    ['an arrival in a room after one at the desk for every room', { occasion: { presence: 'no-room' } }],
    ['an arrival in a room, late, after one in time', { occasion: { presence: 'no-room', window: 'late' } }],
    ['an arrival in a room of somebody whom staff let in', { person: { booked: false, myPage: false }, occasion: { presence: 'no-room' } }],
    ['an exit from a room of somebody who came in at the desk for every room', { occasion: { direction: 'out', presence: 'no-room' } }],
    ['an exit from a room where the sessions are over', { occasion: { direction: 'out', presence: 'no-room', window: 'elsewhere' } }],
    ['an exit while reception is over', { occasion: { direction: 'out', presence: 'here', window: 'late' } }],
  ])('%s is ok', (_what, change) => {
    expect(judged(change).verdict).toBe('ok');
  });

  it.each<[string, Partial<CardState>, Partial<Occasion>, string[]]>([
    ['a path that cannot be proved', { pathState: 'not-provable' }, {}, ['path-not-provable']],
    ['a role that is not stated', { role: 'not-stated' }, {}, ['role-not-stated']],
    ['another role', { role: 'other' }, {}, ['role-other']],
    ['a card that the list does not name', { status: 'unknown' }, {}, ['status-none']],
    ['the end of the certificate in half a year', { notAfter: new Date('2027-08-01T00:00:00Z') }, {}, ['renewal-near']],
    ['a clock in doubt', {}, { clockDoubtful: true }, ['clock-doubtful']],
  ])('%s is told and decides nothing', (_what, card, occasion, notes) => {
    expect(judged({ card, occasion })).toEqual({ verdict: 'ok', also: [], face: 'accepted', notes });
  });

  it('tells the gravest of several first and the others beside it', () => {
    const change: Change = { card: { status: 'lost', replaced: true }, person: { booked: false }, occasion: { window: 'late' } };
    expect(judged(change)).toMatchObject({ verdict: 'revoked-or-lost', also: ['superseded', 'not-booked', 'late'], face: 'stop' });
  });

  it('does not ask again about somebody who was received, unless it has become grave', () => {
    const inside = { presence: 'here' as const };
    expect(judged({ person: { booked: false }, occasion: inside })).toMatchObject({ verdict: 'already-in', also: ['not-booked'], face: 'accepted' });
    expect(judged({ card: { status: 'lost' }, occasion: inside })).toMatchObject({ verdict: 'revoked-or-lost', face: 'stop' });
    expect(judged({ card: { test: true }, occasion: { ...inside, direction: 'out' } })).toMatchObject({ verdict: 'ok', face: 'accepted' });
  });

  it('every verdict has a gravity, and no stop ever hides behind something lighter', () => {
    expect(GRAVITY.map(([id]) => id).sort()).toEqual([...VERDICTS].sort());
    const states = ['good', 'held', 'lost', 'revoked', 'superseded', 'expired', 'unknown'] as const;
    fc.assert(
      fc.property(
        fc.record({ test: fc.boolean(), status: fc.constantFrom(...states), revoked: fc.boolean(), replaced: fc.boolean() }),
        fc.record({
          booked: fc.boolean(),
          myPage: fc.constantFrom(true, false, null),
          stopped: fc.constantFrom('held' as const, 'revoked-or-lost' as const, null),
        }),
        fc.record({
          direction: fc.constantFrom('in' as const, 'out' as const),
          practice: fc.boolean(),
          window: fc.constantFrom('open' as const, 'too-early' as const, 'late' as const, 'elsewhere' as const),
          presence: fc.constantFrom('none' as const, 'no-room' as const, 'here' as const),
          bookedElsewhere: fc.boolean(),
        }),
        (card, person, occasion) => {
          const { verdict, also, face } = judged({ card, person, occasion });
          const grave = card.revoked || person.stopped !== null || ['held', 'lost', 'revoked'].includes(card.status);
          expect(face === 'stop').toBe(grave);
          expect(faceOf(verdict)).toBe(face);
          expect(also).not.toContain(verdict);
        },
      ),
    );
  });
});
