import { spawnSync } from 'node:child_process';
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { isSound, readSignatures } from '../../pki/pades/read/signatures.ts';
import { signPades, signPadesFile } from '../../pki/pades/sign.ts';
import { verifyPades } from '../../pki/pades/verify.ts';
import { MemorySource } from '../../pki/pdf/bytes/source.ts';
import { openPdf } from '../../pki/pdf/document.ts';
import type { TestAuthority } from '../../pki/test-authority/authority.ts';
import type { Signer } from '../../pki/signer.ts';
import { authorityWithDoctor } from '../support/authority.ts';
import { describeWith } from '../support/needs.ts';
import { folderWith, openssl, pem } from '../support/openssl.ts';
import { buildPdf, ONE_PAGE } from '../support/pdf.ts';
import { pdfsig } from '../support/pdfsig.ts';
import { failureOf } from '../support/pki-failure.ts';
import { withCorpus } from '../support/shared-data.ts';

/** Programs that know no time but the clock's. */
const now = new Date();
let authority: TestAuthority;
let signer: Signer;

beforeAll(async () => {
  ({ authority, signer } = await authorityWithDoctor(now));
});

const run = (program: string, ...args: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  return stdout;
};

const OURS = 'ETSI.CAdES.detached';
const answers = (file: string) => pdfsig(file).map(({ form, valid, total }) => ({ form, valid, total }));

describeWith(['pdfsig'], 'pdfsig', () => {
  it.each(['table', 'stream'] as const)('says valid for both of two signatures (cross-reference %s)', async (kind) => {
    const once = await signPades({ source: buildPdf(ONE_PAGE, { kind }), signer, signingTime: now, stamp: {} });
    const folder = folderWith({ 'twice.pdf': await signPades({ source: once, signer, signingTime: now }) });
    expect(answers(join(folder, 'twice.pdf'))).toEqual([
      { form: OURS, valid: true, total: false },
      { form: OURS, valid: true, total: true },
    ]);
  });

  withCorpus('pdf', (corpus) => {
    const REFUSED: Readonly<Record<string, string>> = {
      'EmptyPage-corrupted.pdf': 'PDF_BROKEN',
      'open_protected.pdf': 'PDF_ENCRYPTED',
      'restricted_fields.pdf': 'PDF_RESTRICTED',
      'signed/hide.pdf': 'PDF_ALTERED_AFTER_SIGNING',
    };
    const files = globSync('**/*.pdf', { cwd: corpus })
      .map((file) => file.replaceAll('\\', '/'))
      .toSorted();

    it.each(files.filter((file) => file in REFUSED))('%s is refused and stays as it is', async (name) => {
      const original = readFileSync(join(corpus, name));
      const folder = folderWith({ 'original.pdf': original });
      const order = { source: join(folder, 'original.pdf'), sink: join(folder, 'signed.pdf'), signer, signingTime: now };
      expect(await failureOf(() => signPadesFile(order))).toBe(REFUSED[name]);
      expect([readFileSync(order.source).equals(original), globSync('*', { cwd: folder })]).toEqual([true, ['original.pdf']]);
    });

    it.each(files.filter((file) => !(file in REFUSED)))('%s: valid with one and with two signatures of ours, earlier ones still', async (name) => {
      const original = readFileSync(join(corpus, name));
      const folder = folderWith({ 'original.pdf': original });
      const [source, once, twice] = ['original.pdf', 'once.pdf', 'twice.pdf'].map((file) => join(folder, file)) as [string, string, string];
      await signPadesFile({ source, sink: once, signer, signingTime: now, stamp: {} });
      await signPadesFile({ source: once, sink: twice, signer, signingTime: now });
      const [first, second] = [readFileSync(once), readFileSync(twice)];
      expect([first.subarray(0, original.length).equals(original), second.subarray(0, first.length).equals(first)]).toEqual([true, true]);

      const before = pdfsig(source).filter(({ valid }) => valid).length;
      const found = answers(twice);
      expect(found.filter(({ valid }) => valid)).toHaveLength(before + 2);
      expect(found.filter(({ form, valid, total }) => form === OURS && valid && total)).toHaveLength(1);

      const report = await verifyPades(
        { name, bytes: second },
        { anchors: [authority.anchor], pinned: [], chain: [], crls: authority.crls, at: now, acceptTestCards: true },
      );
      const ours = report.signatures.filter(({ test }) => test);
      expect([ours.map(({ conclusion }) => conclusion), report.signatures.every(({ intact }) => intact)]).toEqual([
        ['TOTAL-PASSED', 'TOTAL-PASSED'],
        true,
      ]);
    });
  });
});

describeWith(['openssl'], 'openssl', () => {
  it('accepts the CMS cut out of our PDF as CAdES over the rest of the file', async () => {
    const signed = Buffer.from(await signPades({ source: buildPdf(), signer, signingTime: now }));
    const [signature] = readSignatures(openPdf(new MemorySource(signed))).filter(isSound);
    const { gap, contents } = signature!.range;
    const folder = folderWith({
      'signature.der': contents,
      'content.bin': Buffer.concat([signed.subarray(0, gap.start), signed.subarray(gap.end)]),
      'root.pem': pem('CERTIFICATE', authority.keys.root.certificate),
    });
    const args = ['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', 'signature.der', '-content', 'content.bin', '-CAfile', 'root.pem'];
    expect(openssl(folder, ...args, '-purpose', 'any', '-out', 'verified.bin')).toEqual({
      status: 0,
      text: expect.stringContaining('CAdES Verification successful'),
    });
  });
});

describeWith(['pdftoppm', 'pdftotext', 'pdffonts'], 'poppler', () => {
  const LINES = ['髙﨑　德子', '神\u{fe00}𠮷か゚', 'Medical Doctor'];

  describe.each([0, 90, 180, 270])('shows the stamp on a page turned by %i', (rotation) => {
    it('upright in its corner, readable as text, in an embedded font', async () => {
      const bodies = { ...ONE_PAGE, 3: `<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Rotate ${rotation}>>` };
      const signed = await signPades({ source: buildPdf(bodies), signer, signingTime: now, stamp: { lines: LINES } });
      const folder = folderWith({ 'stamped.pdf': signed });
      const file = join(folder, 'stamped.pdf');
      const lines = run('pdftotext', '-enc', 'UTF-8', file, '-').split(/[\n\f]+/);
      expect(lines.filter((line) => line !== '').map((line) => line.replace(/\s/, '　'))).toEqual([
        '検証用',
        '髙﨑　德子',
        '神\u{fe00}𠮷か゚',
        'Medical　Doctor',
      ]);
      expect(run('pdffonts', file)).toMatch(/NotoSansJP-Regular\s+CID TrueType\s+Identity-H\s+yes yes yes/);
      run('pdftoppm', '-r', '72', '-gray', '-singlefile', file, join(folder, 'page'));
      const { width, height, inked } = ink(readFileSync(join(folder, 'page.pgm')));
      expect([width, height]).toEqual(rotation % 180 === 0 ? [400, 300] : [300, 400]);
      const [left, top, right, bottom] = inked;
      expect([width - right, height - bottom].every((margin) => Math.abs(margin - 24) <= 2)).toBe(true);
      expect(right - left).toBeGreaterThan(bottom - top);
    });
  });

  it('the file grows by less than 80 kilobytes', async () => {
    const original = buildPdf();
    const folder = folderWith({ 'original.pdf': original });
    await signPadesFile({
      source: join(folder, 'original.pdf'),
      sink: join(folder, 'signed.pdf'),
      signer,
      signingTime: now,
      stamp: { lines: LINES },
    });
    expect(statSync(join(folder, 'signed.pdf')).size - original.length).toBeLessThan(80_000);
  });
});

/** Size of a greyscale picture (PGM) and the box around everything that is not white. */
function ink(picture: Buffer) {
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(picture.toString('latin1', 0, 64))!;
  const [width, height] = [Number(head[1]), Number(head[2])];
  const pixels = picture.subarray(head[0].length);
  const box: [number, number, number, number] = [width, height, 0, 0];
  for (let at = 0; at < width * height; at += 1) {
    if (pixels[at]! > 200) continue;
    const [x, y] = [at % width, Math.floor(at / width)];
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x + 1);
    box[3] = Math.max(box[3], y + 1);
  }
  return { width, height, inked: box };
}
