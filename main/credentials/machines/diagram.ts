import { type Box, type Layout, layoutOf, type PlacedArrow, type Point } from './diagram-layout.ts';
import { isTerminal, type Machine, type ObjectKind, ORIGIN } from './table.ts';

/** Words by key: `kind.<kind>`, `state.<kind>.<state>`, `transition.<kind>.<id>`, `diagram.<sign>`. */
export type DiagramWords = (key: string) => string;

type Sign = 'plain' | 'suspended' | 'end';

const SIZE = { state: 13, label: 11.5, legend: 12 } as const;
/** Widths of letters by the size of the font: kanji and kana are square, others about half as wide. */
const WIDE = /[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;
const NARROW = 0.56;

const COLOURS: Readonly<Record<Sign, { readonly fill: string; readonly stroke: string }>> = {
  plain: { fill: '#e8f1fe', stroke: '#264af4' },
  suspended: { fill: '#fff3cf', stroke: '#8a5a00' },
  end: { fill: '#ebebeb', stroke: '#4d4d4d' },
};
const LINE = { plain: '#4d4d4d', stops: '#b3261e' } as const;
const TEXT = '#1a1a1a';
/** Said of a transition that two persons make. */
const SECOND = '②';
const LEGEND = { height: 44, width: 26, tall: 18, gap: 8, apart: 30 } as const;

const n = (value: number): string => String(Math.round(value * 10) / 10);
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const widthOf = (text: string, size: number): number => [...text].reduce((sum, letter) => sum + (WIDE.test(letter) ? size : size * NARROW), 0);

/** On one line, or on two that are about as long. */
function wrapped(text: string, size: number, width: number): readonly string[] {
  if (widthOf(text, size) <= width) return [text];
  const breaks = [...text].flatMap((letter, index) => (letter === ' ' || WIDE.test(letter) ? [index] : []));
  const halves = breaks.map((at) => [text.slice(0, at).trimEnd(), text.slice(at).trimStart()] as const);
  const longest = (lines: readonly string[]) => Math.max(...lines.map((line) => widthOf(line, size)));
  return halves.toSorted((a, b) => longest(a) - longest(b))[0] ?? [text];
}

const attributes = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${typeof value === 'number' ? n(value) : escaped(value)}"`)
    .join('');

/** A box whose shape and colour both tell what kind of state it is: rounded, with cut corners, or square with a second frame. */
function outline(sign: Sign, { x, y, width, height }: Box): string {
  const paint = { ...COLOURS[sign], 'stroke-width': 1.6 };
  if (sign === 'plain') return `<rect${attributes({ x, y, width, height, rx: 12, ...paint })}/>`;
  if (sign === 'end') {
    const inner = { x: x + 3.5, y: y + 3.5, width: width - 7, height: height - 7, fill: 'none', stroke: paint.stroke, 'stroke-width': 0.9 };
    return `<rect${attributes({ x, y, width, height, ...paint })}/><rect${attributes(inner)}/>`;
  }
  const cut = height / 3.2;
  const corners: readonly Point[] = [
    [x + cut, y],
    [x + width - cut, y],
    [x + width, y + cut],
    [x + width, y + height - cut],
    [x + width - cut, y + height],
    [x + cut, y + height],
    [x, y + height - cut],
    [x, y + cut],
  ];
  return `<polygon${attributes({ points: corners.map((point) => point.map(n).join(',')).join(' '), ...paint, 'stroke-dasharray': '5 3' })}/>`;
}

function centred(lines: readonly string[], { x, y, width, height }: Box, size: number): string {
  const first = y + height / 2 - ((lines.length - 1) * size * 1.25) / 2 + size * 0.36;
  const spans = lines.map((line, index) => `<tspan${attributes({ x: x + width / 2, y: first + index * size * 1.25 })}>${escaped(line)}</tspan>`);
  return `<text${attributes({ 'text-anchor': 'middle', 'font-size': size, fill: TEXT })}>${spans.join('')}</text>`;
}

/** Where an object begins. */
function start({ x, y, height }: Box): string {
  const middle = y + height / 2;
  return `<circle${attributes({ cx: x - 24, cy: middle, r: 6, fill: TEXT })}/><path${attributes({ d: `M${n(x - 18)} ${n(middle)}H${n(x)}`, stroke: TEXT, 'stroke-width': 1.6, 'marker-end': 'url(#head)' })}/>`;
}

function lines({ transition, from, to, returns, lines: all }: PlacedArrow): string {
  const { id, main, stops } = transition;
  const look = {
    fill: 'none',
    stroke: stops ? LINE.stops : LINE.plain,
    'stroke-width': main ? 2.6 : 1.2,
    'stroke-linejoin': 'round',
    ...(returns ? { 'stroke-dasharray': '7 4' } : {}),
    'marker-end': stops ? 'url(#head-stops)' : 'url(#head)',
  };
  return all
    .map((points, index) => {
      const d = points.map((point, at) => `${at === 0 ? 'M' : 'L'}${point.map(n).join(' ')}`).join('');
      return `<path${attributes({ 'data-transition': id, 'data-from': from[index]!, 'data-to': to, d, ...look })}/>`;
    })
    .join('');
}

function label({ transition: { id, stops }, to, label: { x, y, height } }: PlacedArrow, words: string): string {
  const halo = { stroke: '#fff', 'stroke-width': 4, 'paint-order': 'stroke', 'stroke-linejoin': 'round' };
  const place = { x, y: y + height - 3, 'font-size': SIZE.label, fill: stops ? LINE.stops : TEXT, ...halo };
  return `<text${attributes({ 'data-label': id, 'data-to': to, ...place })}>${escaped(words)}</text>`;
}

/** What the signs mean, in one line. */
function legend(top: number, words: DiagramWords): string {
  const y = top + (LEGEND.height - LEGEND.tall) / 2;
  const stroke = (x: number, look: Readonly<Record<string, string | number>>) =>
    `<path${attributes({ d: `M${n(x)} ${n(y + LEGEND.tall / 2)}h${LEGEND.width}`, fill: 'none', ...look })}/>`;
  const box = (x: number): Box => ({ x, y, width: LEGEND.width, height: LEGEND.tall });
  const signs: readonly (readonly [key: string, draw: (x: number) => string])[] = [
    ['start', (x) => `<circle${attributes({ cx: x + LEGEND.width - 6, cy: y + LEGEND.tall / 2, r: 6, fill: TEXT })}/>`],
    ['suspended', (x) => outline('suspended', box(x))],
    ['end', (x) => outline('end', box(x))],
    ['main', (x) => stroke(x, { stroke: LINE.plain, 'stroke-width': 2.6 })],
    ['stops', (x) => stroke(x, { stroke: LINE.stops, 'stroke-width': 1.6 })],
    [
      'second',
      (x) => `<text${attributes({ x: x + LEGEND.width - 14, y: y + LEGEND.tall - 4, 'font-size': SIZE.legend, fill: TEXT })}>${SECOND}</text>`,
    ],
  ];
  let x = 20;
  return signs
    .map(([key, draw]) => {
      const said = words(`diagram.${key}`);
      const textX = x + LEGEND.width + LEGEND.gap;
      const drawn = `${draw(x)}<text${attributes({ x: textX, y: y + LEGEND.tall - 4, 'font-size': SIZE.legend, fill: TEXT })}>${escaped(said)}</text>`;
      x = textX + widthOf(said, SIZE.legend) + LEGEND.apart;
      return drawn;
    })
    .join('');
}

const HEADS = Object.entries({ head: LINE.plain, 'head-stops': LINE.stops })
  .map(
    ([id, fill]) =>
      `<marker${attributes({ id, viewBox: '0 0 10 10', refX: '9', refY: '5', markerWidth: '9', markerHeight: '9', markerUnits: 'userSpaceOnUse', orient: 'auto' })}><path d="M0 0L10 5L0 10z" fill="${fill}"/></marker>`,
  )
  .join('');

/**
 * A machine as a picture for the help pages: SVG, 1200 wide, that needs nothing from elsewhere. Each state stands once, each arrow once for each state that it starts
 * from, with one label where it arrives. Equal machines in equal words are equal pictures.
 */
export function machineDiagram(kind: ObjectKind, machine: Machine, words: DiagramWords): string {
  const second = new Set(machine.transitions.filter((each) => each.second).map(({ id }) => id));
  const said = (id: string) => `${words(`transition.${kind}.${id}`)}${second.has(id) ? ` ${SECOND}` : ''}`;
  const layout: Layout = layoutOf(machine, (id) => widthOf(said(id), SIZE.label));
  const suspended = new Set(machine.transitions.filter(({ to }) => to === ORIGIN).flatMap(({ from }) => from));
  const signOf = (state: string): Sign => (isTerminal(machine, state) ? 'end' : suspended.has(state) ? 'suspended' : 'plain');
  const states = [...layout.boxes].map(([state, box]) => {
    const sign = signOf(state);
    const name = wrapped(words(`state.${kind}.${state}`), SIZE.state, box.width - 14);
    return `<g${attributes({ 'data-state': state, 'data-sign': sign })}>${outline(sign, box)}${centred(name, box, SIZE.state)}</g>`;
  });
  const height = layout.height + LEGEND.height;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${layout.width} ${n(height)}" role="img" font-family="'Noto Sans JP', sans-serif">`,
    `<title>${escaped(words(`kind.${kind}`))}</title><defs>${HEADS}</defs>`,
    `<rect${attributes({ width: layout.width, height, fill: '#fff' })}/>`,
    ...layout.arrows.map(lines),
    start(layout.boxes.get(machine.initial)!),
    ...states,
    ...layout.arrows.map((arrow) => label(arrow, said(arrow.transition.id))),
    legend(layout.height, words),
    '</svg>',
  ].join('\n');
}
