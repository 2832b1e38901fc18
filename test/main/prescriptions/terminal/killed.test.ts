import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { auditLog } from '../../../../main/audit/audit-log.ts';
import { terminalFiles } from '../../../../main/prescriptions/terminal/folders.ts';
import { listRequests } from '../../../../main/prescriptions/terminal/request-list.ts';
import { openPrescriptionRequests } from '../../../../main/prescriptions/terminal/requests.ts';
import { openStore } from '../../../../main/store/store.ts';
import { numberedPrescription } from '../../../support/service-child.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { terminalDouble } from '../../../support/terminal-double.ts';

const COUNT = 30;
const KILLS = 6;
const child = join(import.meta.dirname, '../../../support/service-child.ts');

it('killed at random moments of the exchange: no prescription is given twice, and every answer is kept', { timeout: 120_000 }, async () => {
  const folder = await temporaryFolder();
  const data = join(folder, 'data');
  await using terminal = await terminalDouble(folder, { writing: () => (Math.random() < 0.5 ? 'half' : 'whole') });
  terminal.run();

  for (let kill = 1; kill <= KILLS; kill += 1) {
    const program = spawn(process.execPath, [child, data, terminal.request, terminal.response, String(COUNT)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(program, 'exit');
    const before = [...terminal.taken.values()].length;
    // From its first request on, for starting takes most of its time.
    while (terminal.taken.size === before && terminal.taken.size < COUNT && program.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 120));
    program.kill('SIGKILL');
    expect(await ended).toEqual([null, 'SIGKILL']);
  }

  const program = spawn(process.execPath, [child, data, terminal.request, terminal.response, String(COUNT)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(program, 'exit');
  await once(program.stdout, 'data');
  await new Promise((resolve) => setTimeout(resolve, 300));
  program.kill('SIGKILL');
  await ended;
  await terminal.step();

  await using store = await openStore({ folder: data });
  await openPrescriptionRequests(
    store,
    auditLog(store),
    () => terminalFiles(terminal),
    () => false,
  ).collect();
  const { requests, total } = await listRequests(store, { filter: 'all', issue: null, offset: 0, limit: 100 });
  const given = Array.from({ length: COUNT }, (_none, index) => Buffer.from(numberedPrescription(index + 1)).toString('base64'));
  expect(total).toBe(COUNT);
  expect(given.filter((content) => (terminal.taken.get(content) ?? 0) > 1)).toEqual([]);
  expect(
    requests
      .filter(({ state }) => state === 'answered')
      .map(({ id, response }) => [id, response?.accessCode])
      .sort(),
  ).toEqual([...terminal.codes].sort());
  // Whatever the terminal never had waits for a person.
  expect(requests.filter(({ state }) => state !== 'answered').map(({ state }) => state)).toEqual(
    Array(COUNT - terminal.codes.size).fill('uncertain'),
  );
  expect([await readdir(terminal.request), await readdir(terminal.response)]).toEqual([[], []]);
});
