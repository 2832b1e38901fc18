import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { auditLog } from '../../../../main/audit/audit-log.ts';
import { terminalFiles } from '../../../../main/prescriptions/terminal/folders.ts';
import { listRequests } from '../../../../main/prescriptions/terminal/request-list.ts';
import { openPrescriptionRequests } from '../../../../main/prescriptions/terminal/requests.ts';
import { openStore } from '../../../../main/store/store.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const COUNT = 40;
const RUNS = 6;
const child = join(import.meta.dirname, '../../../support/withdrawal-child.ts');

it('killed while requests are given and withdrawn at the same time: none is both', { timeout: 120_000 }, async () => {
  let both = 0;
  for (let run = 1; run <= RUNS; run += 1) {
    const folder = await temporaryFolder();
    const [data, request, response] = ['data', 'req', 'res'].map((name) => join(folder, name)) as [string, string, string];
    for (const path of [request, response]) await mkdir(path);
    const program = spawn(process.execPath, [child, data, request, response, String(COUNT)], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(program, 'exit');
    let said = '';
    program.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()));
    while (!said.includes('kept')) await new Promise((resolve) => setTimeout(resolve, 5));
    // The last one goes to the end.
    if (run < RUNS) await new Promise((resolve) => setTimeout(resolve, Math.random() * 150));
    else while (!said.includes('done')) await new Promise((resolve) => setTimeout(resolve, 5));
    program.kill('SIGKILL');
    await ended;

    await using store = await openStore({ folder: data });
    const list = async () => (await listRequests(store, { filter: 'all', issue: null, offset: 0, limit: 100 })).requests;
    const before = await list();
    const looked = openPrescriptionRequests(
      store,
      auditLog(store),
      () => terminalFiles({ request, response }),
      () => false,
    );
    await looked.collect();
    const given = new Set((await readdir(request)).map((name) => /^ESPsiPIR01req_(.*)\.xml$/.exec(name)?.[1]));
    const after = await list();
    const withdrawn = after.filter(({ state }) => state === 'withdrawn');
    expect(after.length).toBe(COUNT);
    expect(withdrawn.filter(({ id }) => given.has(id))).toEqual([]);
    expect(withdrawn.every(({ words }) => words.length === 1 && words[0]!.by === '見本')).toBe(true);
    // What was withdrawn before the end stays so.
    expect(withdrawn.length).toBe(before.filter(({ state }) => state === 'withdrawn').length);
    expect(after.filter(({ state }) => state === 'placed').every(({ id }) => given.has(id))).toBe(true);
    if (run === RUNS) both = Math.min(withdrawn.length, given.size);
  }
  // The race was one: some were given, some taken back.
  expect(both).toBeGreaterThan(0);
});
