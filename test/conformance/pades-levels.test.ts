import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { withDefiniteLengths } from '../../pki/asn1/ber.ts';
import type { LevelMaterial, LevelOrder } from '../../pki/levels/material.ts';
import { extendPades, extendPadesFile } from '../../pki/pades/extend.ts';
import { isSound, readSignatures } from '../../pki/pades/read/signatures.ts';
import { signPades } from '../../pki/pades/sign.ts';
import { verifyPades } from '../../pki/pades/verify.ts';
import { MemorySource } from '../../pki/pdf/bytes/source.ts';
import { openPdf } from '../../pki/pdf/document.ts';
import type { SignatureLevel } from '../../pki/report.ts';
import { type LevelsWorld, levelsWorld } from '../support/levels.ts';
import { describeWith } from '../support/needs.ts';
import { folderWith, openssl, pem } from '../support/openssl.ts';
import { coveredBytes } from '../support/pades.ts';
import { buildPdf, ONE_PAGE } from '../support/pdf.ts';
import { pdfsig } from '../support/pdfsig.ts';
import { failureOf } from '../support/pki-failure.ts';
import { withCorpus } from '../support/shared-data.ts';

/** Programs that know no time but the clock's. */
let world: LevelsWorld;

beforeAll(async () => {
  world = await levelsWorld(new Date());
});

const sign = (source: Uint8Array, level: SignatureLevel): Promise<Uint8Array> =>
  signPades({ source, signer: world.signer, signingTime: world.clock.now, ...(level !== 'B' && world.order(level)) });
const extend = (source: Uint8Array, level: LevelOrder['level']): Promise<Uint8Array> => extendPades({ source, ...world.order(level) });

/** How documents come to their level. */
const WAYS: readonly (readonly [string, (source: Uint8Array) => Promise<Uint8Array>, readonly string[]])[] = [
  ['signed at T', (source) => sign(source, 'T'), ['Signature1']],
  ['signed at LT', (source) => sign(source, 'LT'), ['Signature1']],
  ['signed at LTA', (source) => sign(source, 'LTA'), ['Signature1', 'TimeStamp1']],
  ['extended from B to T', async (source) => extend(await sign(source, 'B'), 'T'), ['Signature1', 'TimeStamp1']],
  ['extended from B to LT', async (source) => extend(await sign(source, 'B'), 'LT'), ['Signature1', 'TimeStamp1']],
  ['extended from T to LTA', async (source) => extend(await sign(source, 'T'), 'LTA'), ['Signature1', 'TimeStamp1']],
  [
    'extended from B to LTA and renewed',
    async (source) => extend(await extend(await sign(source, 'B'), 'LTA'), 'LTA'),
    ['Signature1', 'TimeStamp1', 'TimeStamp2', 'TimeStamp3'],
  ],
  [
    'signed twice, the second time at LTA',
    async (source) => sign(await sign(source, 'LTA'), 'LTA'),
    ['Signature1', 'TimeStamp1', 'Signature2', 'TimeStamp2'],
  ],
];

describe.each(WAYS)('a document %s', (_, make, fields) => {
  describe.each(['table', 'stream'] as const)('with a cross-reference %s', (kind) => {
    let bytes: Buffer;
    beforeAll(async () => {
      bytes = Buffer.from(await make(buildPdf(ONE_PAGE, { kind })));
    });
    const found = () => readSignatures(openPdf(new MemorySource(bytes))).filter(isSound);
    /** Each CMS with what it is over. */
    const cutOut = (wanted: 'signature' | 'document-time-stamp') =>
      found().flatMap((signature, index) =>
        signature.kind === wanted ? [{ cms: withDefiniteLengths(signature.range.contents).der, content: coveredBytes(bytes, index) }] : [],
      );
    const roots = () => pem('CERTIFICATE', world.authority.keys.root.certificate);

    describeWith(['pdfsig'], 'pdfsig', () => {
      it('says valid for every signature and names the document time stamps', () => {
        const answers = pdfsig(join(folderWith({ 'letter.pdf': bytes }), 'letter.pdf'));
        expect(answers.map(({ field, form, validation }) => [field, form, validation])).toEqual(
          fields.map((field) =>
            field.startsWith('TimeStamp')
              ? [field, 'unknown', 'Signature has not yet been verified.']
              : [field, 'ETSI.CAdES.detached', 'Signature is Valid.'],
          ),
        );
        const covering = answers.filter(({ total }) => total).map(({ field }) => field);
        expect(covering).toEqual(found().at(-1)!.range.end === bytes.length ? [fields.at(-1)] : []);
      });
    });

    describeWith(['openssl'], 'openssl', () => {
      it('accepts every CMS over its range', () => {
        for (const { cms, content } of cutOut('signature')) {
          const folder = folderWith({ 'signature.der': cms, 'content.bin': content, 'root.pem': roots() });
          const args = [
            'cms',
            '-verify',
            '-cades',
            '-binary',
            '-inform',
            'DER',
            '-in',
            'signature.der',
            '-content',
            'content.bin',
            '-CAfile',
            'root.pem',
          ];
          const { status, text } = openssl(folder, ...args, '-purpose', 'any', '-out', 'verified.bin');
          expect([status, text]).toEqual([0, expect.stringContaining('CAdES Verification successful')]);
        }
      });

      it('accepts every document time stamp over its range, and no other', () => {
        for (const { cms, content } of cutOut('document-time-stamp')) {
          const folder = folderWith({ 'token.der': cms, 'content.bin': content, 'other.bin': content.subarray(1), 'root.pem': roots() });
          const verify = (data: string) => openssl(folder, 'ts', '-verify', '-token_in', '-in', 'token.der', '-data', data, '-CAfile', 'root.pem');
          expect([verify('content.bin').status, verify('content.bin').text]).toEqual([0, expect.stringContaining('Verification: OK')]);
          expect(verify('other.bin').status).not.toBe(0);
        }
      });
    });
  });
});

withCorpus('pdf', (corpus) => {
  const files = globSync('signed/*.pdf', { cwd: corpus }).map((file) => file.replaceAll('\\', '/'));

  describeWith(['pdfsig'], 'signatures of others', () => {
    /** Evidence of our own authority, which is about none of them. */
    const material = async (): Promise<LevelMaterial> => {
      const { keys, crls } = world.authority;
      const data = { certificates: [keys.signature.certificate, keys.root.certificate], crls, ocspResponses: [] };
      return { timeStamper: world.timeStamper, evidenceFor: async () => data };
    };

    it.each(files.filter((file) => !file.endsWith('hide.pdf')))('%s stay valid when we extend them to LTA', async (name) => {
      const original = readFileSync(join(corpus, name));
      const folder = folderWith({ 'original.pdf': original });
      const [source, sink] = [join(folder, 'original.pdf'), join(folder, 'raised.pdf')];
      await extendPadesFile({ source, sink, level: 'LTA', material: await material() });
      const raised = readFileSync(sink);
      expect(raised.subarray(0, original.length).equals(original)).toBe(true);
      const [before, after] = [pdfsig(source), pdfsig(sink)];
      const told = ({ field, form, validation }: (typeof before)[0]) => [field, form, validation];
      expect(after.slice(0, before.length).map(told)).toEqual(before.map(told));
      expect(after.slice(before.length).every(({ field, form }) => field.startsWith('TimeStamp') && form === 'unknown')).toBe(true);
      expect(after.at(-1)!.total).toBe(true);
      const { signatures: originals } = await verifyPades({ name, bytes: original }, world.options());
      const { signatures } = await verifyPades({ name, bytes: raised }, world.options());
      // Lists that say nothing about these signers are no evidence of theirs.
      expect(signatures.map(({ intact, level, checks }) => [intact, level, checks.find(({ id }) => id === 'changes-after-signing')!.status])).toEqual(
        originals.map(({ level }) => [true, level === 'LT' || level === 'LTA' ? 'LTA' : 'T', 'passed']),
      );
    });

    it('one that was altered after signing is not extended', async () => {
      const source = readFileSync(join(corpus, 'signed/hide.pdf'));
      expect(await failureOf(async () => extendPades({ source, level: 'LTA', material: await material() }))).toBe('PDF_ALTERED_AFTER_SIGNING');
    });
  });
});
