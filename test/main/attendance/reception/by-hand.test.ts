import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ManualOrder, VerdictView } from '../../../../main/api/schema/attendance.ts';
import type { SeminarPlan } from '../../../../main/api/schema/training.ts';
import { temporaryCode } from '../../../../main/training/output/temporary-code.ts';
import { cardStack, stackDoctor } from '../../../support/card-stack.ts';
import { runningPlan } from '../../../support/seminar-plan.ts';
import { statusListFor } from '../../../support/status-list.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { bindCard, openSeminarWith, openVenueDesk, type VenueDesk } from '../../../support/venue-desk.ts';

const NOW = new Date('2027-02-07T01:00:00Z');
const STAFF = '受付　花子';
const stack = cardStack(NOW);
const [BOOKED, ELSEWHERE] = [stackDoctor(0), stackDoctor(1)];

describe('without a card', () => {
  let desk: VenueDesk;
  let seminar: string;
  let other: string;

  beforeEach(async () => {
    desk = await openVenueDesk(await temporaryFolder(), undefined, () => NOW);
    const open = (plan: SeminarPlan, doctor: typeof BOOKED) => openSeminarWith(desk.venue, plan, [doctor]);
    const policy = { ...runningPlan(NOW).policy, bookedOnly: false };
    seminar = (await open(runningPlan(NOW, { policy }), BOOKED)).id;
    other = (await open(runningPlan(NOW, { title: '別の研修会' }), ELSEWHERE)).id;
    await desk.venue.reception.open(seminar, [{ reader: null, name: 'desk', room: null, direction: 'auto' }]);
  });
  afterEach(() => desk[Symbol.asyncDispose]());

  const brief = ({ verdict, face, answer }: VerdictView) => [verdict, face, answer];
  const scan = (text: string) => desk.venue.reception.scanned({ text, lane: null, by: STAFF });
  const codeOf = (registration: string, of: string) => {
    const { people } = desk.venue;
    return people.bookingCode(people.byRegistration(registration)!.person, of)!;
  };
  const facts = async () =>
    (await desk.venue.facts.of(seminar)).map(({ body, payload }) => ({ kind: body.kind, evidence: payload?.evidence, by: payload?.by }));
  const audited = async () =>
    (await desk.application.audit.list(null, 50)).filter(({ action }) => action === 'attendance.manual').map((entry) => entry.facts);
  const manual = (more: Partial<ManualOrder> = {}) =>
    desk.venue.reception.manual({
      seminar,
      session: null,
      direction: 'in',
      person: null,
      registration: BOOKED.registration,
      name: '',
      kana: '',
      affiliation: '',
      birthDate: '',
      evidence: 'photo-identity',
      reason: '免許証を忘れた',
      by: STAFF,
      at: null,
      lane: null,
      ...more,
    });

  it('takes the code of a booking for this seminar, and no other', async () => {
    expect(brief(await scan(codeOf(BOOKED.registration, seminar)))).toEqual(['ok', 'accepted', null]);
    await expect(scan(codeOf(ELSEWHERE.registration, other))).rejects.toMatchObject({ code: 'BOOKING_OF_OTHER_SEMINAR' });
    expect(await facts()).toEqual([{ kind: 'manual', evidence: 'booking-code', by: STAFF }]);
  });

  it('takes the number of somebody on the booked list; anybody else waits for staff', async () => {
    expect(brief(await scan(BOOKED.registration))).toEqual(['ok', 'accepted', null]);
    const waits = await scan(ELSEWHERE.registration);
    expect(brief(waits)).toEqual(['not-booked', 'warning', 'open']);
    await desk.venue.reception.answer({ verdict: waits.id, answer: 'accept', reason: '当日申込', by: STAFF, photoIdentity: false });
    expect(await facts()).toEqual([
      { kind: 'manual', evidence: 'booked-list', by: STAFF },
      { kind: 'seen', evidence: null, by: STAFF },
      { kind: 'override', evidence: null, by: STAFF },
    ]);
  });

  it.each<[string, () => Promise<VerdictView>, string | null]>([
    ['a number', () => scan(BOOKED.registration), 'booked-list'],
    ['the code of a booking', () => scan(codeOf(BOOKED.registration, seminar)), 'booking-code'],
    ['an entry by hand', () => manual(), 'photo-identity'],
    ['an entry for another time', () => manual({ at: NOW.toISOString() }), 'photo-identity'],
  ])('audits %s together with its fact, or writes neither', async (_what, receive, evidence) => {
    const { db } = desk.application.store;
    await sql`CREATE TRIGGER full BEFORE INSERT ON audit_entry BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`.execute(db);
    await expect(receive()).rejects.toThrow('the disk is full');
    expect(await facts()).toEqual([]);
    await sql`DROP TRIGGER full`.execute(db);
    const { fact } = await receive();
    expect(await audited()).toEqual([{ seminar, fact, evidence }]);
  });

  it('audits what is scanned again only when it does something', async () => {
    await scan(BOOKED.registration);
    expect(brief(await scan(BOOKED.registration))).toEqual(['already-in', 'accepted', null]);
    expect(await audited()).toHaveLength(1);
  });

  it('audits the giving of a temporary card', async () => {
    const code = temporaryCode();
    const { id } = await scan(code);
    const order = { registration: BOOKED.registration, person: null, name: '', kana: '', affiliation: '', birthDate: '', by: STAFF };
    const { fact } = await desk.venue.reception.bind({ verdict: id, ...order });
    expect(await audited()).toEqual([{ seminar, fact, evidence: 'temporary-card' }]);
  });

  describe('with a card that was stopped', () => {
    const stopped = stack.make(0);
    const stop = async () => {
      await bindCard(desk.venue, stopped, stack.authority);
      const { file, fingerprint } = await statusListFor([{ certificate: stopped.certificate, state: 'lost' }], NOW);
      await desk.venue.status.import(file, fingerprint);
    };
    beforeEach(stop);

    it.each<[string, () => Promise<VerdictView>]>([
      ['typing the number that is on it', () => scan(BOOKED.registration)],
      ['a look at the booked list', () => manual({ evidence: 'booked-list' })],
    ])('%s lets nobody in without a photo identity document', async (_what, receive) => {
      const waits = await receive();
      expect(brief(waits)).toEqual(['revoked-or-lost', 'stop', 'open']);
      const order = { verdict: waits.id, answer: 'accept' as const, reason: '本人と確認', by: STAFF, photoIdentity: false };
      await expect(desk.venue.reception.answer(order)).rejects.toMatchObject({ code: 'PHOTO_IDENTITY_NEEDED' });
      await desk.venue.reception.answer({ ...order, photoIdentity: true });
      expect((await facts()).map(({ kind, evidence }) => [kind, evidence])).toEqual([
        ['seen', 'booked-list'],
        ['manual', 'photo-identity'],
      ]);
    });

    it.each<[string, () => Promise<VerdictView>]>([
      ['a photo identity document', () => manual()],
      ['the code of their own booking', () => scan(codeOf(BOOKED.registration, seminar))],
    ])('%s does', async (_what, receive) => {
      expect(brief(await receive())).toEqual(['ok', 'accepted', null]);
    });

    it('a new card of theirs that stands well ends it', async () => {
      await bindCard(desk.venue, stack.make(0, { identifier: 'NEW' }), stack.authority);
      expect(brief(await scan(BOOKED.registration))).toEqual(['ok', 'accepted', null]);
    });
  });
});

describe('a desk for every room, and lanes of rooms', () => {
  const rooms = [
    { id: 'a', name: 'A' },
    { id: 'b', name: 'B' },
  ];
  const start = NOW.getTime();
  const session = (id: string, room: string, code: string): SeminarPlan['sessions'][number] => ({
    id,
    title: id,
    speaker: '',
    room,
    startsAt: new Date(start + 10 * 60_000).toISOString(),
    endsAt: new Date(start + 70 * 60_000).toISOString(),
    credits: [{ scheme: 'cme', category: null, code, units: 1 }],
    policy: null,
  });
  const two = { rooms, sessions: [session('sa', 'a', '74'), session('sb', 'b', '75')] };
  const one = { rooms: rooms.slice(1), sessions: [session('sb', 'b', '75')] };

  it.each<[string, Partial<SeminarPlan>, 'in' | 'auto' | 'out', string[], string, string[]]>([
    ['two rooms, an arrival at the second', two, 'in', ['ok', 'in'], 'sb', []],
    ['two rooms, a lane for both ways', two, 'auto', ['ok', 'in'], 'sb', []],
    ['two rooms, an exit', two, 'out', ['ok', 'out'], 'sa', ['room-unknown']],
    ['one room: they are in it already', one, 'in', ['already-in', 'in'], 'sb', []],
  ])('%s', async (_what, more, direction, said, credited, flags) => {
    let now = NOW;
    await using desk = await openVenueDesk(await temporaryFolder(), undefined, () => now);
    const plan = runningPlan(NOW, { ...more, policy: { ...runningPlan(NOW).policy, graceAfterStart: 0 }, certifiedNumbers: [] });
    const { id } = await openSeminarWith(desk.venue, plan, [BOOKED]);
    await desk.venue.reception.open(id, [
      { reader: null, name: 'entrance', room: null, direction: 'in' },
      { reader: null, name: 'room B', room: 'b', direction },
    ]);
    const scan = (lane: string) => desk.venue.reception.scanned({ text: BOOKED.registration, lane, by: STAFF });
    expect((await scan('lane-1')).verdict).toBe('ok');
    now = new Date(start + 15 * 60_000);
    const second = await scan('lane-2');
    expect([second.verdict, second.direction, second.face]).toEqual([...said, 'accepted']);
    now = new Date(start + 200 * 60_000);
    const [participation] = (await desk.venue.settlements.preview(id)).participations;
    expect(participation!.sessions.filter(({ credits }) => credits.length > 0).map((presence) => presence.session)).toEqual([credited]);
    expect(participation!.flags).toEqual(flags);
  });
});
