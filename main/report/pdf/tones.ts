import type { CheckView, Face } from '../../api/schema/report.ts';
import { type Colour, type Mark, shape, WHITE } from '../../print/ink.ts';

export interface Tone {
  readonly ink: Colour;
  readonly tint: Colour;
  readonly outline: Outline;
}

type Outline = 'disc' | 'octagon' | 'triangle' | 'diamond' | 'square';
type State = Face | CheckView['status'];

const GREEN = { ink: [0.04, 0.4, 0.2], tint: [0.93, 0.97, 0.94] } as const;
const RED = { ink: [0.72, 0.05, 0.07], tint: [0.99, 0.94, 0.94] } as const;
const AMBER = { ink: [0.55, 0.3, 0], tint: [1, 0.96, 0.89] } as const;
const VIOLET = { ink: [0.33, 0.18, 0.55], tint: [0.95, 0.94, 0.98] } as const;
const BLUE = { ink: [0.08, 0.28, 0.6], tint: [0.93, 0.96, 1] } as const;

/** Colour and silhouette of each state; print without colour keeps the silhouette and the word. */
export const TONES: Readonly<Record<State, Tone>> = {
  valid: { ...GREEN, outline: 'disc' },
  passed: { ...GREEN, outline: 'disc' },
  invalid: { ...RED, outline: 'octagon' },
  failed: { ...RED, outline: 'octagon' },
  refuse: { ...AMBER, outline: 'triangle' },
  undecided: { ...VIOLET, outline: 'diamond' },
  indeterminate: { ...VIOLET, outline: 'diamond' },
  unsigned: { ...BLUE, outline: 'square' },
  information: { ...BLUE, outline: 'square' },
};

/** Corners of each silhouette, and where the first one stands, in turns. */
const CORNERS: Readonly<Record<Outline, readonly [count: number, turn: number]>> = {
  disc: [40, 0],
  octagon: [8, 1 / 16],
  triangle: [3, 1 / 4],
  diamond: [4, 0],
  square: [4, 1 / 8],
};

/** Strokes within the silhouette, from -1 to 1: a tick, a cross, an exclamation mark, a question's bar, an i. */
const SIGNS: Readonly<Record<Outline, readonly (readonly (readonly [number, number])[])[]>> = {
  disc: [
    [
      [-0.55, -0.02],
      [-0.4, 0.13],
      [-0.14, -0.13],
      [0.4, 0.42],
      [0.55, 0.27],
      [-0.14, -0.44],
    ],
  ],
  octagon: [bar(0.1, 0.52, 1 / 8), bar(0.1, 0.52, -1 / 8)],
  triangle: [rectangle(-0.08, -0.05, 0.16, 0.5), rectangle(-0.08, -0.32, 0.16, 0.16)],
  diamond: [rectangle(-0.42, -0.08, 0.2, 0.16), rectangle(-0.1, -0.08, 0.2, 0.16), rectangle(0.22, -0.08, 0.2, 0.16)],
  square: [rectangle(-0.08, -0.45, 0.16, 0.58), rectangle(-0.08, 0.26, 0.16, 0.16)],
};

function rectangle(x: number, y: number, width: number, height: number): readonly (readonly [number, number])[] {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
}

/** A bar through the middle, turned. */
function bar(half: number, length: number, turn: number): readonly (readonly [number, number])[] {
  const [cos, sin] = [Math.cos(2 * Math.PI * turn), Math.sin(2 * Math.PI * turn)];
  return rectangle(-length, -half, 2 * length, 2 * half).map(([x, y]) => [x * cos - y * sin, x * sin + y * cos]);
}

/** The silhouette of a state with its sign, around a middle. */
export function badge(state: State, x: number, y: number, radius: number): readonly Mark[] {
  const { ink, outline } = TONES[state];
  const [count, turn] = CORNERS[outline];
  const corners = Array.from({ length: count }, (_, index) => {
    const angle = 2 * Math.PI * (turn + index / count);
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)] as const;
  });
  const signs = SIGNS[outline].map((points) =>
    shape(
      points.map(([dx, dy]) => [x + dx * radius, y + dy * radius] as const),
      WHITE,
    ),
  );
  return [shape(corners, ink), ...signs];
}
