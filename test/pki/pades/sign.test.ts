import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseSignedData } from '../../../pki/cms/parse.ts';
import { isSound, readSignatures } from '../../../pki/pades/read/signatures.ts';
import { signPades, signPadesFile } from '../../../pki/pades/sign.ts';
import { verifyPades } from '../../../pki/pades/verify.ts';
import { MemorySource } from '../../../pki/pdf/bytes/source.ts';
import { openPdf } from '../../../pki/pdf/document.ts';
import { nameOf, type PdfString } from '../../../pki/pdf/syntax/objects.ts';
import { decodeText } from '../../../pki/pdf/syntax/text.ts';
import type { Signer } from '../../../pki/signer.ts';
import type { VerificationOptions } from '../../../pki/trust.ts';
import { authorityWithDoctor } from '../../support/authority.ts';
import { folderWith } from '../../support/openssl.ts';
import { buildPdf, ONE_PAGE, type PdfBodies, type PdfShape } from '../../support/pdf.ts';
import { failureOf } from '../../support/pki-failure.ts';

const now = new Date('2026-11-20T03:34:56Z');
let signer: Signer;
let options: VerificationOptions;

beforeAll(async () => {
  ({ signer, options } = await authorityWithDoctor(now));
});

const sign = (source: Uint8Array) => signPades({ source, signer, signingTime: now });
const open = (bytes: Uint8Array) => openPdf(new MemorySource(bytes));
const catalog = (form: string): PdfBodies => ({ 1: `<</Type/Catalog/Pages 2 0 R/AcroForm ${form}>>` });
const page = (annotations: string): PdfBodies => ({ 3: `<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Annots ${annotations}>>` });
const EMPTY_FIELD = '<</Type/Annot/Subtype/Widget/FT/Sig/T(Doctor)/P 3 0 R/Rect[10 10 200 60]';

/** Ways in which a form and the annotations of a page are written. */
const LAYOUTS: readonly (readonly [string, PdfBodies, PdfShape])[] = [
  ['no form', {}, {}],
  ['no form, cross-reference stream', {}, { kind: 'stream' }],
  ['no objects of their own', {}, { kind: 'stream', compressed: ONE_PAGE }],
  ['a form inside the catalog', catalog('<</Fields[]>>'), {}],
  ['a form of its own', { ...catalog('4 0 R'), 4: '<</Fields[5 0 R]>>', 5: '<</FT/Tx/T(a)>>' }, {}],
  ['fields of their own', { ...catalog('4 0 R'), 4: '<</Fields 6 0 R>>', 5: '<</FT/Tx/T(a)>>', 6: '[5 0 R]' }, {}],
  ['annotations on the page', { ...page('[4 0 R]'), 4: '<</Subtype/Text/Rect[0 0 9 9]>>' }, {}],
  ['annotations of their own', { ...page('5 0 R'), 4: '<</Subtype/Text/Rect[0 0 9 9]>>', 5: '[4 0 R]' }, {}],
  ['annotations that are not there', page('9 0 R'), {}],
  ['a prepared field', { ...catalog('<</Fields[4 0 R]>>'), ...page('[4 0 R]'), 4: `${EMPTY_FIELD}>>` }, {}],
  [
    'a prepared field with its widget apart',
    {
      ...catalog('<</Fields[4 0 R]>>'),
      ...page('[5 0 R]'),
      4: '<</FT/Sig/T(Doctor)/Kids[5 0 R]>>',
      5: '<</Subtype/Widget/Parent 4 0 R/P 3 0 R/Rect[10 10 200 60]>>',
    },
    {},
  ],
];

describe.each(LAYOUTS)('a document with %s', (_, bodies, shape) => {
  it('is signed twice, each time as a prefix of what follows', async () => {
    const merged = { ...ONE_PAGE, ...bodies };
    const inside = shape.compressed ? { ...shape, compressed: merged } : shape;
    const original = buildPdf(shape.compressed ? {} : merged, inside);
    const once = await sign(original);
    const twice = await sign(once);
    const report = await verifyPades({ name: 'letter.pdf', bytes: twice }, options);
    expect({
      prefixes: [Buffer.compare(once.subarray(0, original.length), original), Buffer.compare(twice.subarray(0, once.length), once)],
      kinds: new Set(open(twice).references.sections.map(({ kind }) => kind)).size,
      conclusion: report.conclusion,
      signatures: report.signatures.map(({ conclusion, intact, level, coversWholeDocument }) => [conclusion, intact, level, coversWholeDocument]),
    }).toEqual({
      prefixes: [0, 0],
      kinds: 1,
      conclusion: 'TOTAL-PASSED',
      signatures: [
        ['TOTAL-PASSED', true, 'B', false],
        ['TOTAL-PASSED', true, 'B', true],
      ],
    });
  });
});

describe('the signature', () => {
  it('is in CAdES form with its facts in the dictionary and no signing-time', async () => {
    const signed = await signPades({ source: buildPdf(), signer, signingTime: now, reason: '診療情報提供', location: 'Tokyo' });
    const document = open(signed);
    const [signature] = readSignatures(document).filter(isSound);
    const { dictionary } = signature!;
    const text = (key: string): string => decodeText((dictionary.get(key) as PdfString).bytes);
    const { signers, certificates } = parseSignedData(signature!.range.contents, { zeroPadding: true });
    expect({
      names: ['Type', 'Filter', 'SubFilter'].map((key) => nameOf(dictionary.get(key))),
      texts: ['M', 'Name', 'Reason', 'Location'].map(text),
      flags: document.dictionary(document.catalog.get('AcroForm'))!.get('SigFlags'),
      attributes: signers[0]!.signedAttributes.map(({ type }) => type),
      certificates: certificates.length,
      reserved: signature!.range.contents.length,
    }).toEqual({
      names: ['Sig', 'Adobe.PPKLite', 'ETSI.CAdES.detached'],
      texts: ['D:20261120033456Z', '検証　太郎', '診療情報提供', 'Tokyo'],
      flags: 3,
      attributes: ['1.2.840.113549.1.9.3', '1.2.840.113549.1.9.4', '1.2.840.113549.1.9.16.2.47'],
      certificates: 3,
      reserved: 16_384,
    });
  });

  it.each<[string, PdfBodies, string[]]>([
    ['fills a prepared field', { 4: `${EMPTY_FIELD}>>` }, ['Doctor']],
    ['passes over one with mandatory values', { 4: `${EMPTY_FIELD}/SV<</Ff 1>>>>` }, ['Signature1']],
    ['fills one with values that are wishes', { 4: `${EMPTY_FIELD}/SV<</Ff 0>>>>` }, ['Doctor']],
    ['takes a name that is free', { 4: '<</FT/Tx/T(Signature1)>>' }, ['Signature2']],
  ])('%s', async (_, bodies, names) => {
    const signed = await sign(buildPdf({ ...ONE_PAGE, ...catalog('<</Fields[4 0 R]>>'), ...page('[4 0 R]'), ...bodies }));
    expect(readSignatures(open(signed)).map(({ field }) => field.name)).toEqual(names);
  });
});

describe('from file to file', () => {
  it('writes what memory to memory gives and leaves the original alone', async () => {
    const original = buildPdf();
    const folder = folderWith({ 'letter.pdf': original });
    await signPadesFile({ source: join(folder, 'letter.pdf'), sink: join(folder, 'signed.pdf'), signer, signingTime: now });
    expect([
      Buffer.compare(readFileSync(join(folder, 'letter.pdf')), original),
      Buffer.compare(readFileSync(join(folder, 'signed.pdf')), await sign(original)),
      readdirSync(folder).toSorted(),
    ]).toEqual([0, 0, ['letter.pdf', 'signed.pdf']]);
  });

  it.each<[string, (folder: string) => Parameters<typeof signPadesFile>[0]]>([
    ['a refused document', (folder) => ({ source: join(folder, 'broken.pdf'), sink: join(folder, 'signed.pdf'), signer, signingTime: now })],
    [
      'a card that fails',
      (folder) => ({
        source: join(folder, 'letter.pdf'),
        sink: join(folder, 'signed.pdf'),
        signer: { ...signer, sign: () => Promise.reject(new Error('card removed')) },
        signingTime: now,
      }),
    ],
    ['itself as target', (folder) => ({ source: join(folder, 'letter.pdf'), sink: `${folder}/./letter.pdf`, signer, signingTime: now })],
    ['no such folder', (folder) => ({ source: join(folder, 'letter.pdf'), sink: join(folder, 'none', 'signed.pdf'), signer, signingTime: now })],
  ])('%s leaves nothing behind', async (_, order) => {
    const files = { 'letter.pdf': buildPdf(), 'broken.pdf': buildPdf().subarray(0, 200) };
    const folder = folderWith(files);
    await expect(signPadesFile(order(folder))).rejects.toThrow();
    expect([readdirSync(folder).toSorted(), Buffer.compare(readFileSync(join(folder, 'letter.pdf')), files['letter.pdf'])]).toEqual([
      ['broken.pdf', 'letter.pdf'],
      0,
    ]);
  });

  it('does not replace a signed file that a second run cannot finish', async () => {
    const folder = folderWith({ 'letter.pdf': buildPdf().subarray(0, 200) });
    mkdirSync(join(folder, 'out'));
    await signPadesFile({ source: join(folder, 'letter.pdf'), sink: join(folder, 'out', 'signed.pdf'), signer, signingTime: now }).catch(() => null);
    expect(existsSync(join(folder, 'out', 'signed.pdf'))).toBe(false);
  });
});

describe('refusals', () => {
  const lock = (entries: string): PdfBodies => ({
    ...ONE_PAGE,
    ...catalog('<</Fields[4 0 R]>>'),
    ...page('[4 0 R]'),
    4: `${EMPTY_FIELD}/Lock<<${entries}>>>>`,
  });

  it.each<[string, PdfBodies, string | null]>([
    ['permits nothing more', lock('/Action/Include/Fields[]/P 1'), 'PDF_CERTIFIED_NO_CHANGES'],
    ['locks every field', lock('/Action/All'), 'PDF_RESTRICTED'],
    ['locks every field but one', lock('/Action/Exclude/Fields[(Patient)]'), 'PDF_RESTRICTED'],
    ['locks the next field', lock('/Action/Include/Fields[(Signature1)]'), 'PDF_RESTRICTED'],
    ['locks another field', lock('/Action/Include/Fields[(Patient)]'), null],
    ['permits signatures', lock('/Action/Include/Fields[]/P 2'), null],
  ])('a second signature behind one that %s', async (_, bodies, code) => {
    const once = await sign(buildPdf(bodies));
    expect(await failureOf(() => sign(once))).toBe(code);
  });

  it.each(['T', 'LT', 'LTA'] as const)('level %s is not made here', async (level) => {
    expect(await failureOf(() => signPades({ source: buildPdf(), signer, signingTime: now, level }))).toBe('LEVEL_NOT_AVAILABLE');
  });

  it('a page with a key that stands twice is not rewritten', async () => {
    expect(await failureOf(() => sign(buildPdf({ ...ONE_PAGE, 3: '<</Type/Page/MediaBox[0 0 9 9]/MediaBox[0 0 99 99]>>' })))).toBe('PDF_BROKEN');
  });

  it('a signature that turns out larger than its room', async () => {
    let asked = 0;
    const swelling: Signer = {
      ...signer,
      get chain() {
        asked += 1;
        return asked === 1 ? [] : Array(60).fill(signer.certificate);
      },
    };
    expect(await failureOf(() => signPades({ source: buildPdf(), signer: swelling, signingTime: now }))).toBe('PDF_SIGNATURE_TOO_LARGE');
  });
});
