import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PcscReaderService } from '../../card/transports/pcsc/pcsc-reader-service.ts';
import type { VerdictView } from '../../main/api/schema/attendance.ts';
import { effectiveFacts } from '../../main/attendance/facts/effective.ts';
import { verifyFacts } from '../../main/attendance/facts/verify.ts';
import { verifyAudit } from '../../main/audit/verify.ts';
import { cardStack, type StackCard } from '../support/card-stack.ts';
import { startHpki } from '../support/command-line.ts';
import { describeWithPcscd, startPcscd, type TestPcscd, type VpcdSlot } from '../support/pcscd.ts';
import { until } from '../support/readers.ts';
import { runningPlan } from '../support/seminar-plan.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { bindCard, openSeminarWith, openVenueDesk } from '../support/venue-desk.ts';
import { insertInto } from '../support/virtual-reader.ts';

const READERS = 2;
const KILLS = 20;
/** A hand that holds a card to a reader; the virtual reader takes some 300 milliseconds to notice and read it. */
const DWELL_MS = 700;
/** Verdicts shown before the process is killed, and how long after the last one, milliseconds: before, within and after the next tap. */
const MOMENTS = Array.from({ length: KILLS }, (_none, index) => ({ verdicts: 1 + (index % 3), after: (index * 37) % 240 }));

/** A reception in a process of its own, with what it has shown. */
async function serving(data: string, seminar: string) {
  const child = startHpki(['attendance', 'serve', seminar, '--data', data, '--events', '--lang', 'en']);
  const shown: VerdictView[] = [];
  const exit = once(child, 'exit');
  const said: string[] = [];
  let count = Promise.withResolvers<void>();
  const lines = createInterface(child.stderr!);
  lines.on('line', (line) => {
    said.push(line);
    if (!line.startsWith('{')) return;
    const verdict = JSON.parse(line) as VerdictView;
    if (verdict.fact !== null) shown.push(verdict);
    count.resolve();
    count = Promise.withResolvers<void>();
  });
  return {
    shown,
    async until(verdicts: number) {
      const ended = exit.then(() => {
        throw new Error(`reception ended: ${said.join('\n')}`);
      });
      while (shown.length < verdicts) await Promise.race([count.promise, ended]);
      ended.catch(() => {});
    },
    async kill(after: number) {
      await new Promise((resolve) => setTimeout(resolve, after));
      child.kill('SIGKILL');
      await exit;
    },
  };
}

describeWithPcscd('a reception that is killed', () => {
  const now = new Date();
  const stack = cardStack(now);
  let pcscd: TestPcscd;
  let data: string;
  let seminar: string;
  let cards: readonly StackCard[];

  beforeAll(async () => {
    pcscd = await startPcscd(READERS);
    data = await temporaryFolder();
    cards = Array.from({ length: 60 }, (_none, index) => stack.make(index));
    await using desk = await openVenueDesk(data);
    seminar = (
      await openSeminarWith(
        desk.venue,
        runningPlan(now),
        cards.map(({ doctor }) => doctor),
      )
    ).id;
    for (const card of cards) await bindCard(desk.venue, card, stack.authority);
  }, 120_000);
  afterAll(() => pcscd[Symbol.asyncDispose]());

  it('twenty times during taps loses nothing that it has shown, and doubles nothing', { timeout: 540_000 }, async () => {
    const service = new PcscReaderService();
    const stop = new AbortController();
    let next = 0;
    /** Cards come and go whether or not anybody receives them, as at a venue. */
    async function lane(slot: VpcdSlot): Promise<void> {
      while (!stop.signal.aborted) {
        const card = cards[next++ % cards.length]!;
        await using inserted = insertInto(slot, card.card());
        await new Promise((resolve) => setTimeout(resolve, DWELL_MS));
        await inserted.pull();
        await until(service, ({ readers }) => readers.some(({ name, card: there }) => name === slot.reader && !there));
      }
    }
    const lanes = pcscd.slots.map(lane);
    const shown: VerdictView[] = [];
    for (const { verdicts, after } of MOMENTS) {
      const reception = await serving(data, seminar);
      await reception.until(verdicts);
      await reception.kill(after);
      shown.push(...reception.shown);
    }
    stop.abort();
    await Promise.all(lanes);
    await service[Symbol.asyncDispose]();

    await using desk = await openVenueDesk(data);
    const facts = await desk.venue.facts.of(seminar);
    const hashes = facts.map(({ hash }) => hash);
    const promised = shown.flatMap(({ fact }) => fact ?? []);
    expect(promised.length).toBeGreaterThanOrEqual(KILLS);
    expect(promised.filter((hash) => !hashes.includes(hash))).toEqual([]);
    expect([new Set(hashes).size, new Set(facts.map(({ body }) => body.nonce)).size]).toEqual([facts.length, facts.length]);
    // Whoever was received once and tapped again is in once.
    const arrivals = effectiveFacts(facts).filter(({ direction }) => direction === 'in');
    expect(new Set(arrivals.map(({ fact }) => fact.person)).size).toBe(arrivals.length);
    expect(await verifyFacts(desk.application.store, seminar)).toMatchObject({ intact: true });
    expect(await verifyAudit(desk.application.store)).toMatchObject({ intact: true });
    const unshown = facts.length - new Set(promised).size;
    console.log(`${KILLS} kills, ${promised.length} verdicts shown, ${facts.length} facts; ${unshown} on the disk that no screen had shown yet`);
  });
});
