import { describe, expect, it } from 'vitest';
import { machineDiagram } from '../../../../main/credentials/machines/diagram.ts';
import { arrowsOf, layersOf } from '../../../../main/credentials/machines/diagram-layers.ts';
import { type Box, layoutOf } from '../../../../main/credentials/machines/diagram-layout.ts';
import { isTerminal, type Machine, MACHINES, OBJECT_KINDS, ORIGIN } from '../../../../main/credentials/machines/table.ts';
import { words } from '../../../../main/words/words.ts';

const LANGUAGES = ['ja', 'en'] as const;
const say = (language: (typeof LANGUAGES)[number]) => (key: string) => words(language)(`credentials.${key}`);
const cases = OBJECT_KINDS.flatMap((kind) => LANGUAGES.map((language) => ({ kind, language, machine: MACHINES[kind] })));
const overlap = (a: Box, b: Box) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const pairs = <T>(all: readonly T[]) => all.flatMap((one, index) => all.slice(index + 1).map((other) => [one, other] as const));
const found = (svg: string, pattern: RegExp) => [...svg.matchAll(pattern)].map((match) => match.slice(1).join(' ')).toSorted();

/** Arrows by state of departure, one by one, straight from the table. */
const stepsOf = ({ transitions }: Machine) =>
  transitions
    .flatMap(({ id, from, to }) => {
      const origins = transitions.filter((other) => from.includes(other.to)).flatMap((other) => other.from);
      const targets = to === ORIGIN ? [...new Set(origins)] : [to];
      return from.flatMap((state) => targets.map((target) => `${id} ${state} ${target}`));
    })
    .toSorted();

describe('layers of a machine', () => {
  it.each(OBJECT_KINDS)('%s: every state once, the first on top, and no arrow upwards', (kind) => {
    const layers = layersOf(MACHINES[kind]);
    expect(layers.flat().toSorted()).toEqual([...MACHINES[kind].states].toSorted());
    expect(layers[0]).toContain(MACHINES[kind].initial);
    const rank = (state: string) => layers.findIndex((states) => states.includes(state));
    expect(arrowsOf(MACHINES[kind]).filter(({ from, to }) => from.some((state) => rank(state) > rank(to)))).toEqual([]);
  });

  it('states that lead to each other share one', () => {
    expect(layersOf(MACHINES.card)).toContainEqual(['active', 'pin-blocked', 'held']);
  });
});

describe('the picture of a machine', () => {
  it.each(cases)('$kind in $language: every state once, with its words', ({ kind, language, machine }) => {
    const svg = machineDiagram(kind, machine, say(language));
    expect(found(svg, /data-state="([^"]+)"/g)).toEqual([...machine.states].toSorted());
    const plain = svg.replace(/<\/tspan><tspan[^>]*>/g, '').replace(/<[^>]+>|\s/g, '');
    expect(machine.states.filter((state) => !plain.includes(say(language)(`state.${kind}.${state}`).replace(/\s/g, '')))).toEqual([]);
  });

  it.each(cases)(
    '$kind in $language: every transition once for each state it starts from, labelled where it arrives',
    ({ kind, language, machine }) => {
      const svg = machineDiagram(kind, machine, say(language));
      expect(found(svg, /data-transition="([^"]+)" data-from="([^"]+)" data-to="([^"]+)"/g)).toEqual(stepsOf(machine));
      expect(found(svg, /data-label="([^"]+)" data-to="([^"]+)"/g)).toEqual(
        arrowsOf(machine)
          .map(({ transition, to }) => `${transition.id} ${to}`)
          .toSorted(),
      );
    },
  );

  it.each(OBJECT_KINDS)('%s: where things stand still or end, shape and colour both say so', (kind) => {
    const machine = MACHINES[kind];
    const svg = machineDiagram(kind, machine, say('ja'));
    const signs = new Map(
      [...svg.matchAll(/data-state="([^"]+)" data-sign="([^"]+)"><(\w+)[^>]*fill="([^"]+)"/g)].map(([, state, ...sign]) => [state!, sign.join(' ')]),
    );
    const suspended = (state: string) => machine.transitions.some(({ from, to }) => to === ORIGIN && from.includes(state));
    const expected = (state: string) =>
      isTerminal(machine, state) ? 'end rect #ebebeb' : suspended(state) ? 'suspended polygon #fff3cf' : 'plain rect #e8f1fe';
    expect([...signs]).toEqual(machine.states.map((state) => [state, expected(state)]).toSorted(byStateOf(svg)));
  });

  it('equal machines are equal pictures, and words are no markup', () => {
    const odd = (key: string) => `<${key}>&"`;
    expect(machineDiagram('card', MACHINES.card, odd)).toBe(machineDiagram('card', structuredClone(MACHINES.card), odd));
    expect(machineDiagram('card', MACHINES.card, odd)).not.toContain('<state.');
  });

  it.each(OBJECT_KINDS)('%s in English holds no Japanese', (kind) => {
    expect(machineDiagram(kind, MACHINES[kind], say('en'))).not.toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/);
  });
});

describe('where things stand in a picture', () => {
  const layouts = OBJECT_KINDS.flatMap((kind) => [60, 130, 190].map((width) => ({ kind, width, layout: layoutOf(MACHINES[kind], () => width) })));

  it.each(layouts)('$kind, labels of $width: neither boxes nor labels lie on one another', ({ layout: { boxes, arrows } }) => {
    const all = [...boxes.values(), ...arrows.map(({ label }) => label)];
    expect(pairs(all).filter(([a, b]) => overlap(a, b))).toEqual([]);
  });

  it.each(layouts)('$kind, labels of $width: all within the picture', ({ layout: { boxes, arrows, width, height } }) => {
    const all = [...boxes.values(), ...arrows.map(({ label }) => label)];
    expect(all.filter((box) => box.x < 0 || box.y < 0 || box.x + box.width > width || box.y + box.height > height)).toEqual([]);
    const points = arrows.flatMap(({ lines }) => lines.flat());
    expect(points.filter(([x, y]) => x < 0 || y < 0 || x > width || y > height)).toEqual([]);
  });

  it.each(layouts)(
    '$kind, labels of $width: lines run level or upright, from the edge of a box to the edge of another, through none',
    ({ layout: { boxes, arrows } }) => {
      const touches = ([x, y]: readonly [number, number], box: Box) => x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
      const wrong = arrows.flatMap(({ from, to, lines }) =>
        lines.filter((points, index) => {
          const steps = points.slice(1).map((point, at) => [points[at]!, point] as const);
          const bent = steps.some(([a, b]) => a[0] !== b[0] && a[1] !== b[1]);
          const inside = steps.some(([a, b]) => [...boxes.values()].some((box) => crosses(a, b, box)));
          return bent || inside || !touches(points[0]!, boxes.get(from[index]!)!) || !touches(points.at(-1)!, boxes.get(to)!);
        }),
      );
      expect(wrong).toEqual([]);
    },
  );
});

/** Whether a level or upright line has a part inside a box. */
function crosses([ax, ay]: readonly [number, number], [bx, by]: readonly [number, number], { x, y, width, height }: Box): boolean {
  return Math.max(ax, bx) > x && Math.min(ax, bx) < x + width && Math.max(ay, by) > y && Math.min(ay, by) < y + height;
}

/** The order in which states stand in a picture. */
function byStateOf(svg: string): (a: readonly [string, ...unknown[]] | readonly unknown[], b: readonly unknown[]) => number {
  const order = [...svg.matchAll(/data-state="([^"]+)"/g)].map(([, state]) => state);
  return ([a], [b]) => order.indexOf(String(a)) - order.indexOf(String(b));
}
