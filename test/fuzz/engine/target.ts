import type { Mutate } from '../mutate/mutate.ts';
import type { TargetName } from '../targets/names.ts';

/** Something that takes hostile input. */
export interface Target {
  readonly name: TargetName;
  /** Executions of the bounded run that is part of the tests. */
  readonly executions: number;
  readonly mutations: readonly Mutate[];
  /** Names of the error classes it may throw, beside PkiError, CardError and AppError. */
  readonly throws?: readonly string[];
  prepare(): Promise<Trial> | Trial;
}

export interface Trial {
  /** Faultless inputs, to begin with. */
  readonly seeds: readonly Uint8Array[];
  /**
   * Feeds one input.
   * @throws Violation when the answer is wrong, or what the target throws
   */
  run(input: Uint8Array): unknown;
}

/** An answer that must not be. */
export class Violation extends Error {
  override readonly name = 'Violation';
}

/** @throws Violation */
export function demand(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Violation(otherwise);
}

/** Larger inputs are cut by nobody, but not made either. */
export const MAX_INPUT = 1 << 18;
