import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { auditLog } from '../../../../main/audit/audit-log.ts';
import { samplePrescription } from '../../../../main/demonstration/sample-prescription.ts';
import { openPrescriptionRequests } from '../../../../main/prescriptions/terminal/requests.ts';
import { openStore } from '../../../../main/store/store.ts';
import { buildPrescriptionDocument } from '../../../../pki/eps/build.ts';
import { hpki } from '../../../support/command-line.ts';
import { drugMaster } from '../../../support/drug-master.ts';
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
    const { exit, json } = await hpki(['prescription', 'check', join(folder, name), '--at', at, '--data', join(folder, 'none')]);
    expect([exit, json.warnings.map(({ id }: { id: string }) => id)]).toEqual([status, ids]);
  }
});

it('says where a file is wrong', async () => {
  const file = join(await temporaryFolder(), 'x.csv');
  await writeFile(file, 'SJ1\n1,1,999,13,x');
  const { exit, json } = await hpki(['prescription', 'check', file]);
  expect([exit, json.error.code]).toEqual([1, 'PRESCRIPTION_MALFORMED']);
});

describe('masters at the command line', { timeout: 120_000 }, () => {
  let folder: string;
  const at = (name: string) => join(folder, name);
  const masters = (...args: readonly string[]) => hpki(['prescription', 'masters', ...args, '--data', at('data')]);
  beforeAll(async () => {
    folder = await temporaryFolder();
    await writeFile(at('y.csv'), drugMaster({ code: '999999901' }, { code: '999999902', class: '1' }, { code: 'x' }));
    await writeFile(at('usage.csv'), '用法コード,用法名称\n1013044400000000,１日３回朝昼夕食後　服用');
    await writeFile(at('limit.csv'), 'コード,日数\n999999901,7');
    await writeFile(at('sample.csv'), samplePrescription());
  });

  it('are imported, listed and searched', async () => {
    const drugs = await masters('import', at('y.csv'), '--kind', 'drug', '--source', '支払基金');
    expect([drugs.exit, drugs.json.imported.entries, drugs.json.imported.refused]).toEqual([0, 2, { count: 1, first: [{ line: 3, code: 'code' }] }]);
    const { json } = await masters('list');
    expect(json.masters.map(({ kind, name, source }: Record<string, string>) => [kind, name, source])).toEqual([['drug', 'y.csv', '支払基金']]);
    const [found, none] = [await masters('search', 'みほん'), await masters('search', 'ない')];
    expect([found.exit, found.json.found.length, none.exit]).toEqual([0, 2, 1]);
  });

  it('wait for the columns to be confirmed where nobody laid them down', async () => {
    const proposed = await masters('import', at('usage.csv'), '--kind', 'usage');
    expect([proposed.exit, proposed.json.imported, proposed.json.preview.columns]).toEqual([1, null, { code: 0, name: 1 }]);
    const confirmed = await masters('import', at('usage.csv'), '--kind', 'usage', '--columns', 'code=1,name=2');
    expect([confirmed.exit, confirmed.json.imported.entries]).toEqual([0, 1]);
    expect((await masters('search', '食後', '--kind', 'usage')).json.found).toEqual([
      { code: '1013044400000000', name: '１日３回朝昼夕食後　服用', demonstration: false },
    ]);
  });

  it.each([
    ['no kind', ['import', 'y.csv']],
    ['a kind that there is not', ['import', 'y.csv', '--kind', 'food']],
    ['columns that are none', ['import', 'usage.csv', '--kind', 'usage', '--columns', 'code']],
  ])('refuse %s', async (_what, [word, file, ...rest]) => expect((await masters(word!, at(file!), ...rest)).exit).toBe(2));

  it('are what a prescription is checked by', async () => {
    const check = async () => {
      const { exit, json } = await hpki(['prescription', 'check', at('sample.csv'), '--at', '2026-11-20T03:00:00Z', '--data', at('data')]);
      return [exit, json.warnings.map(({ id }: { id: string }) => id)];
    };
    expect(await check()).toEqual([1, ['limits-not-known', 'licence-missing', 'address-missing']]);
    await masters('import', at('limit.csv'), '--kind', 'limit', '--columns', 'code=1,days=2');
    expect(await check()).toEqual([1, ['supply-too-long', 'limits-not-listed', 'licence-missing', 'address-missing']]);
  });
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

  it('one that waits is withdrawn under a name, and listed as withdrawn', async () => {
    const data = join(await temporaryFolder(), 'data');
    const id = await (async () => {
      await using store = await openStore({ folder: data });
      const audit = auditLog(store);
      await audit.begin();
      const keeping = openPrescriptionRequests(
        store,
        audit,
        () => null,
        () => false,
      );
      const request = { institution: '1319999999', document: buildPrescriptionDocument(samplePrescription()), issue: 'paper' } as const;
      const about = { name: 'p.csv', patient: '体験　太郎', issuedOn: '20261120' };
      return await keeping.submit({ request, about, content: 'A', document: null, test: false, again: null });
    })();
    const withdrawn = await hpki(['prescription', 'withdraw', id, '--by', '見本　花子', '--reason', '出し直し', '--data', data]);
    expect([withdrawn.exit, withdrawn.json]).toEqual([0, { id, faults: [] }]);
    const listed = await hpki(['prescription', 'requests', '--data', data]);
    expect([listed.exit, listed.json.requests]).toMatchObject([0, [{ state: 'withdrawn', words: [{ by: '見本　花子', reason: '出し直し' }] }]]);
  });

  it('one that the terminal has is not withdrawn, nor one without a name', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'p.csv'), samplePrescription());
    const terminal = await terminalDouble(folder);
    const at = ['--terminal', terminal.request, '--terminal', terminal.response, '--data', join(folder, 'data')];
    const { json } = await hpki(['prescription', 'submit', join(folder, 'p.csv'), ...at]);
    const withdraw = async (...rest: readonly string[]) => {
      const { exit, json: said } = await hpki(['prescription', 'withdraw', ...rest]);
      return [exit, said.error?.code];
    };
    expect(await withdraw(json.id, '--reason', 'r', ...at)).toEqual([2, 'USAGE_WRONG']);
    expect(await withdraw('x', '--by', '見本', '--reason', 'r', ...at)).toEqual([1, 'PRESCRIPTION_REQUEST_UNKNOWN']);
    expect(await withdraw(json.id, '--by', '見本', '--reason', 'r', ...at)).toEqual([1, 'PRESCRIPTION_REQUEST_GIVEN']);
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
