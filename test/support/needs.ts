import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe } from 'vitest';

const places = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];

/** Full path of a program, or `null`. */
export function findProgram(name: string): string | null {
  for (const place of places) {
    const path = join(place, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {}
  }
  return null;
}

/**
 * `describe` for tests that need other programs: where one is missing the block is skipped under a name that says which and how to get it.
 * @example describeWith(['xmlsec1'], 'prescription accepted by xmlsec1', () => { … });
 */
export function describeWith(programs: readonly string[], name: string, declare: () => void): void {
  const missing = programs.filter((program) => findProgram(program) === null);
  if (missing.length === 0) describe(name, declare);
  else describe.skip(`${name} [not run: ${missing.join(', ')} missing; test/setup-debian installs it]`, declare);
}

/** `describe` for what is looked up in `/proc`, which Linux alone has: elsewhere the block is skipped under a name that says so. */
export function describeWithProc(name: string, declare: () => void): void {
  if (process.platform === 'linux') describe(name, declare);
  else describe.skip(`${name} [not run: /proc missing; Linux has it]`, declare);
}
