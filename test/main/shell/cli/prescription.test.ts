import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { samplePrescription } from '../../../../main/demonstration/sample-prescription.ts';
import { buildPrescriptionDocument } from '../../../../pki/eps/build.ts';
import { hpki } from '../../../support/command-line.ts';
import { terminalDouble } from '../../../support/terminal-double.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

it.each([
  ['on its day', '2026-11-20T03:00:00Z', 4, ['drugs-not-known']],
  ['on the last minute of it in Japan', '2026-11-20T14:59:00Z', 4, ['drugs-not-known']],
  ['on the next', '2026-11-20T15:00:00Z', 1, ['issued-other-day', 'drugs-not-known']],
])('hpki prescription check: the sample %s', async (_when, at, status, ids) => {
  const folder = await temporaryFolder();
  for (const [name, bytes] of [
    ['sample.csv', samplePrescription()],
    ['sample.xml', buildPrescriptionDocument(samplePrescription())],
  ] as const) {
    await writeFile(join(folder, name), bytes);
    const { exit, json } = await hpki(['prescription', 'check', join(folder, name), '--at', at]);
    expect([exit, json.warnings.map(({ id }: { id: string }) => id)]).toEqual([status, ids]);
  }
});

it('says where a file is wrong', async () => {
  const file = join(await temporaryFolder(), 'x.csv');
  await writeFile(file, 'SJ1\n1,1,999,13,x');
  const { exit, json } = await hpki(['prescription', 'check', file]);
  expect([exit, json.error.code]).toEqual([1, 'PRESCRIPTION_MALFORMED']);
});

describe('hpki prescription submit, requests, collect', () => {
  it('a file without signature goes as paper, its answer is collected and listed; the same again wants a reason', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'p.csv');
    await writeFile(file, samplePrescription());
    const terminal = await terminalDouble(folder);
    const at = ['--terminal', terminal.request, '--terminal', terminal.response, '--data', join(folder, 'data')];
    const submitted = await hpki(['prescription', 'submit', file, ...at]);
    expect([submitted.exit, submitted.json]).toMatchObject([0, { issue: 'paper', faults: [] }]);
    await terminal.step();
    const collected = await hpki(['prescription', 'collect', ...at]);
    expect([collected.exit, collected.json]).toMatchObject([
      0,
      { answered: [{ id: submitted.json.id, response: { accessCode: '0000000000000001' } }] },
    ]);
    const listed = await hpki(['prescription', 'requests', '--data', join(folder, 'data')]);
    expect([listed.exit, listed.json]).toMatchObject([0, { total: 1, attention: 0, requests: [{ about: { patient: '体験　太郎' } }] }]);
    const again = await hpki(['prescription', 'submit', file, ...at]);
    expect([again.exit, again.json.error.code]).toEqual([1, 'PRESCRIPTION_REQUESTED']);
  });

  it.each<[string, (folder: string) => readonly string[], number, string]>([
    ['without folders', () => [], 3, 'TERMINAL_NOT_SET'],
    ['with one folder', (folder) => ['--terminal', folder], 2, 'USAGE_WRONG'],
    ['with the same folder twice', (folder) => ['--terminal', folder, '--terminal', folder], 3, 'TERMINAL_FOLDER_UNFIT'],
  ])('%s', async (_what, options, status, code) => {
    const folder = await temporaryFolder();
    const data = await temporaryFolder();
    const { exit, json } = await hpki(['prescription', 'collect', ...options(folder), '--data', data]);
    expect([exit, json.error.code]).toEqual([status, code]);
  });

  it('electronic issue wants a document that was signed here', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'p.csv');
    await writeFile(file, samplePrescription());
    const terminal = await terminalDouble(folder);
    const at = ['--terminal', terminal.request, '--terminal', terminal.response, '--data', join(folder, 'data')];
    const { exit, json } = await hpki(['prescription', 'submit', file, '--issue', 'electronic', ...at]);
    expect([exit, json.error.code]).toEqual([1, 'PRESCRIPTION_NOT_SIGNED']);
  });
});
