import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { samplePrescription } from '../../../../main/demonstration/sample-prescription.ts';
import { buildPrescriptionDocument } from '../../../../pki/eps/build.ts';
import { hpki } from '../../../support/command-line.ts';
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
