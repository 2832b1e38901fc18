import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { stackDoctor } from '../../support/card-stack.ts';
import { hpki } from '../../support/command-line.ts';
import { runningPlan } from '../../support/seminar-plan.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { openSeminarWith, openVenueDesk, type VenueDesk } from '../../support/venue-desk.ts';
import { VirtualReaderService } from '../../../card/transports/virtual/virtual-reader-service.ts';
import { chain, draft } from '../support/facts.ts';

const NOW = new Date('2027-02-07T01:00:00Z');
const BY = '市谷　一郎';

/** A desk at which one doctor was received and whose seminar is over; its clock is that of the test. */
async function overDesk(folder: string) {
  let now = NOW;
  const desk = await openVenueDesk(folder, new VirtualReaderService(), () => now);
  const { id } = await openSeminarWith(desk.venue, runningPlan(NOW), [stackDoctor(0)]);
  await desk.venue.reception.open(id, [{ reader: null, name: 'x', room: null, direction: 'in' }]);
  const { person } = desk.venue.people.byRegistration(stackDoctor(0).registration)!;
  await desk.venue.reception.scanned({ text: desk.venue.people.bookingCode(person, id)!, lane: null, by: BY });
  await desk.venue.reception.close();
  now = new Date(NOW.getTime() + 4 * 3_600_000);
  await desk.venue.seminars.move(id, 'closed', '');
  return { desk, id };
}

/** Somebody with the file sets the time of every record an hour back. */
function alter({ application: { store } }: VenueDesk): void {
  const database = new Database(store.folder.database);
  database.exec('DROP TRIGGER attendance_fact_is_never_changed');
  const rows = database.prepare('SELECT hash, body FROM attendance_fact').all() as { hash: string; body: string }[];
  for (const { hash, body } of rows) {
    const at = new Date(Date.parse(JSON.parse(body).at) - 3_600_000).toISOString();
    database.prepare('UPDATE attendance_fact SET body = ? WHERE hash = ?').run(JSON.stringify({ ...JSON.parse(body), at }), hash);
  }
  database.close();
}

describe('records that were altered in the file', () => {
  it('are answered for by nobody: neither a settlement nor a correction is frozen, and the command line tells', async () => {
    const folder = await temporaryFolder();
    {
      const { desk, id } = await overDesk(folder);
      await using _desk = desk;
      await desk.venue.settlements.settle(id, BY);
      alter(desk);
      await expect(desk.venue.settlements.correct(id, BY, '牛込　健', 'forgot')).rejects.toMatchObject({
        code: 'FACTS_BROKEN',
        detail: { seminar: id, sequence: 1, fault: 'hash' },
      });
      expect(await desk.venue.settlements.list(id)).toHaveLength(1);
    }
    const told = await hpki(['audit', 'verify', '--data', folder]);
    expect([told.exit, told.json]).toMatchObject([1, { intact: true, receptions: [{ intact: false, altered: true, brokenAt: { fault: 'hash' } }] }]);
  });

  it('are not settled', async () => {
    const { desk, id } = await overDesk(await temporaryFolder());
    await using _desk = desk;
    alter(desk);
    await expect(desk.venue.settlements.settle(id, BY)).rejects.toMatchObject({ code: 'FACTS_BROKEN' });
    expect(desk.venue.seminars.get(id).state).toBe('closed');
  });
});

it('a record that is missed keeps nothing from being settled, and the command line tells', async () => {
  const folder = await temporaryFolder();
  {
    const { desk, id } = await overDesk(folder);
    await using _desk = desk;
    await desk.venue.facts.merge([chain('beta', [draft({ seminar: id }), draft({ seminar: id, kind: 'out', direction: 'out' })])[1]!]);
    expect((await desk.venue.settlements.settle(id, BY)).number).toBe(1);
  }
  const told = await hpki(['audit', 'verify', '--data', folder]);
  expect([told.exit, told.json]).toMatchObject([4, { intact: true, receptions: [{ altered: false, brokenAt: { device: 'beta', fault: 'gap' } }] }]);
});
