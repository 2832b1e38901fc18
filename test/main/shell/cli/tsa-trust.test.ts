import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseCertificate } from '../../../../pki/certificate/certificate.ts';
import { hpki } from '../../../support/command-line.ts';
import { withCorpus } from '../../../support/shared-data.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { timeStampAuthority } from '../../../support/time-stamps.ts';

const { root } = timeStampAuthority();
const { sha256 } = parseCertificate(root);
let data: string;
let file: string;

beforeAll(async () => {
  data = await temporaryFolder();
  file = join(data, 'root.cer');
  await writeFile(file, root);
});

describe('hpki tsa-trust', () => {
  it('adds, lists and removes, and each change is in the audit log', async () => {
    const run = (...args: string[]) => hpki(['tsa-trust', ...args, '--data', data]);
    expect(await run('list')).toMatchObject({ exit: 0, json: { anchors: [] } });
    const record = { accredited: true, source: 'soumu.go.jp', asOf: '2026-04-01' };
    const added = await run('add', file, '--accredited', '--source', record.source, '--as-of', record.asOf);
    expect(added).toMatchObject({ exit: 0, json: { sha256, name: 'Example Time Root', selfSigned: true, accreditation: record } });
    expect((await run('list')).json).toEqual({ anchors: [added.json] });
    const withColons = sha256.toLowerCase().match(/../g)!.join(':');
    expect(await run('remove', withColons)).toMatchObject({ exit: 0, json: { removed: sha256 } });
    expect((await run('list')).json).toEqual({ anchors: [] });
    expect((await hpki(['audit', 'verify', '--data', data])).json).toMatchObject({ intact: true, entries: 3 });
  });
});

withCorpus('hpki', (folder) => {
  const sample = join(folder, 'prescription-004_01.xml');
  const text = readFileSync(sample, 'utf8');
  const certificates = [...text.matchAll(/EncapsulatedX509Certificate[^>]*>([^<]+)</g)].map(([, base64]) => Buffer.from(base64!, 'base64'));
  const testRoot = certificates.find((der) => parseCertificate(der).subject.startsWith('CN=Test CA for TimeStampServer'))!;
  let own: string;
  let rootFile: string;

  beforeAll(async () => {
    own = await temporaryFolder();
    rootFile = join(own, 'tsa-root.cer');
    await writeFile(rootFile, testRoot);
  });

  const verified = async (...args: string[]) => {
    const { exit, json } = await hpki(['verify', sample, '--test-cards', '--data', join(own, 'data'), '--at', '2022-09-08T00:00:00Z', ...args]);
    const [stamp] = json.signatures[0].timeStamps;
    const accreditation = stamp.checks.find(({ id }: { id: string }) => id === 'time-stamp-accreditation');
    return { exit, conclusion: json.conclusion, level: json.signatures[0].level, trusted: stamp.trusted, accreditation: accreditation?.status };
  };

  it('the time stamp of the official prescription counts with its root given, or imported with what is recorded of it, and not without', async () => {
    const believed = { exit: 0, conclusion: 'TOTAL-PASSED', level: 'LT', trusted: true, accreditation: 'indeterminate' };
    const refused = { ...believed, exit: 4, conclusion: 'INDETERMINATE', trusted: false };
    expect(await verified('--tsa-trust', rootFile)).toEqual(believed);
    expect(await verified()).toEqual(refused);
    expect(await verified('--tsa-trust', rootFile, '--trust', rootFile)).toEqual({ ...refused, trusted: true });
    expect(await verified('--trust', rootFile)).toEqual(refused);
    const record = ['--not-accredited', '--source', 'a test authority', '--as-of', '2022-09-01'];
    expect((await hpki(['tsa-trust', 'add', rootFile, ...record, '--data', join(own, 'data')])).exit).toBe(0);
    expect(await verified('--tsa-trust', rootFile)).toEqual({ ...believed, accreditation: 'failed' });
    expect(await verified()).toEqual({ ...believed, accreditation: 'failed' });
  });
});
