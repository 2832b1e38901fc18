import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { TestAuthority } from '../../../../pki/test-authority/authority.ts';
import { createTestAuthority } from '../../../../pki/test-authority/create.ts';
import { saveTestAuthority } from '../../../../pki/test-authority/folder.ts';
import { DOCTOR } from '../../../support/authority.ts';
import { type Answer, hpki, startHpki } from '../../../support/command-line.ts';
import { describeWith } from '../../../support/needs.ts';
import { buildPdf } from '../../../support/pdf.ts';
import { pdfsig } from '../../../support/pdfsig.ts';
import { SAMPLE_CSV } from '../../../support/prescription.ts';
import { REMOTE_CLIENT, REMOTE_PIN, type RemoteService, remoteService } from '../../../support/remote-service.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { xmlsecVerify } from '../../../support/xmlsec.ts';

describeWith(['pdfsig', 'xmlsec1'], 'hpki sign --remote', () => {
  let authority: TestAuthority;
  let key: Awaited<ReturnType<TestAuthority['issueCertificates']>>['signature'];
  let service: RemoteService;
  let folder: string;
  const at = (name: string) => join(folder, name);

  beforeAll(async () => {
    const now = new Date();
    authority = await createTestAuthority({ now });
    key = (await authority.issueCertificates(DOCTOR, now)).signature;
  });
  beforeEach(async () => {
    folder = await temporaryFolder();
    service = await remoteService({ key });
    await mkdir(at('out'));
    await saveTestAuthority(at('ca'), authority);
    await writeFile(at('letter.pdf'), buildPdf());
    await writeFile(at('prescription.csv'), SAMPLE_CSV);
    await hpki(['remote', 'add', 'service', '--url', service.base, '--client', REMOTE_CLIENT, '--data', at('data')]);
  });
  afterEach(() => service[Symbol.asyncDispose]());

  /** Runs the command, and goes where it sends the person. */
  async function sign(files: readonly string[], out: string, format: string, ...more: string[]): Promise<Answer> {
    const options = ['-o', at(out), '--format', format, '--remote', 'service', '--data', at('data'), '--pin-stdin', '--json', ...more];
    const child = startHpki(['sign', ...files.map(at), ...options]);
    child.stdin!.on('error', () => {}).end(`${REMOTE_PIN}\n`);
    const lines: string[] = [];
    createInterface(child.stderr!).on('line', (line) => {
      lines.push(line);
      if (line.startsWith('http://')) void fetch(line).then((answer) => answer.text());
    });
    const [output] = await Promise.all([child.stdout!.toArray(), once(child, 'exit')]);
    return { exit: child.exitCode, json: JSON.parse(Buffer.concat(output).toString() || 'null'), diagnostics: lines.join('\n') };
  }
  const confirmed = ['--confirm-tries', 'unknown'];
  const verify = (file: string) =>
    hpki(['verify', at(file), '--trust', at('ca'), '--crl', at('ca'), '--test-cards', '--offline', '--data', at('data')]);

  it('signs a PDF that pdfsig accepts', async () => {
    expect(await sign(['letter.pdf'], 'out/letter.pdf', 'pades', ...confirmed)).toMatchObject({ exit: 0, json: { failed: [] } });
    expect(pdfsig(at('out/letter.pdf'))).toMatchObject([{ valid: true, total: true }]);
    expect((await verify('out/letter.pdf')).json).toMatchObject({ conclusion: 'TOTAL-PASSED' });
    expect(service.tokens.size).toBe(0);
  });

  it('goes to no sign-in elsewhere but the one that was named with the service, and tells both hosts', async () => {
    service.fault = 'sign-in-elsewhere';
    const refused = await sign(['letter.pdf'], 'out/letter.pdf', 'pades', ...confirmed);
    expect(refused).toMatchObject({ exit: 3, json: { error: { code: 'REMOTE_SIGN_IN_ELSEWHERE', detail: { signIn: service.otherHost } } } });
    expect(service.tokens.size).toBe(0);
    await hpki(['remote', 'remove', 'service', '--data', at('data')]);
    const named = ['--url', service.base, '--client', REMOTE_CLIENT, '--sign-in', service.otherHost];
    expect(await hpki(['remote', 'add', 'service', ...named, '--data', at('data')])).toMatchObject({ json: { signInHost: service.otherHost } });
    const answer = await sign(['letter.pdf'], 'out/letter.pdf', 'pades', ...confirmed);
    expect(answer).toMatchObject({ exit: 0 });
    for (const host of [service.host, service.otherHost]) expect(answer.diagnostics.replace(/http:\S+/g, '')).toContain(host);
  });

  it('signs a prescription that xmlsec1 accepts', async () => {
    expect(await sign(['prescription.csv'], 'out/prescription.xml', 'eps', ...confirmed)).toMatchObject({ exit: 0 });
    const xml = await readFile(at('out/prescription.xml'));
    const [, id] = /<(?:\w+:)?Signature\b[^>]*\bId="([^"]+)"/.exec(xml.toString('utf8'))!;
    expect(xmlsecVerify(xml, id!)).toMatch(/^OK (\d)\/\1$/);
    expect((await verify('out/prescription.xml')).json).toMatchObject({ signatures: [{ intact: true }] });
  });

  it('is allowed at the page of the service for each document, where the key wants that', async () => {
    await service[Symbol.asyncDispose]();
    service = await remoteService({ key, way: 'browser' });
    await hpki(['remote', 'remove', 'service', '--data', at('data')]);
    await hpki(['remote', 'add', 'service', '--url', service.base, '--client', REMOTE_CLIENT, '--data', at('data')]);
    await writeFile(at('other.pdf'), buildPdf());
    expect(await sign(['letter.pdf', 'other.pdf'], 'out', 'pades')).toMatchObject({ exit: 0 });
    for (const name of ['out/letter-signed.pdf', 'out/other-signed.pdf']) expect(pdfsig(at(name))).toMatchObject([{ valid: true, total: true }]);
  });

  it('wants it confirmed that nobody knows the number of tries, and tells secrets to nobody', async () => {
    const answer = await sign(['letter.pdf'], 'out/letter.pdf', 'pades');
    expect(answer).toMatchObject({ exit: 1, json: { error: { code: 'PIN_CONFIRMATION_NEEDED' } } });
    expect(service.typed).toEqual([]);
    expect(`${answer.diagnostics}${JSON.stringify(answer.json)}`).not.toContain(REMOTE_PIN);
  });

  it.each([
    ['a service that nobody entered', ['--remote', 'other'], 2, 'REMOTE_SERVICE_UNKNOWN'],
    ['a virtual card as well', ['--remote', 'service', '--virtual', 'card'], 2, 'USAGE_WRONG'],
  ])('does not take %s', async (_what, options, exit, code) => {
    const answer = await hpki([
      'sign',
      at('letter.pdf'),
      '-o',
      at('out/letter.pdf'),
      '--format',
      'pades',
      '--data',
      at('data'),
      '--pin-stdin',
      ...options,
    ]);
    expect(answer).toMatchObject({ exit, json: { error: { code } } });
  });

  it('names a service that is not there', async () => {
    await hpki(['remote', 'add', 'away', '--url', 'http://127.0.0.1:9/csc/v2', '--client', 'x', '--data', at('data')]);
    const options = ['--format', 'pades', '--remote', 'away', '--data', at('data'), '--pin-stdin'];
    expect(await hpki(['sign', at('letter.pdf'), '-o', at('out/letter.pdf'), ...options])).toMatchObject({
      exit: 3,
      json: { error: { code: 'NETWORK_REFUSED' } },
    });
  });

  it('keeps the record of services', async () => {
    const list = async () => (await hpki(['remote', 'list', '--data', at('data')])).json.services;
    expect(await list()).toMatchObject([{ name: 'service', base: service.base, clientId: REMOTE_CLIENT }]);
    expect(await hpki(['remote', 'remove', 'service', '--data', at('data')])).toMatchObject({ exit: 0, json: { removed: 'service' } });
    expect(await list()).toEqual([]);
  });
});
