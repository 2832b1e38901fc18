import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { VirtualReaderService } from '../../../card/transports/virtual/virtual-reader-service.ts';
import type { VerdictView } from '../../../main/api/schema/attendance.ts';
import { cardStack, type StackCard, stackDoctor } from '../../support/card-stack.ts';
import { runningPlan } from '../../support/seminar-plan.ts';
import { statusListFor } from '../../support/status-list.ts';
import { bindCard, listOf, openSeminarWith, openVenueDesk, type VenueDesk } from '../../support/venue-desk.ts';
import { type Figure, median } from '../measure.ts';

const MEMBERS = 20_000;
const PAST_FACTS = 1_000_000;
const LISTED = 340_000;
const CARDS = 600;
const READERS = 4;
/** Ten minutes of one tap a second on each reader. */
const TAPS = 10 * 60 * READERS;
const SECOND = 1000;
const HOUR = 3600 * SECOND;

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;

/** Facts of seminars that are over: what a desk has gathered in years. Their payloads stay closed. */
async function fillPast({ application }: VenueDesk): Promise<void> {
  await sql`INSERT INTO attendance_fact (hash, device, sequence, seminar, nonce, body, person, sealed, received_at)
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${PAST_FACTS})
    SELECT printf('%064x', i), 'past', i, 'past-' || (i % 400), 'past-' || i, '{}', NULL, randomblob(200), '2026-01-01T00:00:00.000Z' FROM n`.execute(
    application.store.db,
  );
}

/** One row on the disk, the least that a verdict which is never lost can cost. */
async function syncedInserts({ application }: VenueDesk, times: number): Promise<readonly number[]> {
  const { db } = application.store;
  await sql`CREATE TABLE bench (i INTEGER PRIMARY KEY, t TEXT)`.execute(db);
  const found: number[] = [];
  for (let index = 0; index < times; index += 1) {
    const begin = performance.now();
    await sql`INSERT INTO bench (t) VALUES (${'x'.repeat(900)})`.execute(db);
    found.push(performance.now() - begin);
  }
  return found;
}

/** Taps one after the other on each of so many readers, all of them at once, as fast as verdicts come. */
async function tapAll(
  desk: VenueDesk,
  readers: VirtualReaderService,
  cards: readonly StackCard[],
  lanes: number,
  taps: number,
): Promise<readonly VerdictView[]> {
  const waiting = new Map<string, PromiseWithResolvers<VerdictView>>();
  const told = new Set<string>();
  const stop = new AbortController();
  const watching = (async () => {
    for await (const { recent } of desk.venue.reception.watch(stop.signal))
      for (const verdict of recent) {
        if (verdict.face === 'hold' || told.has(verdict.id)) continue;
        told.add(verdict.id);
        waiting.get(verdict.lane)?.resolve(verdict);
      }
  })();
  const verdicts: VerdictView[] = [];
  let next = 0;
  async function lane(index: number): Promise<void> {
    while (next < taps) {
      const card = cards[next++ % cards.length]!;
      const answer = Promise.withResolvers<VerdictView>();
      waiting.set(`lane-${index + 1}`, answer);
      readers.insert(`Reader ${index}`, card.card());
      verdicts.push(await answer.promise);
      readers.remove(`Reader ${index}`);
    }
  }
  await Promise.all(Array.from({ length: lanes }, (_none, index) => lane(index)));
  stop.abort();
  await watching;
  return verdicts;
}

async function verdictFigures(desk: VenueDesk, readers: VirtualReaderService): Promise<readonly Figure[]> {
  const now = new Date();
  const stack = cardStack(now);
  const cards = Array.from({ length: CARDS }, (_none, index) => stack.make(index));
  const seminar = await openSeminarWith(
    desk.venue,
    runningPlan(now),
    cards.map(({ doctor }) => doctor),
  );
  for (const card of cards) await bindCard(desk.venue, card, stack.authority);
  const listed = cards.map(({ certificate }) => ({ certificate, state: 'good' as const }));
  const { file, fingerprint } = await statusListFor(listed, now, 1, LISTED - CARDS);
  await desk.venue.status.import(file, fingerprint);
  await desk.venue.reception.open(
    seminar.id,
    Array.from({ length: READERS }, (_none, index) => ({ reader: `Reader ${index}`, name: `${index + 1}`, room: null, direction: 'auto' as const })),
  );
  const raw = await syncedInserts(desk, 500);
  const alone = await tapAll(desk, readers, cards, 1, CARDS);
  const verdicts = await tapAll(desk, readers, cards, READERS, TAPS);
  await desk.venue.reception.close();
  const beyondOf = (all: readonly VerdictView[]) => all.flatMap(({ took }) => (took ? [took.total - took.card] : []));
  const beyond = beyondOf(alone);
  const late = verdicts.filter(({ took }) => (took?.total ?? 0) > SECOND).length;
  const peer = 'one synced row';
  const loaded = `${LISTED} cards listed, ${MEMBERS} members, ${PAST_FACTS} past facts; ${verdicts.length} taps on ${READERS} readers, ${late} late`;
  return [
    { name: 'verdict beyond card time, p99', peer, ours: percentile(beyond, 0.99), theirs: percentile(raw, 0.99), target: 10, note: loaded },
    { name: 'verdict beyond card time, median', peer, ours: median(beyond), theirs: median(raw) },
    { name: 'the same with four readers that never pause, p99', peer, ours: percentile(beyondOf(verdicts), 0.99), theirs: percentile(raw, 0.99) },
    { name: 'taps that had no verdict within a second', peer: 'all taps', ours: late, theirs: verdicts.length, unit: 'taps', target: 0 },
  ];
}

/** Every beginning of what people type, against a plain look through the same names. */
function searchFigure({ venue }: VenueDesk): Figure {
  const plain = Array.from({ length: MEMBERS }, (_none, index) => stackDoctor(index)).map(
    ({ name, kana, registration }) => `${registration} ${name} ${kana}`,
  );
  const typed = ['さいとう', 'ｻｲﾄｳ', '斎藤', '高橋', 'たかはし', '渡辺', 'オノ', 'おーの', '3000', '300123', 'tanaka', 'kouno', '河野 00'];
  const beginnings = typed.flatMap((text) => Array.from(text, (_letter, index) => text.slice(0, index + 1)));
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < 20; round += 1) {
    for (const text of beginnings) {
      const begin = performance.now();
      venue.people.search({ text, limit: 20 });
      const middle = performance.now();
      plain.filter((line) => line.includes(text)).slice(0, 20);
      ours.push(middle - begin);
      theirs.push(performance.now() - middle);
    }
  }
  return {
    name: `search as one types, ${MEMBERS} people, p99`,
    peer: 'looking for the same letters',
    ours: percentile(ours, 0.99),
    theirs: percentile(theirs, 0.99),
    target: 30,
  };
}

async function settlementFigure(desk: VenueDesk): Promise<Figure> {
  const doctors = Array.from({ length: 1000 }, (_none, index) => stackDoctor(index));
  const seminar = await openSeminarWith(desk.venue, runningPlan(new Date(Date.now() - 4 * HOUR)), doctors);
  const at = seminar.plan.sessions[0]!.startsAt;
  for (const { registration } of doctors) {
    const person = desk.venue.people.byRegistration(registration)!;
    const who = { registration, name: person.name, kana: person.kana, affiliation: person.affiliation, birthDate: person.birthDate };
    await desk.venue.reception.manual({
      seminar: seminar.id,
      session: null,
      direction: 'in',
      person: person.person,
      ...who,
      evidence: 'booked-list',
      reason: 'bench',
      by: 'bench',
      at,
      lane: null,
    });
  }
  await desk.venue.seminars.move(seminar.id, 'closed', '');
  const begin = performance.now();
  await desk.venue.settlements.preview(seminar.id);
  const middle = performance.now();
  await desk.venue.settlements.settle(seminar.id, 'bench');
  const settled = performance.now() - middle;
  return { name: 'settlement of 1,000 persons', peer: 'its preview', ours: settled, theirs: middle - begin, target: SECOND };
}

/** Reception at a desk that has been in use for years. */
export async function receptionFigures(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'hpki-bench-'));
  try {
    const readers = new VirtualReaderService();
    for (let index = 0; index < READERS; index += 1) readers.addReader(`Reader ${index}`);
    await using desk = await openVenueDesk(folder, readers);
    await fillPast(desk);
    const members = Array.from({ length: MEMBERS }, (_none, index) => stackDoctor(index));
    await desk.venue.people.import({ bytes: listOf(members), fileName: 'members.csv', kind: 'members', association: '検証市医師会', apply: true });
    return [...(await verdictFigures(desk, readers)), searchFigure(desk), await settlementFigure(desk)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
