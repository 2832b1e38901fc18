import type { Random } from '../engine/random.ts';

/**
 * Makes a changed copy of an input, `null` when it finds nothing to change.
 * @param other another input, to take parts from
 */
export type Mutate = (input: Buffer, random: Random, other: Buffer) => Buffer | null;

/** Text of an input and back, one character to a byte. */
export const textMutation =
  (change: (text: string, random: Random, other: string) => string | null): Mutate =>
  (input, random, other) => {
    const changed = change(input.toString('latin1'), random, other.toString('latin1'));
    return changed === null ? null : Buffer.from(changed, 'latin1');
  };

/** One of several, by lot; another when the first finds nothing to change. */
export const anyOf =
  (mutations: readonly Mutate[]): Mutate =>
  (input, random, other) => {
    for (let attempt = 0; attempt < 4; attempt++) {
      const changed = random.pick(mutations)!(input, random, other);
      if (changed) return changed;
    }
    return null;
  };

export const splice = (input: Buffer, at: number, removed: number, added: Uint8Array): Buffer =>
  Buffer.concat([input.subarray(0, at), added, input.subarray(at + removed)]);

export const spliceText = (text: string, at: number, removed: number, added: string): string => text.slice(0, at) + added + text.slice(at + removed);
