import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';

const end = new URL('../../../../main/shell/cli/end.ts', import.meta.url).href;

/** Minutes of work on a thread of the system, which cannot be called off, as the search for a host's address cannot. */
const BUSY = `(await import('node:crypto')).pbkdf2('', '', 2 ** 31 - 1, 64, 'sha512', () => {});`;

describe('the end of a command', () => {
  it.each([
    ['with nothing left to do', '', 4],
    ['while the system works on for it', BUSY, 3],
  ])('%s comes at once, with its status and all that it wrote', async (_how, left, status) => {
    const script = `${left} process.stdout.write('x'.repeat(1_000_000)); await (await import(${JSON.stringify(end)})).endProcess(${status});`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [written, [exit]] = await Promise.all([child.stdout.toArray(), once(child, 'exit')]);
    expect([Buffer.concat(written as Buffer[]).length, exit]).toEqual([1_000_000, status]);
  });
});
