import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bodyText } from '../../../../main/attendance/facts/chain.ts';
import { effectiveFacts } from '../../../../main/attendance/facts/effective.ts';
import type { FactDraft, FactPayload, KnownFact, TravellingFact } from '../../../../main/attendance/facts/fact.ts';
import type { FactLog } from '../../../../main/attendance/facts/log.ts';
import { arrived, travelling } from '../../../../main/attendance/facts/travel.ts';
import { verifyFacts } from '../../../../main/attendance/facts/verify.ts';
import { at, draft, written } from '../../support/facts.ts';
import { type Station, station } from '../../support/station.ts';

const DEVICES = ['d1', 'd2', 'd3'] as const;
const KINDS = ['in', 'out', 'seen', 'manual', 'override', 'void', 'flag', 'clock'] as const;
/** Records that a correction means. */
const RANGES = [{}, { from: 2 }, { to: 2 }, { from: 2, to: 3 }] as const;
const PEOPLE: readonly Partial<FactDraft['payload']>[] = [
  { registration: '1' },
  { registration: '2' },
  { registration: null, card: 'C'.repeat(64) },
  { registration: null },
];

interface Step {
  readonly device: number;
  /** Writes under the number of the fact before once more: the folder was copied or set back. */
  readonly again: boolean;
  readonly kind: number;
  readonly about: number;
  readonly nonce: number;
  readonly person: number;
  readonly minute: number;
  readonly offset: number | null;
  readonly out: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  device: fc.nat(DEVICES.length - 1),
  again: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
  kind: fc.nat(KINDS.length - 1),
  about: fc.nat(),
  nonce: fc.nat(40),
  person: fc.nat(PEOPLE.length - 1),
  minute: fc.nat(5),
  offset: fc.constantFrom(null, 0, 60_000, -7_200_000),
  out: fc.boolean(),
});

/** What stations with these steps have written. `about` means earlier facts, as hashes allow no other. */
function writtenBy(steps: readonly Step[], seminar: string): TravellingFact[] {
  const all: KnownFact[] = [];
  const heads = new Map<string, readonly KnownFact[]>();
  for (const { device: index, again, kind: kindIndex, about, nonce, person, minute, offset, out } of steps) {
    const device = DEVICES[index]!;
    const before = heads.get(device) ?? [];
    const chain = again ? before.slice(0, -1) : before;
    const wanted = KINDS[kindIndex]!;
    const kind = all.length === 0 && ['override', 'void', 'flag'].includes(wanted) ? 'in' : wanted;
    const direction = kind === 'in' || kind === 'out' ? kind : kind === 'manual' || kind === 'override' ? (out ? 'out' : 'in') : null;
    const said = draft({
      seminar,
      nonce: `n${nonce}`,
      kind,
      direction,
      about: ['override', 'void', 'flag'].includes(kind) ? all[about % all.length]!.hash : null,
      clock:
        kind === 'clock' ? { device: DEVICES[about % DEVICES.length]!, offsetMs: (about % 7) * 600_000, ...RANGES[nonce % RANGES.length] } : null,
      at: at(minute),
      offsetMs: offset,
      person: `p${person}`,
      payload: PEOPLE[person]!,
    });
    const fact = written({ device, sequence: chain.length + 1, previous: chain.at(-1)?.hash ?? '' }, said);
    heads.set(device, [...chain, fact]);
    all.push(fact);
  }
  return all.map(travelling);
}

/** Who a payload is about, said without ids of a desk. */
const who = (payload: FactPayload | null, device: string): string | null =>
  payload && (payload.registration ?? payload.card ?? `${payload.origin} of ${device}`);

/** The merge as a set: each hash once, with its payload where any part has it. */
function union(parts: readonly (readonly TravellingFact[])[]): KnownFact[] {
  const set = new Map<string, KnownFact>();
  for (const fact of parts.flat()) {
    const { hash, body, payload } = arrived(fact)!;
    if (!set.get(hash)?.payload) set.set(hash, { hash, body, payload, person: who(payload, body.device) });
  }
  return [...set.values()];
}

/** Everything that follows from a set of facts, in one text, ids of people at a desk replaced by who they are. */
function consequences(facts: readonly KnownFact[]): string {
  const named = facts.map((fact) => ({ ...fact, person: who(fact.payload, fact.body.device) }));
  const holds = effectiveFacts(named).map(({ fact, direction, trueAt }) => ({ ...fact, body: bodyText(fact.body), direction, trueAt }));
  return JSON.stringify([holds, named.map(({ hash }) => hash).sort()]);
}

/** Whether ids of people at a desk say the same as who they are. */
function sameGroups(facts: readonly KnownFact[]): boolean {
  const pairs = new Set(facts.map(({ body, payload, person }) => JSON.stringify([person, who(payload, body.device)])));
  return (
    pairs.size === new Set(facts.map(({ person }) => person)).size &&
    pairs.size === new Set(facts.map(({ body, payload }) => who(payload, body.device))).size
  );
}

/** Facts in parts that overlap, each part in an order of its own, some facts twice, some without their payload. */
const scattered = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 24 }),
  parts: fc.array(fc.array(fc.record({ fact: fc.nat(), bare: fc.integer({ min: 0, max: 5 }).map((number) => number === 0) }), { maxLength: 30 }), {
    minLength: 3,
    maxLength: 3,
  }),
});

let seminars = 0;
function partsOf({ steps, parts }: { steps: readonly Step[]; parts: readonly (readonly { fact: number; bare: boolean }[])[] }) {
  seminars += 1;
  const seminar = `random-${seminars}`;
  const facts = writtenBy(steps, seminar);
  const dealt = parts.map((part) =>
    part.map(({ fact, bare }): TravellingFact => ({ ...facts[fact % facts.length]!, ...(bare ? { payload: null } : {}) })),
  );
  return { seminar, parts: dealt as [TravellingFact[], TravellingFact[], TravellingFact[]] };
}

const desks: Station[] = [];
beforeAll(async () => {
  for (const device of ['here', 'there', 'beyond']) desks.push(await station(device));
});
afterAll(async () => {
  for (const desk of desks) await desk[Symbol.asyncDispose]();
});

const merged = async (log: FactLog, parts: readonly (readonly TravellingFact[])[]) => {
  for (const part of parts) await log.merge(part);
};

it('is commutative, associative and idempotent: every desk concludes what follows from the union', async () => {
  await fc.assert(
    fc.asyncProperty(scattered, async (given) => {
      const { seminar, parts } = partsOf(given);
      const [a, b, c] = parts;
      const orders = [
        [a, b, c],
        [c, b, a, b],
        [[...b, ...c].reverse(), a, a],
      ];
      for (const [index, order] of orders.entries()) await merged(desks[index]!.log, order);
      const expected = consequences(union(parts));
      for (const { log, store } of desks) {
        const facts = await log.of(seminar);
        expect(consequences(facts)).toBe(expected);
        expect(sameGroups(facts)).toBe(true);
        const { brokenAt } = await verifyFacts(store, seminar);
        // Facts that have not come yet are missed, nothing else is wrong.
        expect(['gap', 'link', undefined]).toContain(brokenAt?.fault);
      }
    }),
    { numRuns: 20 },
  );
});

it('three desks that each have a part have the same after telling each other once around and back', async () => {
  await fc.assert(
    fc.asyncProperty(scattered, async (given) => {
      const { seminar, parts } = partsOf({ ...given, parts: given.parts.map((part) => part.map(({ fact }) => ({ fact, bare: false }))) });
      for (const [index, part] of parts.entries()) await desks[index]!.log.merge(part);
      const tell = async (from: FactLog, to: FactLog) => {
        const { refused } = await to.merge(await from.missing(seminar, await to.have(seminar)), seminar);
        expect(refused).toBe(0);
      };
      const [here, there, beyond] = desks.map(({ log }) => log) as [FactLog, FactLog, FactLog];
      await tell(here, there);
      await tell(there, beyond);
      await tell(beyond, here);
      await tell(here, there);
      const expected = consequences(union(parts));
      for (const { log } of desks) {
        expect(consequences(await log.of(seminar))).toBe(expected);
        expect(await log.have(seminar)).toEqual(await here.have(seminar));
        expect(await here.missing(seminar, await log.have(seminar))).toEqual([]);
      }
    }),
    { numRuns: 20 },
  );
});

it('as a set alone: any order, any grouping, any repetition', () => {
  fc.assert(
    fc.property(scattered, (given) => {
      const { parts } = partsOf(given);
      const [a, b, c] = parts;
      const grouped = union([union([a, b]).map(travelling), c]);
      const regrouped = union([c, union([b, a, b]).map(travelling), c, [...a].reverse()]);
      expect(consequences(regrouped)).toBe(consequences(grouped));
    }),
    { numRuns: 100 },
  );
});
