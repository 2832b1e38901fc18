import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annulledFacts, clockCorrections, effectiveFacts, trueTime } from '../../../../main/attendance/facts/effective.ts';
import type { FactDraft, KnownFact } from '../../../../main/attendance/facts/fact.ts';
import { at, draft, written } from '../../support/facts.ts';

type Told = Partial<FactDraft> & { readonly on?: string; readonly no?: number; readonly of?: string };

/** Facts by name, each of a device (`on`, else alpha) under a number (`no`, else counted); `of` names an earlier one that it is about. */
function told(facts: Readonly<Record<string, Told>>): Readonly<Record<string, KnownFact>> {
  const made: Record<string, KnownFact> = {};
  const counts: Record<string, number> = {};
  for (const [name, { on = 'alpha', no, of, ...said }] of Object.entries(facts)) {
    counts[on] = no ?? (counts[on] ?? 0) + 1;
    const sequence = counts[on];
    const kind = said.kind ?? 'in';
    const direction = kind === 'in' || kind === 'out' ? kind : ['manual', 'override'].includes(kind) ? (said.direction ?? 'in') : null;
    const { payload: _payload, ...rest } = draft({ nonce: name });
    const full = { ...rest, payload: draft().payload, ...said, kind, direction, about: of ? made[of]!.hash : null };
    made[name] = written({ device: on, sequence, previous: sequence === 1 ? '' : 'f'.repeat(64) }, full);
  }
  return made;
}

/** Names of what holds with direction and minutes after noon, in order. */
function holding(facts: Readonly<Record<string, KnownFact>>): string[] {
  const names = new Map(Object.entries(facts).map(([name, { hash }]) => [hash, name]));
  const minutes = (time: Date) => (time.getTime() - new Date(at(0)).getTime()) / 60_000;
  return effectiveFacts(Object.values(facts)).map(({ fact, direction, trueAt }) => `${names.get(fact.hash)} ${direction ?? '-'} ${minutes(trueAt)}`);
}

const hour = 3_600_000;

describe('what holds', () => {
  it.each<[string, Readonly<Record<string, Told>>, string[]]>([
    [
      'taps, by time, then device and number',
      { b: { on: 'beta' }, a2: { no: 2 }, a1: { no: 1 }, out: { kind: 'out', at: at(-1) } },
      ['out out -1', 'a1 in 0', 'a2 in 0', 'b in 0'],
    ],
    ['not what was annulled', { a: {}, v: { kind: 'void', of: 'a', at: at(1) } }, ['v - 1']],
    [
      'what was annulled by an annulment that was annulled',
      { a: {}, v: { kind: 'void', of: 'a' }, w: { kind: 'void', of: 'v', at: at(2) } },
      ['a in 0', 'w - 2'],
    ],
    [
      'not what another annulment still annuls',
      { a: {}, v: { kind: 'void', of: 'a' }, v2: { kind: 'void', of: 'a', on: 'beta' }, w: { kind: 'void', of: 'v' } },
      ['w - 0', 'v2 - 0'],
    ],
    [
      'an even chain of annulments',
      { a: {}, v: { kind: 'void', of: 'a' }, w: { kind: 'void', of: 'v' }, x: { kind: 'void', of: 'w' } },
      ['v - 0', 'x - 0'],
    ],
    ['one of what was handed in twice: the first device and number', { b: { on: 'beta', nonce: 'n' }, a: { nonce: 'n', no: 7 } }, ['a in 0']],
    ['both of one nonce that do different things', { a: { nonce: 'n' }, b: { on: 'beta', nonce: 'n', kind: 'out' } }, ['a in 0', 'b out 0']],
    [
      'both of one nonce that concern different people',
      { b: { nonce: 'n', person: 'p' }, a: { nonce: 'n', person: 'q', on: 'beta' } },
      ['b in 0', 'a in 0'],
    ],
    [
      'nothing of what was handed in twice, once either is annulled',
      { a: { nonce: 'n' }, b: { on: 'beta', nonce: 'n' }, v: { kind: 'void', of: 'b' } },
      ['v - 0'],
    ],
    ['both of a fork', { a: { no: 1 }, b: { no: 1 } }, ['a in 0', 'b in 0']],
    [
      'an override at the time at which it was seen',
      { s: { kind: 'seen', at: at(1) }, o: { kind: 'override', of: 's', at: at(9) } },
      ['s - 1', 'o in 1'],
    ],
    [
      'an entry by hand for a stopped card, likewise',
      { s: { kind: 'seen', at: at(1) }, m: { kind: 'manual', direction: 'out', of: 's', at: at(9) } },
      ['s - 1', 'm out 1'],
    ],
    ['an override of another kind of fact at its own time', { a: { at: at(1) }, o: { kind: 'override', of: 'a', at: at(9) } }, ['a in 1', 'o in 9']],
    [
      'an override by the clock of the station that saw it',
      { s: { kind: 'seen', on: 'beta', at: at(1), offsetMs: hour }, o: { kind: 'override', of: 's', at: at(9) } },
      ['o in 61', 's - 61'],
    ],
    ['a flag beside its fact', { a: {}, f: { kind: 'flag', of: 'a', at: at(5) } }, ['a in 0', 'f - 5']],
    ['a measured offset', { a: { offsetMs: -hour } }, ['a in -60']],
    [
      'a correction instead of what was measured',
      { a: { offsetMs: -hour }, c: { kind: 'clock', on: 'beta', clock: { device: 'alpha', offsetMs: 2 * hour } } },
      ['c - 0', 'a in 120'],
    ],
    [
      'a time that was told, whatever the clock',
      { m: { kind: 'manual', stated: true, offsetMs: hour, at: at(3) }, c: { kind: 'clock', clock: { device: 'alpha', offsetMs: hour } } },
      ['m in 3', 'c - 60'],
    ],
    [
      'the latest correction of a device',
      {
        a: {},
        late: { kind: 'clock', on: 'beta', at: at(9), clock: { device: 'alpha', offsetMs: 2 * hour } },
        early: { kind: 'clock', on: 'gamma', at: at(8), clock: { device: 'alpha', offsetMs: hour } },
      },
      ['early - 8', 'late - 9', 'a in 120'],
    ],
    [
      'the later correction of one device, though its clock was set back in between',
      {
        one: { kind: 'clock', at: at(9), clock: { device: 'beta', offsetMs: hour } },
        two: { kind: 'clock', at: at(1), clock: { device: 'beta', offsetMs: 0 } },
        b: { on: 'beta' },
      },
      ['b in 0', 'two - 1', 'one - 9'],
    ],
    [
      'a correction only up to the record before which the clock was set right',
      {
        a: { at: at(-125) },
        s: { kind: 'seen', at: at(-120) },
        b: { at: at(2) },
        c: { kind: 'clock', on: 'beta', at: at(30), clock: { device: 'alpha', offsetMs: 2 * hour, to: 2 } },
      },
      ['a in -5', 's - 0', 'b in 2', 'c - 30'],
    ],
    [
      'a correction only from a record on',
      { a: {}, b: { at: at(1) }, c: { kind: 'clock', on: 'beta', clock: { device: 'alpha', offsetMs: hour, from: 2 } } },
      ['a in 0', 'c - 0', 'b in 61'],
    ],
    [
      'of corrections of several ranges for each record the latest that means it',
      {
        a: {},
        b: {},
        d: {},
        all: { kind: 'clock', on: 'beta', at: at(7), clock: { device: 'alpha', offsetMs: hour } },
        middle: { kind: 'clock', on: 'beta', at: at(8), clock: { device: 'alpha', offsetMs: 2 * hour, from: 2, to: 2 } },
        end: { kind: 'clock', on: 'beta', at: at(9), clock: { device: 'alpha', offsetMs: 3 * hour, from: 3 } },
      },
      ['all - 7', 'middle - 8', 'end - 9', 'a in 60', 'b in 120', 'd in 180'],
    ],
    [
      'an override by the correction that means the record that was seen',
      {
        s: { kind: 'seen', on: 'beta', at: at(1) },
        o: { kind: 'override', on: 'beta', of: 's', at: at(9) },
        c: { kind: 'clock', at: at(10), clock: { device: 'beta', offsetMs: hour, to: 1 } },
      },
      ['c - 10', 's - 61', 'o in 61'],
    ],
    [
      'no correction that was annulled',
      { a: {}, c: { kind: 'clock', clock: { device: 'alpha', offsetMs: hour } }, v: { kind: 'void', of: 'c' } },
      ['a in 0', 'v - 0'],
    ],
  ])('%s', (_name, facts, holds) => {
    expect(holding(told(facts))).toEqual(holds);
  });

  it('what another fact is about may be unknown yet', () => {
    const { s, o, a, v } = told({ s: { kind: 'seen', at: at(1) }, o: { kind: 'override', of: 's', at: at(9) }, a: {}, v: { kind: 'void', of: 'a' } });
    expect(holding({ o: o!, v: v! })).toEqual(['v - 0', 'o in 9']);
    expect(holding({ o: o!, v: v!, a: a!, s: s! })).toEqual(['v - 0', 's - 1', 'o in 1']);
  });

  it('twenty thousand annulments, each of the one before, are worked out', () => {
    let previous = told({ a: {} })['a']!;
    const facts = [previous];
    const said = draft({ kind: 'void', direction: null });
    for (let count = 0; count < 20_000; count += 1) {
      previous = {
        ...previous,
        hash: `${count}`.padStart(64, '0'),
        body: { ...previous.body, ...said, nonce: `${count}`, kind: 'void', about: previous.hash },
      };
      facts.push(previous);
    }
    expect(annulledFacts(facts).size).toBe(10_000);
    expect(annulledFacts(facts).has(facts[0]!.hash)).toBe(false);
  });
});

it('true time and corrections can be asked for by themselves', () => {
  const facts = told({ a: {}, b: { on: 'beta' }, c: { kind: 'clock', clock: { device: 'beta', offsetMs: hour } }, v: { kind: 'void', of: 'a' } });
  const corrections = clockCorrections(Object.values(facts));
  expect(corrections).toEqual(new Map([['beta', [{ device: 'beta', offsetMs: hour }]]]));
  expect([trueTime(facts['a']!, corrections), trueTime(facts['b']!, corrections)]).toEqual([new Date(at(0)), new Date(at(60))]);
  expect(annulledFacts(Object.values(facts))).toEqual(new Set([facts['a']!.hash]));
});

it('neither order nor repetition changes what holds', () => {
  const facts = Object.values(
    told({
      a: { nonce: 'n' },
      b: { on: 'beta', nonce: 'n', offsetMs: 1 },
      s: { kind: 'seen', on: 'gamma' },
      o: { kind: 'override', of: 's' },
      v: { kind: 'void', of: 'o', on: 'beta' },
      w: { kind: 'void', of: 'v', on: 'gamma' },
      c: { kind: 'clock', clock: { device: 'gamma', offsetMs: hour } },
      d: { kind: 'clock', on: 'beta', clock: { device: 'gamma', offsetMs: -hour, from: 1, to: 1 } },
      fork: { no: 1, kind: 'out' },
    }),
  );
  const order = fc
    .array(fc.nat(facts.length - 1))
    .chain((more) => fc.shuffledSubarray([...facts.keys(), ...more], { minLength: facts.length + more.length }));
  fc.assert(
    fc.property(order, (indexes) => {
      expect(effectiveFacts(indexes.map((index) => facts[index]!))).toEqual(effectiveFacts(facts));
    }),
  );
});
