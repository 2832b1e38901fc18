import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type OwnClock, TimeScale } from '../../../../main/attendance/stations/time-scale.ts';

const PLAIN: OwnClock = { standing: 'plain', offsetMs: 0 };
const HOUR = 3_600_000;

/** Stations with clocks of their own, connected by hand; true time is that of the test. */
class Venue {
  time = 1_000_000;
  readonly #stations = new Map<string, { readonly scale: TimeScale; wrong: number; own: OwnClock }>();

  /** A station whose clock shows `wrong` milliseconds more than true time. */
  station(device: string, wrong: number, own: OwnClock = PLAIN): void {
    const now = () => new Date(this.time + this.#get(device).wrong);
    const scale = new TimeScale({ device, own: () => this.#get(device).own, now, monotonic: () => this.time });
    this.#stations.set(device, { scale, wrong, own });
  }

  #get = (device: string) => this.#stations.get(device)!;

  /** A ping each way over a connection. */
  talk(a: string, b: string): void {
    const [told, answered] = [this.#get(a).scale.toldTo(b), this.#get(b).scale.toldTo(a)];
    this.#get(b).scale.heard(a, told, this.#get(a).wrong - this.#get(b).wrong);
    this.#get(a).scale.heard(b, answered, this.#get(b).wrong - this.#get(a).wrong);
  }

  letGo(a: string, b: string): void {
    this.#get(a).scale.letGo(b);
  }

  lose(a: string, b: string): void {
    this.#get(a).scale.lost(b);
    this.#get(b).scale.lost(a);
  }

  set(device: string, wrong: number): void {
    this.#get(device).wrong = wrong;
  }

  own(device: string, own: OwnClock): void {
    this.#get(device).own = own;
  }

  differences(): Readonly<Record<string, number | null>> {
    return Object.fromEntries([...this.#stations].map(([device, { scale }]) => [device, scale.differenceMs()]));
  }

  offsets(): Readonly<Record<string, number | null>> {
    return Object.fromEntries([...this.#stations].map(([device, { scale }]) => [device, scale.offsetMs()]));
  }
}

function venue(clocks: Readonly<Record<string, number>>): Venue {
  const made = new Venue();
  for (const [device, wrong] of Object.entries(clocks)) made.station(device, wrong);
  return made;
}

describe('the time that stations agree on', () => {
  it('is nothing for a station alone', () => {
    expect(venue({ a: 0 }).offsets()).toEqual({ a: null });
  });

  it('is the clock of the smallest device', () => {
    const two = venue({ b: 3 * HOUR, a: 0 });
    two.talk('a', 'b');
    expect(two.offsets()).toEqual({ a: 0, b: -3 * HOUR });
  });

  it('is passed on along a line', () => {
    const line = venue({ d: 40, c: -500, b: 3 * HOUR, a: 7 });
    for (let round = 0; round < 3; round++) for (const [one, other] of ['dc', 'cb', 'ba'].map((pair) => [...pair])) line.talk(one!, other!);
    expect(line.offsets()).toEqual({ a: 0, b: 7 - 3 * HOUR, c: 507, d: -33 });
  });

  it('is the same for all, whoever is connected with whom, once everybody has talked', () => {
    const devices = ['a', 'b', 'c', 'd', 'e'];
    const pairs = fc.shuffledSubarray(
      devices.flatMap((one) => devices.filter((other) => other > one).map((other) => [one, other] as const)),
      { minLength: 4 },
    );
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -HOUR, max: HOUR }), { minLength: 5, maxLength: 5 }), pairs, (wrong, links) => {
        const stations = venue(Object.fromEntries(devices.map((device, index) => [device, wrong[index]!])));
        for (let round = 0; round < 5; round++) for (const [one, other] of links) stations.talk(one, other);
        // Scale of each connected part: that of its smallest device.
        const root = new Map(devices.map((device) => [device, device]));
        for (let round = 0; round < 5; round++)
          for (const [one, other] of links) {
            const smaller = [root.get(one)!, root.get(other)!].sort()[0]!;
            root.set(one, smaller).set(other, smaller);
          }
        const linked = new Set(links.flat());
        const expected = devices.map((device, index) => [
          device,
          linked.has(device) ? wrong[devices.indexOf(root.get(device)!)]! - wrong[index]! : null,
        ]);
        expect(stations.offsets()).toEqual(
          Object.fromEntries(expected.map(([device, offset]) => [device, offset === null ? null : Number(offset) + 0])),
        );
      }),
    );
  });

  it('outlives the connection to its station', () => {
    const two = venue({ a: 0, b: 60_000 });
    two.talk('a', 'b');
    two.lose('a', 'b');
    two.time += 5 * HOUR;
    expect(two.offsets()).toEqual({ a: 0, b: -60_000 });
  });

  it('follows small corrections of the own clock, and is forgotten when the clock was set', () => {
    const two = venue({ a: 0, b: 60_000 });
    two.talk('a', 'b');
    two.lose('a', 'b');
    two.set('b', 60_200);
    const corrected = two.offsets();
    two.set('b', 0);
    expect([corrected, two.offsets()]).toEqual([
      { a: 0, b: -60_200 },
      { a: 0, b: null },
    ]);
  });

  it('is measured anew when the clock of its station was set', () => {
    const two = venue({ a: HOUR, b: 0 });
    two.talk('a', 'b');
    two.set('a', 0);
    two.talk('a', 'b');
    expect(two.offsets()).toEqual({ a: 0, b: 0 });
  });

  it('is not that of a clock that is contradicted, even of the smallest device', () => {
    const two = new Venue();
    two.station('a', 3 * HOUR, { standing: 'doubted', offsetMs: 0 });
    two.station('b', 0);
    two.talk('a', 'b');
    two.talk('a', 'b');
    expect(two.offsets()).toEqual({ a: -3 * HOUR, b: 0 });
  });

  it('changes to another clock once its own is contradicted', () => {
    const two = venue({ a: 3 * HOUR, b: 0 });
    two.talk('a', 'b');
    const before = two.offsets();
    two.own('a', { standing: 'doubted', offsetMs: 0 });
    for (let round = 0; round < 2; round++) two.talk('a', 'b');
    expect([before, two.offsets()]).toEqual([
      { a: 0, b: 3 * HOUR },
      { a: -3 * HOUR, b: 0 },
    ]);
  });

  it('is true time where a station has measured it', () => {
    const three = venue({ a: 500, b: 0, c: HOUR });
    three.own('c', { standing: 'measured', offsetMs: -HOUR });
    for (let round = 0; round < 3; round++) for (const [one, other] of ['ab', 'bc'].map((pair) => [...pair])) three.talk(one!, other!);
    expect(three.offsets()).toEqual({ a: -500, b: 0, c: -HOUR });
  });

  it('of a station alone is what it has measured', () => {
    const one = venue({ a: 250 });
    one.own('a', { standing: 'measured', offsetMs: -250.4 });
    expect(one.offsets()).toEqual({ a: -250 });
  });
});

describe('a clock that is far off', () => {
  const YEARS = 12 * 366 * 24 * HOUR;
  const DOUBTED: OwnClock = { standing: 'doubted', offsetMs: 0 };

  it.each([-YEARS, YEARS, 7 * HOUR])('by %i ms is nobody else’s, and both say that they differ', (wrong) => {
    const three = venue({ a: wrong, b: 0, c: 60_000 });
    for (let round = 0; round < 3; round++) for (const [one, other] of ['ab', 'bc', 'ac'].map((pair) => [...pair])) three.talk(one!, other!);
    expect(three.offsets()).toEqual({ a: 0, b: 0, c: -60_000 });
    const { a, b } = three.differences();
    expect([Math.abs(a!), b]).toEqual([Math.abs(wrong), wrong]);
  });

  it('does not reach anybody along a line either', () => {
    const line = venue({ a: 10 * HOUR, b: 5 * HOUR, c: 0 });
    for (let round = 0; round < 3; round++) for (const [one, other] of ['ab', 'bc'].map((pair) => [...pair])) line.talk(one!, other!);
    expect(line.offsets()).toEqual({ a: 0, b: 5 * HOUR, c: 0 });
    expect(line.differences()).toMatchObject({ c: 10 * HOUR });
  });

  it.each([1e15, -1e15])('as a hostile station tells it (%i) is nobody’s', (offsetMs) => {
    const scale = new TimeScale({ device: 'b', own: () => PLAIN, now: () => new Date(1_000_000), monotonic: () => 0 });
    scale.heard('a', { standing: 0, root: 'a', hops: 0, offsetMs }, 0);
    expect([scale.offsetMs(), scale.root]).toEqual([0, 'b']);
  });

  it('and is contradicted by what its desk knows is compared with another, however far off', () => {
    const two = new Venue();
    two.station('a', -YEARS, DOUBTED);
    two.station('b', 0);
    for (let round = 0; round < 2; round++) two.talk('a', 'b');
    expect(two.offsets()).toEqual({ a: YEARS, b: 0 });
  });

  it('is not compared with one that is contradicted too', () => {
    const two = new Venue();
    two.station('b', -YEARS, DOUBTED);
    two.station('a', 0, DOUBTED);
    for (let round = 0; round < 2; round++) two.talk('a', 'b');
    expect(two.offsets()).toEqual({ a: 0, b: 0 });
  });

  it('is told no more once it was set right, or the station was let go', () => {
    const two = venue({ a: YEARS, b: 0 });
    two.talk('a', 'b');
    two.lose('a', 'b');
    const lost = two.differences();
    two.set('a', 500);
    two.talk('a', 'b');
    two.talk('a', 'b');
    const mended = [two.offsets(), two.differences()];
    two.set('a', YEARS);
    two.talk('a', 'b');
    const again = two.differences();
    two.letGo('b', 'a');
    expect([lost, mended, again['b'], two.differences()['b']]).toEqual([
      { a: -YEARS, b: YEARS },
      [
        { a: 0, b: 500 },
        { a: 0, b: 500 },
      ],
      YEARS,
      null,
    ]);
  });
});

describe('a station that was let go', () => {
  it('is no clock to go by', () => {
    const three = venue({ a: 3 * HOUR, b: 0, c: 60_000 });
    for (let round = 0; round < 3; round++) for (const [one, other] of ['ab', 'bc'].map((pair) => [...pair])) three.talk(one!, other!);
    three.lose('b', 'a');
    three.letGo('b', 'a');
    const alone = three.offsets();
    for (let round = 0; round < 2; round++) three.talk('b', 'c');
    expect([alone['b'], three.offsets()]).toEqual([0, { a: 0, b: 0, c: -60_000 }]);
  });

  it('leaves nothing that was measured where it was the only one', () => {
    const two = venue({ a: 3 * HOUR, b: 0 });
    two.talk('a', 'b');
    two.letGo('b', 'a');
    expect(two.offsets()).toEqual({ a: 0, b: null });
  });
});
