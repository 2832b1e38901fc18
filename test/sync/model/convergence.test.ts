import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BROKEN } from './broken.ts';
import { FAULTS } from './network.ts';
import { type Broken, CARDS, openWorld, STATUSES, type Step } from './world.ts';

const RUNS = 10_000;
/** Enough to find each fault that is put in, many times over. */
const RUNS_TO_FIND = 400;

const any = fc.nat(5);
const faults = fc.array(fc.constantFrom(...FAULTS), { maxLength: 5 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('tell' as const),
      card: fc.nat(CARDS - 1),
      status: fc.constantFrom(...STATUSES),
      second: fc.nat(3),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('hold' as const), desk: any }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('exchange' as const), desk: any, faults }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('exchange-all' as const), faults }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('arrive' as const), which: any }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('kill' as const), desk: any }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('stumble' as const), desk: any, events: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restore' as const) }) },
);
const steps = fc.array(step, { minLength: 1, maxLength: 16, size: 'max' });

type World = Awaited<ReturnType<typeof openWorld>>;

/** Nothing is lost, nothing is done twice, and all know the same. */
const holds = ({ run }: World, broken?: Broken) =>
  fc.asyncProperty(steps, async (given) => {
    const { count, cards, untold, known } = await run(given, broken);
    expect(untold).toEqual([]);
    for (const each of known) {
      expect(each.received).toEqual(known[0]!.received);
      expect(each.received.filter((row) => row.endsWith(' applied'))).toHaveLength(count);
      expect(each.done).toEqual([...new Set(each.done)]);
      expect(each.done).toHaveLength(count);
      expect(each.cards).toEqual(cards);
    }
  });

it(`whatever the network does and whoever is killed, everything arrives once and all know the same (${RUNS} cases)`, {
  timeout: 900_000,
}, async () => {
  await fc.assert(holds(await openWorld()), { numRuns: RUNS });
});

describe('one fault, put in, is found:', () => {
  it.each(Object.entries(BROKEN))('%s', { timeout: 120_000 }, async (_name, broken) => {
    const { failed } = await fc.check(holds(await openWorld(), broken), { numRuns: RUNS_TO_FIND, endOnFailure: true });
    expect(failed).toBe(true);
  });
});
