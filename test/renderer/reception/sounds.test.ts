import { describe, expect, it } from 'vitest';
import { VERDICTS, type VerdictView } from '../../../main/api/schema/attendance.ts';
import { soundOf } from '../../../renderer/reception/sounds.ts';

type Told = Parameters<typeof soundOf>[0];
const told = (more: Partial<Told>): Told => ({ verdict: 'ok', face: 'accepted', direction: 'in', answer: null, ...more });
const warning = (verdict: VerdictView['verdict']) => soundOf(told({ verdict, face: 'warning', answer: 'open' }));

describe('sounds', () => {
  it('every verdict has its own', () => {
    const heard = VERDICTS.map((verdict) => JSON.stringify(warning(verdict)?.notes));
    expect(new Set(heard).size).toBe(VERDICTS.length);
  });

  it.each<[string, Partial<Told>]>([
    ['coming in and going out', { direction: 'out' }],
    ['a card that is being read', { face: 'hold' }],
    ['what staff accepted', { answer: 'accepted', verdict: 'late', face: 'warning' }],
    ['what stops', { verdict: 'held', face: 'stop' }],
  ])('differ: %s', (_name, more) => expect(soundOf(told(more))).not.toEqual(soundOf(told({}))));

  it('what staff declined is silent', () => expect(soundOf(told({ verdict: 'late', face: 'warning', answer: 'declined' }))).toBeNull());

  it('notes come one after another, audible and within a second and a half', () => {
    for (const verdict of VERDICTS) {
      const notes = warning(verdict)?.notes ?? [];
      const starts = notes.map(({ at }) => at);
      const end = Math.max(...notes.map(({ at, lasts }) => at + lasts));
      expect(starts).toEqual(starts.toSorted((a, b) => a - b));
      expect(notes.every(({ hertz, lasts }) => hertz >= 150 && hertz <= 2000 && lasts >= 0.04)).toBe(true);
      expect(end).toBeLessThanOrEqual(1.5);
    }
  });

  it('a rise is what done sounds like: A4 is 440 Hz, C5 E5 G5', () => {
    expect(soundOf(told({}))?.notes.map(({ hertz }) => Math.round(hertz))).toEqual([523, 659, 784]);
  });
});
