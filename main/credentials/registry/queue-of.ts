import terms from '../../../resources/credentials/terms.json' with { type: 'json' };
import { dayInJapan } from '../../day-in-japan.ts';
import { MACHINES } from '../machines/table.ts';
import { holding, type Surroundings } from './conditions.ts';
import { factText } from './record.ts';

/** What is waited for; both `null` where nothing is. */
export interface Waiting {
  readonly queue: string | null;
  readonly due: string | null;
}

const USUAL: Readonly<Record<string, number>> = terms.usualDays;
const DAY = 86_400_000;

/** What is waited for with an object: the step that was asked for elsewhere (`wanted`), else the main way on by the table; and by when it should be done. */
export function waitingFor(surroundings: Surroundings): Waiting {
  const { record } = surroundings;
  const { transitions } = MACHINES[record.kind];
  const open = transitions.filter(({ from }) => from.includes(record.state));
  const wanted = open.find(({ id }) => id === record.facts['wanted']);
  const main = open.filter((transition) => transition.main);
  // Where no condition holds (a fee that no source states), the step is still waited for: it says what is lacking.
  const next = wanted ?? main.find(({ when }) => holding(surroundings, when).size === when.length) ?? stuck(main, record.facts['parked'] === true);
  if (!next) return { queue: null, due: null };
  const queue = `${record.kind}-${next.id}`;
  const begun = dayInJapan(Date.parse(record.since) + (USUAL[queue] ?? terms.otherDays) * DAY);
  return { queue, due: factText(record, 'dueOn') || begun };
}

/** Work that goes on elsewhere (an order under way) is no one's next step here. */
const stuck = <T extends { readonly when: readonly string[] }>(main: readonly T[], parked: boolean): T | undefined =>
  parked ? undefined : main.find(({ when }) => !when.includes('work-done') && !when.includes('past-expiry'));
