import { afterEach, expect, it, vi } from 'vitest';
import { VirtualReaderService } from '../../../../card/transports/virtual/virtual-reader-service.ts';
import { VirtualCard } from '../../../../card/virtual/virtual-card.ts';
import { cardStack, stackDoctor } from '../../../support/card-stack.ts';
import { runningPlan } from '../../../support/seminar-plan.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { bindCard, openSeminarWith, openVenueDesk, type VenueDesk, verdictWhere } from '../../../support/venue-desk.ts';

const NOW = new Date('2027-02-07T01:00:00Z');
const READER = 'Reader A';
const PASSPHRASE = 'correct horse battery';
const PATIENCE = { timeout: 20_000, interval: 20 };
const stack = cardStack(NOW);
const [OWNER, WRONG] = [stackDoctor(0), stackDoctor(1)];

const desks: VenueDesk[] = [];
afterEach(async () => {
  for (const desk of desks.splice(0).reverse()) await desk[Symbol.asyncDispose]();
});

/** @param offsetMs by how much its clock is ahead */
async function desk(readers = new VirtualReaderService(), offsetMs = () => 0): Promise<VenueDesk> {
  const begun = performance.now();
  const opened = await openVenueDesk(await temporaryFolder(), readers, () => new Date(NOW.getTime() + offsetMs() + performance.now() - begun));
  desks.push(opened);
  return opened;
}

/** A desk that has received the owner of a card under the number of somebody else, and what it handed over before that was found out. */
async function mistaken() {
  const readers = new VirtualReaderService();
  readers.addReader(READER);
  let offsetMs = 0;
  const one = await desk(readers, () => offsetMs);
  const { venue } = one;
  const { id } = await openSeminarWith(venue, runningPlan(NOW), [OWNER, WRONG]);
  const another = await openSeminarWith(venue, runningPlan(NOW, { title: '別の講習会' }), [OWNER, WRONG]);
  const card = stack.make(0, { doctor: WRONG });
  await bindCard(venue, card, stack.authority);
  const open = () => venue.reception.open(id, [{ reader: READER, name: '1', room: null, direction: 'in' }]);
  await open();
  const tap = async () => {
    const before = new Set(venue.reception.view.recent.map((verdict) => verdict.id));
    readers.insert(READER, new VirtualCard(card.image));
    const verdict = await verdictWhere(venue, (each) => !before.has(each.id));
    readers.remove(READER);
    return verdict;
  };
  const { fact } = await tap();
  const early = await venue.bundle(id, PASSPHRASE);
  const earlyOfAnother = await venue.bundle(another.id, PASSPHRASE);
  const release = () => venue.reception.annul({ fact: fact!, reason: '別の方を選んだ', by: '係', releaseCard: true });
  const bindToOwner = async () => {
    const { id: verdict } = await tap();
    const fields = { person: null, name: '', kana: '', affiliation: '', birthDate: '', by: '係' };
    await venue.reception.bind({ ...fields, verdict, registration: OWNER.registration });
  };
  const holder = (at: VenueDesk) => {
    const bound = at.venue.bindings.withCertificate(card.certificate);
    return bound && at.venue.people.byId(bound.person)?.registration;
  };
  /** The clock is set back, and staff bind the card to the same person again, this time rightly. */
  const bindAgainByAnEarlierClock = async () => {
    await venue.reception.close();
    offsetMs = -300_000;
    await bindCard(venue, card, stack.authority);
    await open();
  };
  return { one, id, another: another.id, early, earlyOfAnother, release, bindToOwner, bindAgainByAnEarlierClock, holder };
}

it('a card that was taken back is taken back on a station that is connected, and goes to its owner there', async () => {
  const { one, release, bindToOwner, holder } = await mistaken();
  const other = await desk();
  const { code } = await one.venue.stations.invite({ host: '127.0.0.1' });
  await other.venue.stations.join(code);
  await vi.waitFor(() => expect(holder(other)).toBe(WRONG.registration), PATIENCE);
  await release();
  await vi.waitFor(() => expect(holder(other)).toBeNull(), PATIENCE);
  await bindToOwner();
  await vi.waitFor(() => expect(holder(other)).toBe(OWNER.registration), PATIENCE);
});

it('a card that was taken back comes back by no bundle of before, and is taken back by one of after', async () => {
  const { one, id, early, release, bindToOwner, holder } = await mistaken();
  const other = await desk();
  await other.venue.merge(early.bytes, PASSPHRASE);
  expect(holder(other)).toBe(WRONG.registration);
  await release();
  await one.venue.merge(early.bytes, PASSPHRASE);
  expect(holder(one)).toBeNull();
  await bindToOwner();
  await other.venue.merge((await one.venue.bundle(id, PASSPHRASE)).bytes, PASSPHRASE);
  await vi.waitFor(() => expect(holder(other)).toBe(OWNER.registration), PATIENCE);
});

it('a card that was taken back comes back by no bundle of another seminar', async () => {
  const { one, earlyOfAnother, release, bindToOwner, holder } = await mistaken();
  await release();
  await one.venue.merge(earlyOfAnother.bytes, PASSPHRASE);
  expect(holder(one)).toBeNull();
  await bindToOwner();
  expect(holder(one)).toBe(OWNER.registration);
});

it('a card that is somebody else’s by rows of another seminar goes to its owner when it is taken back', async () => {
  const { one, id, another, early, release, bindToOwner, holder } = await mistaken();
  const other = await desk();
  await other.venue.merge(early.bytes, PASSPHRASE);
  await release();
  await bindToOwner();
  await other.venue.merge((await one.venue.bundle(another, PASSPHRASE)).bytes, PASSPHRASE);
  expect(holder(other)).toBe(WRONG.registration);
  const { facts } = one.venue;
  await other.venue.facts.merge(await facts.missing(id, await other.venue.facts.have(id)), id);
  await vi.waitFor(() => expect(holder(other)).toBe(OWNER.registration), PATIENCE);
});

it('a card that was taken back and bound anew stays bound, also where the clock of the desk is behind', async () => {
  const { one, id, early, release, bindAgainByAnEarlierClock, holder } = await mistaken();
  await release();
  await bindAgainByAnEarlierClock();
  expect(holder(one)).toBe(WRONG.registration);
  const other = await desk();
  for (const bundle of [early, await one.venue.bundle(id, PASSPHRASE), early]) await other.venue.merge(bundle.bytes, PASSPHRASE);
  await vi.waitFor(() => expect(holder(other)).toBe(WRONG.registration), PATIENCE);
});
