import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LaneOrder, VerdictView } from '../../../../main/api/schema/attendance.ts';
import { stackDoctor } from '../../../support/card-stack.ts';
import { runningPlan } from '../../../support/seminar-plan.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { openSeminarWith, openVenueDesk, type VenueDesk } from '../../../support/venue-desk.ts';

const NOW = new Date('2027-02-07T01:00:00Z');
const STAFF = '受付　花子';
const LANES: readonly LaneOrder[] = [
  { reader: 'Reader B', name: '東口', room: null, direction: 'in' },
  { reader: null, name: 'キーボード', room: null, direction: 'auto' },
];
const BOOKED = [0, 1, 2].map(stackDoctor);
const STRANGER = stackDoctor(7);

describe('a reception that is opened again', () => {
  let now: Date;
  let desk: VenueDesk;
  let seminar: string;

  beforeEach(async () => {
    now = NOW;
    desk = await openVenueDesk(await temporaryFolder(), undefined, () => now);
    seminar = (await openSeminarWith(desk.venue, runningPlan(NOW), BOOKED)).id;
    await desk.venue.people.ensure({ ...STRANGER, myPage: true });
  });
  afterEach(() => desk[Symbol.asyncDispose]());

  const open = (unused: readonly string[] = []) => desk.venue.reception.open(seminar, LANES, unused);
  const scan = async (text: string) => {
    now = new Date(now.getTime() + 1000);
    return desk.venue.reception.scanned({ text, lane: null, by: STAFF });
  };
  const answer = (verdict: string, given: 'accept' | 'decline') =>
    desk.venue.reception.answer({ verdict, answer: given, reason: '当日申込', by: STAFF, photoIdentity: false });
  async function again(): Promise<void> {
    await desk.venue.reception.close();
    await open();
  }
  const brief = ({ verdict, person, answer: given, annulled }: VerdictView) => [verdict, person?.registration, given, annulled];

  it('shows who came last, each once, and what was annulled as annulled', async () => {
    await open();
    await scan(BOOKED[0]!.registration);
    const { id } = await scan(STRANGER.registration);
    await answer(id, 'accept');
    const { fact } = await scan(BOOKED[1]!.registration);
    await desk.venue.reception.annul({ fact: fact!, reason: '別の方', by: STAFF });
    await scan(BOOKED[0]!.registration);
    await again();
    const { recent, counts } = desk.venue.reception.view;
    expect([recent.map(brief), counts.open]).toEqual([
      [
        ['already-in', BOOKED[0]!.registration, null, false],
        ['ok', BOOKED[1]!.registration, null, true],
        ['not-booked', STRANGER.registration, 'accepted', false],
        ['ok', BOOKED[0]!.registration, null, false],
      ],
      0,
    ]);
    expect(recent.every(({ lane }) => lane === 'lane-2')).toBe(true);
    await desk.venue.reception.annul({ fact: recent[3]!.fact!, reason: '別の方', by: STAFF });
    expect(desk.venue.reception.view.counts.present).toBe(1);
  });

  it('has what waited for staff waiting again, to be answered as before', async () => {
    await open();
    await scan(STRANGER.registration);
    await again();
    const [waits] = desk.venue.reception.view.recent;
    expect([brief(waits!), waits!.face, desk.venue.reception.view.counts.open]).toEqual([
      ['not-booked', STRANGER.registration, 'open', false],
      'warning',
      1,
    ]);
    await answer(waits!.id, 'accept');
    await again();
    expect(desk.venue.reception.view.recent.map(brief)).toEqual([['not-booked', STRANGER.registration, 'accepted', false]]);
  });

  it.each<['in' | 'out' | 'auto', number]>([
    ['out', 10],
    ['auto', 170],
  ])('an exit that waited is an exit still, on a lane %s after %d minutes', async (direction, minutes) => {
    const plan = runningPlan(NOW);
    const { id } = await openSeminarWith(desk.venue, { ...plan, policy: { ...plan.policy, exitTap: 'required' } }, BOOKED);
    await desk.venue.reception.open(id, LANES);
    await scan(BOOKED[0]!.registration);
    await desk.venue.reception.close();
    now = new Date(now.getTime() + minutes * 60_000);
    await desk.venue.seminars.move(id, 'closed', '');
    const exit: readonly LaneOrder[] = [{ reader: null, name: '出口', room: null, direction }];
    await desk.venue.reception.open(id, exit);
    await scan(BOOKED[0]!.registration);
    await desk.venue.reception.close();
    await desk.venue.reception.open(id, exit);
    const [waits] = desk.venue.reception.view.recent;
    expect([waits?.verdict, waits?.answer, waits?.direction]).toEqual(['reception-ended', 'open', 'out']);
    await answer(waits!.id, 'accept');
    expect(desk.venue.reception.view.counts.present).toBe(0);
  });

  it.each([
    ['was declined', async () => answer((await scan(STRANGER.registration)).id, 'decline')],
    [
      'came in by another way meanwhile',
      async () => {
        await scan(STRANGER.registration);
        const { id } = await scan(STRANGER.registration);
        await answer(id, 'accept');
      },
    ],
    [
      'waited on the day before',
      async () => {
        await scan(STRANGER.registration);
        now = new Date(now.getTime() + 86_400_000);
      },
    ],
  ])('asks no more about whoever %s', async (_what, happens) => {
    await open();
    await happens();
    await again();
    expect(desk.venue.reception.view.counts.open).toBe(0);
  });

  it('tells neither lanes nor visitors of what is old', async () => {
    await open();
    await scan(BOOKED[0]!.registration);
    await again();
    expect(desk.venue.reception.view.lanes.map(({ last }) => last)).toEqual([null, null]);
  });

  it('knows the lanes as they were, and which readers were left alone', async () => {
    expect(await desk.venue.reception.lanes(seminar)).toBeNull();
    await open(['Reader A']);
    expect(await desk.venue.reception.lanes(seminar)).toEqual({ lanes: LANES, unused: ['Reader A'] });
  });

  it('is told as interrupted only when the program ended without closing it', async () => {
    const { reception } = desk.venue;
    expect(await reception.interrupted()).toBeNull();
    await open();
    expect(await reception.interrupted()).toBeNull();
    const { root } = desk.application.store.folder;
    await reception.close();
    expect(await reception.interrupted()).toBeNull();
    await open();
    // As after a loss of power: what was kept stays, and the next run finds it.
    const kept = await desk.application.store.db.selectFrom('setting').selectAll().execute();
    await desk[Symbol.asyncDispose]();
    desk = await openVenueDesk(root, undefined, () => now);
    expect(await desk.venue.reception.interrupted()).toBeNull();
    await desk.application.store.db.deleteFrom('setting').execute();
    await desk.application.store.db.insertInto('setting').values(kept).execute();
    expect(await desk.venue.reception.interrupted()).toEqual({
      seminar,
      title: desk.venue.seminars.get(seminar).plan.title,
      openedAt: NOW.toISOString(),
    });
    await open();
    expect(await desk.venue.reception.interrupted()).toBeNull();
    await desk.venue.reception.close();
    expect(await desk.venue.reception.interrupted()).toBeNull();
  });
});
