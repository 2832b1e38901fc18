import { afterEach, describe, expect, it, vi } from 'vitest';
import { VirtualReaderService } from '../../../../card/transports/virtual/virtual-reader-service.ts';
import { textOfPlan } from '../../../../main/training/revision.ts';
import { cardStack, stackDoctor } from '../../../support/card-stack.ts';
import { runningPlan } from '../../../support/seminar-plan.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { bindCard, listOf, openSeminarWith, openVenueDesk, type VenueDesk } from '../../../support/venue-desk.ts';

const NOW = new Date('2027-02-07T01:00:00Z');
const YEARS_MS = 12 * 366 * 86_400_000;
const PLAN = runningPlan(NOW);
const LANES = [{ reader: null, name: 'x', room: null, direction: 'in' as const }];
const PASSPHRASE = 'correct horse battery';
const stack = cardStack(NOW);
const PATIENCE = { timeout: 20_000, interval: 20 };

const desks: VenueDesk[] = [];
afterEach(async () => {
  for (const desk of desks.splice(0).reverse()) await desk[Symbol.asyncDispose]();
});

/** A desk whose clock goes, `wrong` milliseconds from true time. */
async function desk(wrong = 0): Promise<VenueDesk> {
  const begun = performance.now();
  const now = () => new Date(NOW.getTime() + wrong + performance.now() - begun);
  const opened = await openVenueDesk(await temporaryFolder(), new VirtualReaderService(), now);
  desks.push(opened);
  return opened;
}

async function pair(one: VenueDesk, other: VenueDesk): Promise<void> {
  const { code } = await one.venue.stations.invite({ host: '127.0.0.1' });
  await other.venue.stations.join(code);
}

describe('pairing', () => {
  it('does not fail for a hundred and one seminars that were settled', async () => {
    const [one, other] = [await desk(), await desk()];
    const plan = textOfPlan(PLAN);
    const revision = { revision: 1, at: NOW.toISOString(), state: 'settled' as const, plan, reason: '' };
    await one.venue.seminars.adopt(Array.from({ length: 101 }, (_, index) => ({ seminar: `old-${index}`, ...revision })));
    const { id } = await openSeminarWith(one.venue, PLAN, [stackDoctor(0)]);
    await one.venue.reception.open(id, LANES);
    await pair(one, other);
    await vi.waitFor(() => expect(other.venue.seminars.list().map((seminar) => seminar.id)).toEqual([id]), PATIENCE);
  });

  it('hands nobody over of a seminar that is settled, though it was today', async () => {
    const [one, other] = [await desk(), await desk()];
    const old = await openSeminarWith(one.venue, runningPlan(NOW, { title: 'settled' }), [stackDoctor(40)]);
    await one.venue.seminars.move(old.id, 'closed', '');
    await one.venue.seminars.moveWith(old.id, { by: 'settle', to: 'settled', reason: '' }, async () => {});
    const { id } = await openSeminarWith(one.venue, PLAN, [stackDoctor(0)]);
    await pair(one, other);
    await vi.waitFor(() => expect(other.venue.people.bookedCount(id)).toBe(1), PATIENCE);
    const { registration } = stackDoctor(40);
    expect([other.venue.people.byRegistration(registration), other.venue.seminars.list().length]).toEqual([null, 1]);
  });
});

describe('a station whose clock is twelve years off', () => {
  it.each([-YEARS_MS, YEARS_MS])('(%i ms) keeps nobody from recording, and is told', async (wrong) => {
    const [right, off] = [await desk(), await desk(wrong)];
    const { id } = await openSeminarWith(right.venue, PLAN, [stackDoctor(0), stackDoctor(1)]);
    await pair(right, off);
    await vi.waitFor(() => expect(off.venue.people.bookedCount(id)).toBe(2), PATIENCE);
    for (const { venue } of [right, off]) await venue.reception.open(id, LANES);
    const told = ({ venue }: VenueDesk) => venue.reception.view.clock.doubts.find((doubt) => doubt.id === 'peer-differs');
    await vi.waitFor(() => expect(Math.min(told(right)?.hours ?? 0, told(off)?.hours ?? 0)).toBeGreaterThanOrEqual(12 * 366 * 24 - 1), PATIENCE);
    expect(right.venue.stations.offsetMs()).toBe(0);
    for (const [index, { venue }] of [right, off].entries()) {
      const { person } = venue.people.byRegistration(stackDoctor(index).registration)!;
      await venue.reception.scanned({ text: venue.people.bookingCode(person, id)!, lane: null, by: 'staff' });
    }
    const came = async ({ venue }: VenueDesk) => new Set((await venue.facts.of(id)).map(({ body }) => body.device)).size;
    await vi.waitFor(async () => expect([await came(right), await came(off)]).toEqual([2, 2]), PATIENCE);
    await right.venue.stations.leave(right.venue.stations.view.peers[0]!.fingerprint);
    expect([right.venue.stations.offsetMs(), told(right)]).toEqual([null, undefined]);
  });
});

describe('bookings', () => {
  const LONG = { ...stackDoctor(1), affiliation: 'あ'.repeat(1001) };

  it('that were taken back at one station are gone at the others, and come back by nobody', async () => {
    const [one, other] = [await desk(), await desk()];
    const { id } = await openSeminarWith(one.venue, PLAN, [stackDoctor(0), stackDoctor(1)]);
    await bindCard(one.venue, stack.make(1), stack.authority);
    await pair(one, other);
    const bookedAt = ({ venue }: VenueDesk) => venue.people.booked(id).map(({ registration }) => registration);
    await vi.waitFor(() => expect(bookedAt(other)).toHaveLength(2), PATIENCE);
    const late = await other.venue.bundle(id, PASSPHRASE);
    await one.venue.people.import({ bytes: listOf([stackDoctor(0)]), fileName: 'again.csv', kind: 'booking', seminar: id, apply: true });
    await vi.waitFor(() => expect(bookedAt(other)).toEqual([stackDoctor(0).registration]), PATIENCE);
    await one.venue.merge(late.bytes, PASSPHRASE);
    expect([bookedAt(one), bookedAt(other)]).toEqual([[stackDoctor(0).registration], [stackDoctor(0).registration]]);
  });

  it('of a list that was let go come back neither as bookings nor by a card', async () => {
    const [one, other] = [await desk(), await desk()];
    const { id } = await openSeminarWith(one.venue, PLAN, [stackDoctor(0)]);
    const { registration } = stackDoctor(0);
    const { venue } = other;
    await venue.merge((await one.venue.bundle(id, PASSPHRASE)).bytes, PASSPHRASE);
    await bindCard(one.venue, stack.make(0), stack.authority);
    const later = await one.venue.bundle(id, PASSPHRASE);
    await venue.people.remove((await venue.people.lists())[0]!.id);
    await venue.merge(later.bytes, PASSPHRASE);
    expect([venue.people.byRegistration(registration), venue.people.bookedCount(id)]).toEqual([null, 0]);
    const third = await desk();
    await third.venue.merge(later.bytes, PASSPHRASE);
    const { person } = third.venue.people.byRegistration(registration)!;
    expect(third.venue.bindings.ofPerson(person)).toHaveLength(1);
  });

  it('with a cell of 1,001 letters reach another station, cut, by a bundle', async () => {
    const [one, other] = [await desk(), await desk()];
    const { id } = await openSeminarWith(one.venue, PLAN, [stackDoctor(0), LONG]);
    const { bytes } = await one.venue.bundle(id, PASSPHRASE);
    await other.venue.merge(bytes, PASSPHRASE);
    expect(other.venue.people.byRegistration(LONG.registration)?.affiliation).toBe('あ'.repeat(1000));
  });
});

it('a clock that was set right is corrected up to there, and facts of before ranges keep their form', async () => {
  const { venue } = await desk();
  const { id } = await openSeminarWith(venue, PLAN, []);
  const order = { seminar: id, device: 'beta', offsetMs: 60_000, reason: 'r', by: 'staff' };
  await venue.reception.correctClock(order);
  await venue.reception.correctClock({ ...order, from: 2, to: 4 });
  const clocks = (await venue.facts.of(id)).map(({ body }) => JSON.stringify(body.clock));
  expect(clocks).toEqual(['{"device":"beta","offsetMs":60000}', '{"device":"beta","offsetMs":60000,"from":2,"to":4}']);
});
