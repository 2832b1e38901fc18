import type { Participation, Settlement } from '../../../main/api/schema/training.ts';

/** How somebody's result changed between a frozen result and what the facts say now. */
export interface Difference {
  readonly person: string;
  readonly name: string;
  readonly kana: string;
  readonly before: Participation | null;
  readonly now: Participation | null;
}

const result = ({ totals, sessions }: Participation) =>
  JSON.stringify([totals, sessions.map(({ session, credits, reason }) => [session, credits, reason])]);

/** Persons whose units or sessions differ, in the order of the reading. */
export function differences(frozen: Settlement, now: Settlement): readonly Difference[] {
  const byPerson = (settlement: Settlement) => new Map(settlement.participations.map((one) => [one.person, one]));
  const [before, after] = [byPerson(frozen), byPerson(now)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((person) => ({ person, before: before.get(person) ?? null, now: after.get(person) ?? null }))
    .filter(({ before: was, now: is }) => (was && result(was)) !== (is && result(is)))
    .map((difference) => {
      const { name, kana } = (difference.now ?? difference.before) as Participation;
      return { ...difference, name, kana };
    })
    .sort((a, b) => a.kana.localeCompare(b.kana, 'ja'));
}
