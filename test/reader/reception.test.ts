import { afterAll, beforeAll, expect, it } from 'vitest';
import { PcscReaderService } from '../../card/transports/pcsc/pcsc-reader-service.ts';
import type { VerdictId, VerdictView } from '../../main/api/schema/attendance.ts';
import { type CardStack, cardStack, type StackCard } from '../support/card-stack.ts';
import { describeWithPcscd, startPcscd, type TestPcscd, type VpcdSlot } from '../support/pcscd.ts';
import { until } from '../support/readers.ts';
import { runningPlan } from '../support/seminar-plan.ts';
import { statusListFor } from '../support/status-list.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { bindCard, openSeminarWith, openVenueDesk, type VenueDesk } from '../support/venue-desk.ts';
import { insertInto } from '../support/virtual-reader.ts';

const READERS = 4;
const CARDS = 500;

/** Every so many cards one of each kind; the rest is as most doctors are. */
const KINDS: readonly { readonly verdict: VerdictId; readonly every: number; readonly at: number; readonly face: VerdictView['face'] }[] = [
  { verdict: 'revoked-or-lost', every: 25, at: 1, face: 'stop' },
  { verdict: 'held', every: 50, at: 2, face: 'stop' },
  { verdict: 'superseded', every: 50, at: 3, face: 'warning' },
  { verdict: 'expired', every: 50, at: 4, face: 'warning' },
  { verdict: 'test-card', every: 50, at: 5, face: 'warning' },
  { verdict: 'unknown-card', every: 25, at: 6, face: 'warning' },
  { verdict: 'not-booked', every: 20, at: 7, face: 'warning' },
];
const kindOf = (index: number) => KINDS.find(({ every, at }) => index % every === at) ?? { verdict: 'ok' as const, face: 'accepted' as const };

describeWithPcscd('reception through the smart-card service', () => {
  const now = new Date();
  const stack: CardStack = cardStack(now);
  const day = 86_400_000;
  let pcscd: TestPcscd;
  let desk: VenueDesk;
  let seminar: string;
  let cards: readonly StackCard[];

  beforeAll(async () => {
    pcscd = await startPcscd(READERS);
    cards = Array.from({ length: CARDS }, (_none, index) => {
      const { verdict } = kindOf(index);
      return stack.make(index, {
        profile: index % 3 === 0 ? 'guideline' : 'jma',
        test: verdict === 'test-card',
        ...(verdict === 'expired' && { notAfter: new Date(now.getTime() - day) }),
      });
    });
    desk = await openVenueDesk(await temporaryFolder(), new PcscReaderService());
    const booked = cards.filter((_card, index) => kindOf(index).verdict !== 'not-booked').map(({ doctor }) => doctor);
    seminar = (await openSeminarWith(desk.venue, runningPlan(now), booked)).id;
    for (const [index, card] of cards.entries()) if (kindOf(index).verdict !== 'unknown-card') await bindCard(desk.venue, card, stack.authority);
    const states = { 'revoked-or-lost': 'lost', held: 'held', superseded: 'superseded' } as const;
    const { file, fingerprint } = await statusListFor(
      cards.map(({ certificate }, index) => ({ certificate, state: states[kindOf(index).verdict as keyof typeof states] ?? 'good' })),
      now,
    );
    await desk.venue.status.import(file, fingerprint);
  }, 240_000);
  afterAll(async () => {
    await desk[Symbol.asyncDispose]();
    await pcscd[Symbol.asyncDispose]();
  });

  it('receives 500 cards on four readers as fast as they can be changed, every verdict right', { timeout: 540_000 }, async () => {
    const { reception } = desk.venue;
    await reception.open(
      seminar,
      pcscd.slots.map(({ reader }, index) => ({ reader, name: `${index + 1}`, room: null, direction: 'auto' as const })),
    );
    const verdicts = new Map<number, VerdictView>();
    const onLane = new Map<string, PromiseWithResolvers<VerdictView>>();
    const watching = (async () => {
      const told = new Set<string>();
      for await (const { recent } of reception.watch()) {
        for (const verdict of recent) {
          if (verdict.face === 'hold' || told.has(verdict.id)) continue;
          told.add(verdict.id);
          onLane.get(verdict.lane)?.resolve(verdict);
        }
      }
    })();
    const queue = cards.map((_card, index) => index);
    const service = new PcscReaderService();
    async function lane(slot: VpcdSlot, name: string): Promise<void> {
      for (let index = queue.shift(); index !== undefined; index = queue.shift()) {
        const answer = Promise.withResolvers<VerdictView>();
        onLane.set(name, answer);
        await using inserted = insertInto(slot, cards[index]!.card());
        verdicts.set(index, await answer.promise);
        await inserted.pull();
        await until(service, ({ readers }) => readers.some(({ name: reader, card }) => reader === slot.reader && !card));
      }
    }
    const begun = performance.now();
    await Promise.all(pcscd.slots.map((slot, index) => lane(slot, `lane-${index + 1}`)));
    const minutes = (performance.now() - begun) / 60_000;
    await service[Symbol.asyncDispose]();
    const present = reception.view.counts.present;
    await reception.close();
    void watching;

    const found = cards.map((_card, index) => {
      const { verdict, face, person, card } = verdicts.get(index)!;
      return [index, verdict, face, person?.registration ?? card?.name];
    });
    expect(found).toEqual(
      cards.map(({ doctor }, index) => {
        const { verdict, face } = kindOf(index);
        return [index, verdict, face, verdict === 'unknown-card' ? `Stack Doctor ${index}` : doctor.registration];
      }),
    );
    const ok = cards.filter((_card, index) => kindOf(index).verdict === 'ok').length;
    expect(present).toBe(ok);
    expect((await desk.venue.facts.of(seminar)).length).toBe(CARDS);
    const overheads = [...verdicts.values()].flatMap(({ took }) => (took ? [took.total - took.card] : [])).sort((a, b) => a - b);
    const p99 = overheads[Math.floor(overheads.length * 0.99)];
    console.log(`${CARDS} cards on ${READERS} readers in ${minutes.toFixed(1)} min; verdict beyond card time, p99: ${p99?.toFixed(1)} ms`);
  });
});
