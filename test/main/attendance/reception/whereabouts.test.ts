import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Whereabouts } from '../../../../main/attendance/reception/whereabouts.ts';
import type { KnownFact } from '../../../../main/attendance/facts/fact.ts';
import { fact } from '../../training/facts.ts';
import { at } from '../../training/plans.ts';

const NEXT = '2026-11-21';
const on = (time: string) => new Date(at(time, NEXT));

describe('who is in', () => {
  it.each<[string, readonly KnownFact[], string | null]>([
    ['came on the first day alone', [fact('p', 'in 09:55')], null],
    ['came again, having forgotten to go out', [fact('p', 'in 09:55'), fact('p', 'in 09:55', { at: at('09:56', NEXT) })], '09:56'],
    ['came in twice that day', [fact('p', 'in 09:55', { at: at('09:56', NEXT) }), fact('p', 'in 09:55', { at: at('10:30', NEXT) })], '09:56'],
    ['went out since', [fact('p', 'in 09:55', { at: at('09:56', NEXT) }), fact('p', 'out 09:55', { at: at('10:30', NEXT) })], null],
    ['came just after the midnight of Japan', [fact('p', 'in 23:59'), fact('p', 'in 09:55', { at: at('00:00', NEXT) })], '00:00'],
  ])('on the second day: %s', (_what, facts, since) => {
    const whereabouts = new Whereabouts(facts);
    expect(whereabouts.of('p', on('11:00'))?.since ?? null).toEqual(since === null ? null : on(since));
    expect(whereabouts.count(on('11:00'))).toBe(since === null ? 0 : 1);
  });

  it('keeps the first arrival in a room, and begins anew in another', () => {
    const facts = [fact('p', 'in 09:00', { room: 'a' }), fact('p', 'in 09:30', { room: 'a' }), fact('p', 'in 10:00', { room: 'b' })];
    const now = new Date(at('11:00'));
    expect(new Whereabouts(facts.slice(0, 2)).of('p', now)).toEqual({ since: new Date(at('09:00')), room: 'a' });
    expect(new Whereabouts(facts).of('p', now)).toEqual({ since: new Date(at('10:00')), room: 'b' });
  });
});

const CARD = 'CC'.repeat(32);
/** A temporary card was given to somebody; `about` is the scan that had shown it as nobody's. */
const given = (person: string, text: string, change: Partial<KnownFact['body']> = {}) =>
  fact(person, text, { about: 'ab'.repeat(32), ...change, payload: { card: CARD, evidence: 'temporary-card' } });
const scanned = (person: string, text: string) => fact(person, text, { payload: { card: CARD, evidence: 'temporary-card' } });
const annulling = (annulled: KnownFact, text = 'void 12:00') =>
  fact(annulled.person, text, { about: annulled.hash, payload: { card: CARD, evidence: 'temporary-card' } });

describe('who has a temporary card', () => {
  const [first, later] = [given('p', 'manual 09:00', { device: 'z' }), given('q', 'manual 09:10', { device: 'a' })];
  const pending = given('p', 'seen 09:00');
  const accepted = fact('p', 'override 09:00', { about: pending.hash, payload: { card: CARD, evidence: 'temporary-card' } });
  const sameTime = [given('p', 'manual 09:00', { device: 'a' }), given('q', 'manual 09:00', { device: 'b' })];

  it.each<[string, readonly KnownFact[], string | null]>([
    ['nobody', [], null],
    ['whom it was given', [first], 'p'],
    ['nobody once that was annulled', [first, annulling(first)], null],
    ['nobody, though its holder was scanned before that was annulled', [first, scanned('p', 'seen 09:05'), annulling(first)], null],
    ['whom it was given next', [first, annulling(first), later], 'q'],
    ['the later of two that two stations gave it to', [first, later], 'q'],
    ['of two at the same time the later in chain order', sameTime, 'q'],
    ['the other when one of the two is annulled', [first, later, annulling(later)], 'p'],
    ['who waits for staff', [pending], 'p'],
    ['who was accepted', [pending, accepted], 'p'],
    ['nobody once what was accepted is annulled', [pending, accepted, annulling(accepted)], null],
  ])('%s, whatever fact came first', (_what, facts, holder) => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...facts], { minLength: facts.length }), (order) => {
        const whereabouts = new Whereabouts([]);
        for (const each of order) whereabouts.add(each);
        expect(whereabouts.holderOf(CARD)).toBe(holder);
        expect(new Whereabouts(order).holderOf(CARD)).toBe(holder);
      }),
      { numRuns: 20 },
    );
  });
});
