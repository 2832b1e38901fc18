import { type Arrow, arrowsOf, layersOf } from './diagram-layers.ts';
import type { Machine } from './table.ts';

/** A rectangle from its upper left corner. All lengths are those of the picture, 1200 wide. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export type Point = readonly [x: number, y: number];

export interface PlacedArrow extends Arrow {
  /** One line for each state it starts from, in the order of `from`; the last stretch is common to all. */
  readonly lines: readonly (readonly Point[])[];
  readonly label: Box;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<string, Box>;
  readonly arrows: readonly PlacedArrow[];
}

const WIDTH = 1200;
const MARGIN = { left: 44, right: 24, top: 20, bottom: 20 } as const;
const BOX = { width: 150, height: 46, gap: 16 } as const;
/** Distance of lines that run beside each other: a label finds room between two that are level. */
const TRACK = 22;
const LANE = 14;
/** Least height between two layers, for arrow heads. */
const CHANNEL = 26;
const LABEL = { height: 15, beside: 5, air: 10 } as const;

/** Where a line leaves or meets a box, and towards which abscissa it goes. */
interface Port {
  readonly box: string;
  readonly side: 'top' | 'bottom';
  readonly towards: number;
  readonly key: string;
}

/** A transition within the planned picture. */
interface Plan {
  readonly arrow: Arrow;
  readonly key: string;
  readonly rank: number;
  /** Ranks of layers that it leaves from afar, around those between. */
  readonly far: readonly number[];
  readonly straight: boolean;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Places states in layers and leads the arrows around them at right angles: each has a level track of its own above the layer it leads to, on which its label
 * stands. Equal machines are equal pictures.
 * @param widthOf width of a transition's label
 */
export function layoutOf(machine: Machine, widthOf: (transition: string) => number): Layout {
  const layers = layersOf(machine);
  const rankOf = new Map(layers.flatMap((states, rank) => states.map((state) => [state, rank] as const)));
  const arrows = arrowsOf(machine);
  const isFar = ({ from, to }: Arrow) => from.some((state) => rankOf.get(state)! < rankOf.get(to)! - 1);
  const lanes = arrows.filter(isFar).length;
  const inner = WIDTH - MARGIN.left - MARGIN.right - lanes * LANE;
  const columns = new Map(layers.flatMap((states) => states.map((state, index) => [state, columnOf(inner, states.length, index)] as const)));
  const middle = (state: string) => columns.get(state)!.x + columns.get(state)!.width / 2;

  const taken = new Set<string>();
  const plans = arrows.map((arrow): Plan => {
    const { transition, from, to } = arrow;
    const rank = rankOf.get(to)!;
    const far = [...new Set(from.map((state) => rankOf.get(state)!).filter((other) => other < rank - 1))];
    const states = layers[rank]!;
    const neighbours = from.length === 1 && states.indexOf(from[0]!) === states.indexOf(to) - 1 && states.includes(from[0]!);
    const room = neighbours ? columns.get(to)!.x - columns.get(from[0]!)!.x - columns.get(to)!.width : 0;
    const straight = neighbours && !taken.has(to) && room >= widthOf(transition.id) + 2 * LABEL.air;
    if (straight) taken.add(to);
    return { arrow, key: `${transition.id} ${to}`, rank, far, straight };
  });

  const ports = portsOf(plans, rankOf, columns, middle);
  const tracks = tracksOf(plans, layers.length, rankOf, middle);
  const tops = layerTops(tracks, layers.length);
  const boxes = new Map(
    [...columns].map(([state, { x, width }]) => [state, { x, y: tops[rankOf.get(state)!]!, width, height: BOX.height }] as const),
  );
  const levelOf = (rank: number, key: string) => {
    const index = tracks[rank]!.indexOf(key);
    return tops[rank]! - CHANNEL - (tracks[rank]!.length - 1 - index) * TRACK;
  };
  const laneKeys = plans.filter(({ far }) => far.length > 0).map(({ key }) => key);
  const laneOf = (key: string) => WIDTH - MARGIN.right - laneKeys.indexOf(key) * LANE;
  const portAt = (key: string, state: string, side: Port['side']): number => ports.get(`${key} ${state} ${side}`)!;

  const placed = plans.map((plan): PlacedArrow => {
    const { arrow, key, rank, straight } = plan;
    const { from, to, transition } = arrow;
    const target = boxes.get(to)!;
    const labelWidth = widthOf(transition.id);
    if (straight) {
      const source = boxes.get(from[0]!)!;
      const y = target.y + target.height / 2;
      const left = source.x + source.width;
      const label = { x: (left + target.x - labelWidth) / 2, y: y - LABEL.height - 3, width: labelWidth, height: LABEL.height };
      return {
        ...arrow,
        lines: [
          [
            [left, y],
            [target.x, y],
          ],
        ],
        label,
      };
    }
    const x = portAt(key, to, 'top');
    const level = levelOf(rank, key);
    const end: readonly Point[] = [
      [x, level],
      [x, target.y],
    ];
    const lines = from.map((state): readonly Point[] => {
      const source = boxes.get(state)!;
      const sourceRank = rankOf.get(state)!;
      if (sourceRank === rank) {
        const at = portAt(key, state, 'top');
        return [[at, source.y], [at, level], ...end];
      }
      const at = portAt(key, state, 'bottom');
      const below = source.y + source.height;
      if (sourceRank === rank - 1) return [[at, below], [at, level], ...end];
      const exit = levelOf(sourceRank + 1, key);
      return [[at, below], [at, exit], [laneOf(key), exit], [laneOf(key), level], ...end];
    });
    const others = lines.map((points) => points[points.length - 3]![0]);
    return { ...arrow, lines, label: { x: labelAt(x, others, labelWidth), y: level - LABEL.height - 2, width: labelWidth, height: LABEL.height } };
  });
  return { width: WIDTH, height: tops.at(-1)! + BOX.height + MARGIN.bottom, boxes, arrows: placed };
}

/** Left edge of a label beside the last stretch of its lines: above the longer part of their track, or where that is too short on its other side. */
function labelAt(x: number, others: readonly number[], width: number): number {
  const left = x - Math.min(x, ...others);
  const right = Math.max(x, ...others) - x;
  const short = Math.max(left, right) < width + 2 * LABEL.beside;
  const leftward = left > right !== short && x - LABEL.beside - width > 0;
  return leftward ? x - LABEL.beside - width : Math.min(x + LABEL.beside, WIDTH - width);
}

/** A box in the middle of its share of the width. */
function columnOf(inner: number, count: number, index: number): { readonly x: number; readonly width: number } {
  const width = Math.min(BOX.width, inner / count - BOX.gap);
  return { x: MARGIN.left + (inner / count) * (index + 0.5) - width / 2, width };
}

/** Abscissas of all ports by arrow, state and side, side by side in the order in which their lines go on. */
function portsOf(
  plans: readonly Plan[],
  rankOf: ReadonlyMap<string, number>,
  columns: ReadonlyMap<string, { readonly x: number; readonly width: number }>,
  middle: (state: string) => number,
): ReadonlyMap<string, number> {
  const ports = plans
    .filter(({ straight }) => !straight)
    .flatMap(({ arrow: { from, to }, key, rank }): Port[] => [
      { key, box: to, side: 'top', towards: mean(from.map(middle)) },
      ...from.map((state): Port => {
        const sourceRank = rankOf.get(state)!;
        const side = sourceRank === rank ? 'top' : 'bottom';
        return { key, box: state, side, towards: sourceRank < rank - 1 ? WIDTH : middle(to) };
      }),
    ]);
  const found = new Map<string, number>();
  for (const [state, { x, width }] of columns)
    for (const side of ['top', 'bottom'] as const) {
      const here = ports.filter((port) => port.box === state && port.side === side).toSorted((a, b) => a.towards - b.towards);
      here.forEach(({ key }, index) => {
        found.set(`${key} ${state} ${side}`, x + (width * (index + 1)) / (here.length + 1));
      });
    }
  return found;
}

/** Which arrows run level above each layer, from the top: those that leave for afar, those from the layer above, those within the layer, the widest first. */
function tracksOf(
  plans: readonly Plan[],
  count: number,
  rankOf: ReadonlyMap<string, number>,
  middle: (state: string) => number,
): readonly (readonly string[])[] {
  const span = ({ arrow: { from, to } }: Plan) => Math.max(...from.map((state) => Math.abs(middle(state) - middle(to))));
  const within = ({ arrow: { from }, rank }: Plan) => from.every((state) => rankOf.get(state) === rank);
  return Array.from({ length: count }, (_, layer) => {
    const here = plans.filter(({ rank, straight }) => rank === layer && !straight).toSorted((a, b) => span(b) - span(a));
    const leaving = plans.filter(({ far }) => far.includes(layer - 1));
    return [...leaving, ...here.filter((plan) => !within(plan)), ...here.filter(within)].map(({ key }) => key);
  });
}

/** Upper edges of the layers, with room for the tracks above each. */
function layerTops(tracks: readonly (readonly string[])[], count: number): readonly number[] {
  const tops: number[] = [];
  let y: number = MARGIN.top;
  for (let rank = 0; rank < count; rank += 1) {
    const above = tracks[rank]!.length;
    y += above === 0 && rank === 0 ? 0 : CHANNEL + above * TRACK;
    tops.push(y);
    y += BOX.height;
  }
  return tops;
}
