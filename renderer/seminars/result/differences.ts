import type { Participation, Settlement } from '../../../main/api/schema/training.ts';

/** How somebody's result changed between a frozen result and what the facts say now. */
export interface Difference {
  readonly person: string;
  readonly name: string;
  readonly kana: string;
  readonly before: Participation | null;
  readonly now: Participation | null;
  /** Details that were missing then and are known now. */
  readonly completed: Participation['missing'];
}

const result = ({ totals, sessions }: Participation) =>
  JSON.stringify([totals, sessions.map(({ session, credits, reason }) => [session, credits, reason])]);

const completed = (before: Participation | undefined, now: Participation | undefined): Participation['missing'] =>
  before && now ? before.missing.filter((column) => !now.missing.includes(column)) : [];

/** Persons whose units or sessions differ or of whom more is known, in the order of the reading. */
export function differences(frozen: Settlement, now: Settlement): readonly Difference[] {
  const byPerson = (settlement: Settlement) => new Map(settlement.participations.map((one) => [one.person, one]));
  const [before, after] = [byPerson(frozen), byPerson(now)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((person) => ({
      person,
      before: before.get(person) ?? null,
      now: after.get(person) ?? null,
      completed: completed(before.get(person), after.get(person)),
    }))
    .filter(({ before: was, now: is, completed: columns }) => (was && result(was)) !== (is && result(is)) || columns.length > 0)
    .map((difference) => {
      const { name, kana } = (difference.now ?? difference.before) as Participation;
      return { ...difference, name, kana };
    })
    .sort((a, b) => a.kana.localeCompare(b.kana, 'ja'));
}
