import type { TapWay } from './ways.ts';

/** What is known of the cards that are read in one way. */
export interface WayRecord {
  readonly way: TapWay;
  /** How often one was seen; the more frequent weigh more when not all can have the best place. */
  readonly cards: number;
  /** Files that these cards let be selected although they hold no certificate, so that trying one by selection costs two commands. */
  readonly misledBy: ReadonlySet<number>;
}

/** Exchanges that a tap may take. */
const LIMIT = 3;
/** More ways are not tried: a card that has got so far is soon read whole. */
const MOST = 4;
/** SELECT of the application comes first, whatever follows. */
const APPLICATION = 1;
const READ: Readonly<Record<TapWay['form'], number>> = { select: 2, 'short-id': 1 };

/** Exchanges until a card of this record is identified, when ways are tried in this order. */
export function exchangesFor({ way, misledBy }: WayRecord, order: readonly TapWay[]): number {
  const before = order.slice(0, order.indexOf(way));
  const inVain = before.map(({ file, form }) => (form === 'select' && misledBy.has(file) ? READ.select : 1));
  return inVain.reduce<number>((sum, cost) => sum + cost, APPLICATION + READ[way.form]);
}

/**
 * The order in which ways are tried: as few cards as possible take more than three exchanges, then as few exchanges as possible are spent altogether.
 * A way that does not fit costs one command, since the card refuses it at once, unless the card is known to let the file be selected in vain.
 * @example a card that gives 0016 by selection and one that gives 0018 by short identifier: 0016 is selected first; both are read in three
 */
export function tapOrder(records: readonly WayRecord[]): readonly TapWay[] {
  const weighty = records.toSorted((a, b) => b.cards - a.cards || a.way.file - b.way.file || a.way.form.localeCompare(b.way.form)).slice(0, MOST);
  const costs = permutations(weighty.map(({ way }) => way)).map((order) => {
    const spent = weighty.map((record) => ({ cards: record.cards, exchanges: exchangesFor(record, order) }));
    const late = spent.filter(({ exchanges }) => exchanges > LIMIT).reduce((sum, { cards }) => sum + cards, 0);
    return { order, late, total: spent.reduce((sum, { cards, exchanges }) => sum + cards * exchanges, 0) };
  });
  return costs.reduce((best, next) => ((next.late - best.late || next.total - best.total) < 0 ? next : best)).order;
}

function permutations<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}
