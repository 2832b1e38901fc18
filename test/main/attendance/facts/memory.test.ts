import { expect, it } from 'vitest';
import type { KnownFact } from '../../../../main/attendance/facts/fact.ts';
import { FactMemory } from '../../../../main/attendance/facts/memory.ts';
import { chain, draft, known } from '../../support/facts.ts';

const factsOf = (seminar: string, count: number): KnownFact[] => {
  const [fact] = known(chain('alpha', [draft({ seminar })]));
  return Array.from({ length: count }, (_, index) => ({ ...fact!, hash: `${seminar} ${index}` }));
};

it('what was added while it was read is newer than what was read', async () => {
  const [older] = factsOf('s', 1);
  const read = Promise.withResolvers<readonly KnownFact[]>();
  const memory = new FactMemory(() => read.promise);
  const asked = memory.of('s');
  memory.add({ ...older!, person: 'known by now' });
  read.resolve([{ ...older!, payload: null, person: null }]);
  expect(await asked).toEqual([{ ...older!, person: 'known by now' }]);
});

it('what was handed out does not change', async () => {
  const [first, second] = factsOf('s', 2);
  const memory = new FactMemory(async () => [first!]);
  const before = await memory.of('s');
  memory.add(second!);
  expect([before, await memory.of('s')]).toEqual([[first], [first, second]]);
});

it('is read once, however many ask; again only when reading failed', async () => {
  let reads = 0;
  const memory = new FactMemory(async () => {
    reads += 1;
    if (reads === 1) throw new Error('disk');
    return [];
  });
  await expect(Promise.all([memory.of('s'), memory.of('s')])).rejects.toThrow('disk');
  await Promise.all([memory.of('s'), memory.of('s')]);
  expect(reads).toBe(2);
});

it('of many seminars those asked for last are kept, the newest always', async () => {
  const sizes = new Map([
    ['large', 9],
    ['small', 1],
    ['larger', 12],
  ]);
  const reads: string[] = [];
  const memory = new FactMemory(async (seminar) => {
    reads.push(seminar);
    return factsOf(seminar, sizes.get(seminar)!);
  }, 10);
  for (const seminar of ['large', 'small', 'large', 'larger', 'larger', 'small', 'large'])
    expect((await memory.of(seminar)).length).toBe(sizes.get(seminar));
  expect(reads).toEqual(['large', 'small', 'larger', 'small', 'large']);
});
