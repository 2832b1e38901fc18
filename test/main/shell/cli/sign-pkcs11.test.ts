import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestAuthority } from '../../../../pki/test-authority/create.ts';
import type { TestAuthority } from '../../../../pki/test-authority/authority.ts';
import { saveTestAuthority } from '../../../../pki/test-authority/folder.ts';
import { DOCTOR } from '../../../support/authority.ts';
import { hpki } from '../../../support/command-line.ts';
import { openssl } from '../../../support/openssl.ts';
import { buildPdf } from '../../../support/pdf.ts';
import { pdfsig } from '../../../support/pdfsig.ts';
import { SAMPLE_CSV } from '../../../support/prescription.ts';
import { describeWithSoftHsm, SOFTHSM_MODULE, SoftHsm, tokenContent } from '../../../support/softhsm.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { xmlsecVerify } from '../../../support/xmlsec.ts';

describeWithSoftHsm('hpki sign --pkcs11', () => {
  let authority: TestAuthority;
  let content: Awaited<ReturnType<typeof tokenContent>>;
  let softHsm: SoftHsm;
  let folder: string;
  const at = (name: string) => join(folder, name);

  beforeAll(async () => {
    const now = new Date();
    authority = await createTestAuthority({ now });
    content = await tokenContent(authority, DOCTOR, now);
  });
  beforeEach(async () => {
    folder = await temporaryFolder();
    softHsm = await SoftHsm.in(at('softhsm'));
    Object.assign(process.env, softHsm.environment);
    await mkdir(at('out'));
    await saveTestAuthority(at('ca'), authority);
    await writeFile(at('letter.pdf'), buildPdf());
    await writeFile(at('record.xml'), '<?xml version="1.0" encoding="UTF-8"?>\n<record><name>検証</name></record>');
    await writeFile(at('prescription.csv'), SAMPLE_CSV);
    await writeFile(at('note.txt'), 'note');
  });

  const sign = (file: string, out: string, format: string, input = '1234\n', ...more: string[]) =>
    hpki(['sign', at(file), '-o', at(out), '--format', format, '--pkcs11', SOFTHSM_MODULE, '--data', at('data'), '--pin-stdin', ...more], input);
  const cades = (input?: string, ...more: string[]) => sign('note.txt', 'out/note.p7s', 'cades', input, ...more);
  const verify = (file: string, ...more: string[]) =>
    hpki(['verify', at(file), ...more, '--trust', at('ca'), '--crl', at('ca'), '--test-cards', '--offline', '--data', at('data')]);
  const doctorsToken = (label = 'HPKI') => softHsm.token({ label, ...content.signature });

  describe('with the token of a doctor', () => {
    beforeEach(() => doctorsToken());

    it('signs a PDF that pdfsig accepts', async () => {
      expect(await sign('letter.pdf', 'out/letter.pdf', 'pades')).toMatchObject({ exit: 0, json: { failed: [] } });
      expect(pdfsig(at('out/letter.pdf'))).toMatchObject([{ valid: true, total: true }]);
      expect((await verify('out/letter.pdf')).json).toMatchObject({ conclusion: 'TOTAL-PASSED' });
    });

    it('signs XML and a prescription that xmlsec1 accepts', async () => {
      expect(await sign('record.xml', 'out/record.xml', 'xades')).toMatchObject({ exit: 0 });
      expect(await sign('prescription.csv', 'out/prescription.xml', 'eps')).toMatchObject({ exit: 0 });
      for (const name of ['out/record.xml', 'out/prescription.xml']) {
        const xml = await readFile(at(name));
        const [, id] = /<(?:\w+:)?Signature\b[^>]*\bId="([^"]+)"/.exec(xml.toString('utf8'))!;
        expect(xmlsecVerify(xml, id!)).toMatch(/^OK (\d)\/\1$/);
        expect((await verify(name)).json).toMatchObject({ signatures: [{ intact: true }] });
      }
    });

    it('signs a file that openssl accepts', async () => {
      expect(await cades()).toMatchObject({ exit: 0 });
      expect((await verify('out/note.p7s', '--content', at('note.txt'))).json).toMatchObject({ conclusion: 'TOTAL-PASSED' });
      const detached = ['-inform', 'DER', '-in', 'out/note.p7s', '-content', 'note.txt', '-noverify', '-out', 'verified'];
      const answer = openssl(folder, 'cms', '-verify', '-binary', ...detached);
      expect(answer.text).toContain('Verification successful');
    });

    it('spends one try on a wrong PIN, and wants what the token tells of it confirmed', async () => {
      expect(await cades('9999\n1234\n')).toMatchObject({ exit: 1, json: { error: { code: 'PIN_WRONG' } } });
      expect(await cades()).toMatchObject({ exit: 1, json: { error: { code: 'PIN_CONFIRMATION_NEEDED' } } });
      expect(await cades('1234\n', '--confirm-tries', 'unknown')).toMatchObject({ exit: 0 });
      expect(await cades()).toMatchObject({ exit: 0 });
    });
  });

  it('refuses a token with an authentication certificate', async () => {
    await softHsm.token({ label: 'HPKI', ...content.authentication });
    expect(await cades()).toMatchObject({ exit: 1, json: { error: { code: 'MODULE_FOR_AUTHENTICATION' } } });
  });

  it('wants to be told which of two tokens signs', async () => {
    await doctorsToken('one');
    await doctorsToken('two');
    expect(await cades()).toMatchObject({ exit: 2, json: { error: { code: 'TOKEN_AMBIGUOUS' } } });
    expect(await cades('1234\n', '--reader', 'two (PKCS#11)')).toMatchObject({ exit: 0 });
  });

  it.each<[string, (path: string) => Promise<unknown>, number, string]>([
    ['nothing.so', async () => {}, 3, 'MODULE_MISSING'],
    ['HpkiAuthP11_Test.so', (path) => copyFile(SOFTHSM_MODULE, path), 1, 'MODULE_FOR_AUTHENTICATION'],
  ])('%s is refused', async (name, make, exit, code) => {
    await make(at(name));
    const answer = await hpki(
      ['sign', at('note.txt'), '-o', at('out/note.p7s'), '--format', 'cades', '--pkcs11', at(name), '--data', at('data'), '--pin-stdin'],
      '1234\n',
    );
    expect(answer).toMatchObject({ exit, json: { error: { code } } });
  });

  it('does not take a virtual card as well', async () => {
    expect(await cades('1234\n', '--virtual', at('card'))).toMatchObject({ exit: 2, json: { error: { code: 'USAGE_WRONG' } } });
  });
}, ['pdfsig', 'xmlsec1', 'openssl']);
