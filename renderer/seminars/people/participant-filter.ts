import type { Participation } from '../../../main/api/schema/training.ts';
import { codeOrder } from '../../words/code-order.ts';

const present = ({ firstIn }: Participation) => firstIn !== null;
const credited = ({ totals }: Participation) => totals.length > 0;

/** Questions that a list of participants is asked. Words: `training.people.filters.<id>`. */
export const FILTERS = {
  all: (_one: Participation) => true,
  present,
  absent: (one) => !present(one),
  'no-credit': (one) => present(one) && !credited(one),
  missing: ({ missing }) => missing.length > 0,
  'without-card': ({ how }) => how === 'manual' || how === 'override',
  'not-booked': ({ booked }) => !booked,
  flagged: ({ flags }) => flags.length > 0,
} as const satisfies Record<string, (one: Participation) => boolean>;
export type Filter = keyof typeof FILTERS;
export const FILTER_ORDER = Object.keys(FILTERS) as readonly Filter[];

const collator = new Intl.Collator('ja');

/** Orders of the list. Words: `training.people.orders.<id>`. */
export const ORDERS = {
  kana: (a, b) => collator.compare(a.kana || a.name, b.kana || b.name),
  arrival: (a, b) => codeOrder(a.firstIn ?? '~', b.firstIn ?? '~'),
  registration: (a, b) => Number(a.registration ?? Number.MAX_SAFE_INTEGER) - Number(b.registration ?? Number.MAX_SAFE_INTEGER),
} as const satisfies Record<string, (a: Participation, b: Participation) => number>;
export type Order = keyof typeof ORDERS;
export const ORDER_ORDER = Object.keys(ORDERS) as readonly Order[];

/** Letters as they compare: one width, katakana as hiragana, no spaces, no variants, nothing that cannot be seen. */
export const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replaceAll(/[ァ-ヶ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60));

export interface Question {
  readonly text: string;
  readonly filter: Filter;
  readonly order: Order;
}

/** The participants that answer a question, in its order; text is looked for in name, reading, number and affiliation. */
export function asked(participations: readonly Participation[], { text, filter, order }: Question): readonly Participation[] {
  const wanted = folded(text);
  const said = ({ name, kana, registration, affiliation }: Participation) =>
    [name, kana, registration ?? '', affiliation].some((value) => folded(value).includes(wanted));
  return participations.filter((one) => FILTERS[filter](one) && (wanted === '' || said(one))).sort(ORDERS[order]);
}

/** Numbers of the first sentence. */
export function countsOf(participations: readonly Participation[]) {
  const count = (filter: Filter) => participations.filter(FILTERS[filter]).length;
  return {
    booked: participations.filter(({ booked }) => booked).length,
    present: count('present'),
    credited: participations.filter(credited).length,
    missing: participations.filter((one) => present(one) && one.missing.length > 0).length,
  };
}
