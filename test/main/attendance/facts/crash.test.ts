import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { verifyFacts } from '../../../../main/attendance/facts/verify.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { SEMINAR } from '../../support/facts.ts';
import { station } from '../../support/station.ts';

const writer = join(import.meta.dirname, '../../support/append-facts-forever.ts');

/** Kills the writer some milliseconds after its given line. @returns every line it wrote */
async function killedAfter(folder: string, lines: number, milliseconds: number): Promise<string[]> {
  const child = spawn(process.execPath, [writer, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const promised: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    promised.push(line);
    if (promised.length === lines) setTimeout(() => child.kill('SIGKILL'), milliseconds);
  }
  expect((await exited)[1]).toBe('SIGKILL');
  return promised;
}

it('a desk killed while it receives people loses nothing it promised, doubles nothing, and its chain holds', async () => {
  const folder = await temporaryFolder();
  const promised: string[] = [];
  for (const [lines, milliseconds] of [
    [1, 0],
    [7, 3],
    [20, 11],
    [33, 7],
    [60, 1],
  ] as const) {
    promised.push(...(await killedAfter(folder, lines, milliseconds)));
    await using desk = await station('alpha', folder);
    const kept = (await desk.log.of(SEMINAR)).map(({ hash }) => hash);
    expect(promised.filter((hash) => kept.filter((other) => other === hash).length !== 1)).toEqual([]);
    expect(new Set((await desk.log.of(SEMINAR)).map(({ body }) => body.nonce)).size).toBe(kept.length);
    expect(await verifyFacts(desk.store, SEMINAR)).toEqual({ intact: true, facts: kept.length, brokenAt: null, forks: [] });
    // At most the tap in flight of each run was committed and never promised.
    expect(kept.length - promised.length).toBeLessThanOrEqual(5);
  }
});
