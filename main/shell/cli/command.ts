import type { ParseArgsOptionsConfig } from 'node:util';
import type { Language } from '../../words/words.ts';

/** Exit status of the command line: the same five for every command. */
export const EXIT = { done: 0, negative: 1, usage: 2, environment: 3, indeterminate: 4 } as const;
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

export interface Invocation {
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
  readonly language: Language;
  /** Aborts on SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
  /** A line of progress on standard error. */
  readonly say: (line: string) => void;
}

export interface Outcome {
  readonly exit: ExitStatus;
  /** The one JSON document of `--json`. */
  readonly json: unknown;
  /** The same for a person. */
  readonly text: string;
}

export interface Command {
  /** Line after `hpki`, as shown by `--help`. */
  readonly usage: string;
  readonly options: ParseArgsOptionsConfig;
  readonly positionals: { readonly min: number; readonly max: number };
  readonly run: (invocation: Invocation) => Promise<Outcome>;
}

/** Options that every command takes. */
export const COMMON_OPTIONS = {
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  lang: { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

/** Value of a single-valued text option. */
export function text(invocation: Invocation, name: string): string | undefined {
  const value = invocation.options[name];
  return typeof value === 'string' ? value : undefined;
}

/** Values of an option that may be given many times. */
export function texts(invocation: Invocation, name: string): readonly string[] {
  const value = invocation.options[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

export function flag(invocation: Invocation, name: string): boolean {
  return invocation.options[name] === true;
}
