import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PkiError, type PkiErrorCode } from '../../pki/errors.ts';
import { verifyEps } from '../../pki/eps/verify.ts';
import { isSound, readSignatures } from '../../pki/pades/read/signatures.ts';
import { verifyPades } from '../../pki/pades/verify.ts';
import { withDefiniteLengths } from '../../pki/asn1/ber.ts';
import { MemorySource } from '../../pki/pdf/bytes/source.ts';
import { openPdf } from '../../pki/pdf/document.ts';
import { productionTrust } from '../../pki/trust-store/production-trust.ts';
import { describeWith } from '../support/needs.ts';
import { folderWith, openssl } from '../support/openssl.ts';
import { pdfsig } from '../support/pdfsig.ts';
import { withCorpus } from '../support/shared-data.ts';
import { xmlsecVerify } from '../support/xmlsec.ts';

const options = { ...productionTrust(), chain: [], crls: [], at: new Date('2026-11-20T00:00:00Z'), acceptTestCards: false };

withCorpus('pdf', (corpus) => {
  const folder = join(corpus, 'signed');
  const files = readdirSync(folder);
  const read = (file: string): Buffer => readFileSync(join(folder, file));
  const ours = async (bytes: Uint8Array) => (await verifyPades({ name: 'x.pdf', bytes }, options)).signatures;

  describeWith(['pdfsig'], 'pdfsig and we say the same of every signature', () => {
    /** Where the answers differ, and why. Signatures are told as `field: intact, as far as the end`. */
    const DIFFERENCES: Readonly<Record<string, { readonly why: string; readonly ours: readonly string[] | PkiErrorCode }>> = {
      'EmptyPage-corrupted.pdf': { why: 'poppler rebuilds cross-references that are not there; we repair nothing', ours: 'PDF_BROKEN' },
      'open_protected.pdf': { why: 'neither opens it without its password; pdfsig says so beside its answer', ours: 'PDF_ENCRYPTED' },
      'restricted_fields.pdf': { why: 'poppler decrypts with the empty password; we refuse what is encrypted', ours: 'PDF_RESTRICTED' },
      'signed/Signature-P-DE_SCI-4.pdf': {
        why: 'the second is a document time stamp: poppler knows no such form, to us it is evidence for the first',
        ours: ['Signatur_1459435797602: true, false'],
      },
    };
    const all = globSync('**/*.pdf', { cwd: corpus }).map((file) => file.replaceAll('\\', '/'));
    const ourAnswer = async (file: string): Promise<readonly string[] | PkiErrorCode> => {
      try {
        return (await ours(readFileSync(join(corpus, file)))).map(
          ({ id, intact, coversWholeDocument }) => `${id}: ${intact}, ${coversWholeDocument}`,
        );
      } catch (error) {
        if (error instanceof PkiError) return error.code;
        throw error;
      }
    };

    it.each(all.toSorted())('%s', async (file) => {
      const theirs = pdfsig(join(corpus, file)).map(({ field, valid, total }) => `${field}: ${valid}, ${total}`);
      const answer = await ourAnswer(file);
      const difference = DIFFERENCES[file];
      expect(answer).toEqual(difference?.ours ?? theirs);
      if (difference) expect(theirs).not.toEqual(answer);
    });
  });

  describeWith(['openssl'], 'openssl agrees about the CMS of each', () => {
    const signatures = files.flatMap((file) => {
      const bytes = read(file);
      const found = readSignatures(openPdf(new MemorySource(bytes))).filter(isSound);
      return found.filter(({ kind }) => kind === 'signature').map((signature) => ({ name: `${file} ${signature.field.name}`, bytes, signature }));
    });
    const accepts = (cms: Uint8Array, content: Uint8Array): boolean => {
      const place = folderWith({ 'a.der': cms, 'content.bin': content });
      const args = ['cms', '-verify', '-noverify', '-binary', '-inform', 'DER', '-in', 'a.der', '-content', 'content.bin', '-out', 'out.bin'];
      return openssl(place, ...args).status === 0;
    };

    it.each(signatures)('$name', async ({ bytes, signature: { range, field } }) => {
      const { der } = withDefiniteLengths(range.contents);
      const content = Buffer.concat(range.spans.map(({ start, end }) => bytes.subarray(start, end)));
      expect(accepts(der, content)).toBe((await ours(bytes)).find(({ id }) => id === field.name)!.intact);
      const changed = Buffer.from(bytes);
      changed[20]! ^= 1;
      content[20]! ^= 1;
      expect(accepts(der, content)).toBe(false);
      expect((await ours(changed)).find(({ id }) => id === field.name)!.intact).toBe(false);
    });
  });

  it('the one that was altered after signing is intact and says that it was altered', async () => {
    const [{ intact, conclusion, checks }] = (await ours(read('hide.pdf'))) as [Awaited<ReturnType<typeof ours>>[number]];
    const changes = checks.find(({ id }) => id === 'changes-after-signing');
    expect([intact, conclusion, changes?.status]).toEqual([true, 'INDETERMINATE', 'failed']);
  });
});

withCorpus('hpki', (folder) => {
  describeWith(['xmlsec1'], 'xmlsec1 agrees about the official prescription', () => {
    const bytes = readFileSync(join(folder, 'prescription-004_01.xml'));
    const both = async (xml: Uint8Array) => {
      const { signatures } = await verifyEps({ name: 'x.xml', bytes: xml }, options);
      return [signatures[0]!.intact, xmlsecVerify(xml, signatures[0]!.id)];
    };

    it('as it is', async () => {
      expect(await both(bytes)).toEqual([true, 'OK 3/3']);
    });

    it('with another prescription in it', async () => {
      const [intact, theirs] = await both(Buffer.from(bytes.toString('latin1').replace(/(<PrescriptionDocument[^>]*>....)./, '$1A'), 'latin1'));
      expect([intact, String(theirs).split(' ')[0]]).toEqual([false, 'FAIL']);
    });
  });
});
