import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { buildPrescriptionDocument } from '../../../pki/eps/build.ts';
import { buildDispensingDocument } from '../../../pki/eps/build-dispensing.ts';
import { readCj1, writeCj1 } from '../../../pki/eps/cj1.ts';
import { prescriptionContent } from '../../../pki/eps/content.ts';
import { type PrescriptionProfile, signDispensingDocument, signPrescriptionDocument } from '../../../pki/eps/sign.ts';
import { verifyEps } from '../../../pki/eps/verify.ts';
import { decodeText, encodeText } from '../../../pki/xml/text.ts';
import { NOW, trusting } from '../../support/hpki-chain.ts';
import { besides, doctor, pharmacist, SAMPLE_CSV, signedPrescription, signerOf } from '../../support/prescription.ts';
import { describeWith } from '../../support/needs.ts';
import { withCorpus } from '../../support/shared-data.ts';
import { xmlsecVerify } from '../../support/xmlsec.ts';

const CSV = writeCj1([
  { number: '1', fields: ['試験　太郎', '1', '19800131'] },
  { number: '5', fields: ['20260601', '1'] },
]);
const PROFILES = ['official-sample', 'exclusive'] as const satisfies readonly PrescriptionProfile[];
const signing = { signer: signerOf(pharmacist), profile: 'official-sample', signingTime: NOW } as const;
const check = (bytes: Uint8Array) =>
  verifyEps(
    { name: 'd.xml', bytes },
    trusting(doctor, {
      anchors: [doctor.anchor, pharmacist.anchor],
      chain: [doctor.authority, pharmacist.authority],
      crls: [...besides(doctor).crls, ...besides(pharmacist).crls],
    }),
  );

let prescription: Uint8Array;
let text: string;
beforeAll(async () => {
  prescription = await signedPrescription();
  text = decodeText(prescription);
});
const inside = (document: string): string => /<Prescription>(.*)<\/Prescription>/s.exec(document)![1]!;

describe('a dispensing document', () => {
  it('holds the prescription character for character in the layout of the official sample', () => {
    expect(decodeText(buildDispensingDocument({ prescription, csv: CSV }))).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>' +
        '<Document xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="Document" xsi:noNamespaceSchemaLocation="ED.xsd">' +
        '<DispensingManagement id="DispensingManagement"><Version Value="EPD1.0"/></DispensingManagement>' +
        `<Dispensing id="Dispensing"><ReferencePrescription>${inside(text)}</ReferencePrescription>` +
        `<DispensingDocument id="DispensingDocument">${Buffer.from(CSV).toString('base64')}</DispensingDocument></Dispensing></Document>`,
    );
  });

  it.each<[string, (text: string) => string]>([
    [
      'white space and elements of the service',
      (given) => given.replace('</PrescriptionManagement>', '\n\t<PrescriptionId Value="1" />\n</PrescriptionManagement>'),
    ],
    [
      'the service’s own information',
      (given) => given.replace('</PrescriptionDocument>', '</PrescriptionDocument><AdditionalPrescriptionInformation id="A"/>'),
    ],
    ['a byte order mark', (given) => `\uFEFF${given}`],
    ['no signature', (given) => given.replace(/<PrescriptionSign>.*<\/PrescriptionSign>/s, '')],
  ])('takes over %s', (_what, change) => {
    const given = change(text);
    const made = decodeText(buildDispensingDocument({ prescription: encodeText(given), csv: CSV }));
    expect(made).toContain(`<ReferencePrescription>${inside(given)}</ReferencePrescription>`);
    expect(prescriptionContent(encodeText(made))).toEqual(SAMPLE_CSV);
  });

  it('declares the namespaces that a signature without transforms covers', async () => {
    const unsigned = decodeText(buildPrescriptionDocument(SAMPLE_CSV)).replace('<Document ', '<Document xmlns:y="urn:y?a=1&amp;b=2" ');
    const signed = await signPrescriptionDocument({
      xml: encodeText(unsigned),
      signer: signerOf(doctor),
      profile: 'official-sample',
      signingTime: NOW,
    });
    const made = await signDispensingDocument({ xml: buildDispensingDocument({ prescription: signed, csv: CSV }), ...signing });
    expect((await check(made)).conclusion).toBe('TOTAL-PASSED');
  });

  it.each<[string, (text: string) => string, string]>([
    ['a language around it', (given) => given.replace('<Document ', '<Document xml:lang="ja" '), 'PRESCRIPTION_NOT_EMBEDDABLE'],
    [
      'another meaning of the prefix xsi',
      (given) => given.replace('xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"', 'xmlns:xsi="urn:x"'),
      'PRESCRIPTION_NOT_EMBEDDABLE',
    ],
    [
      'an identifier of the outer document',
      (given) => given.replace('id="PrescriptionManagement"', 'id="Dispensing"'),
      'PRESCRIPTION_NOT_EMBEDDABLE',
    ],
    [
      'a namespace declared by Prescription',
      (given) => given.replace('<Prescription>', '<Prescription xmlns:z="urn:z">'),
      'PRESCRIPTION_NOT_EMBEDDABLE',
    ],
    ['a comment', (given) => given.replace('<Prescription>', '<Prescription><!-- x -->'), 'XML_FORBIDDEN_CONSTRUCT'],
    ['a second content', (given) => given.replace('<PrescriptionSign>', '<PrescriptionDocument/><PrescriptionSign>'), 'PRESCRIPTION_MALFORMED'],
    ['content that is not SJ1', (given) => given.replace('>U0oxC', '>Q0oxC'), 'PRESCRIPTION_MALFORMED'],
    ['broken XML', (given) => given.slice(0, -2), 'XML_UNREADABLE'],
  ])('refuses a prescription with %s', (_what, change, code) => {
    expect(() => buildDispensingDocument({ prescription: encodeText(change(text)), csv: CSV })).toThrow(expect.objectContaining({ code }));
  });

  it('refuses what is no dispensing information file', () => {
    expect(() => buildDispensingDocument({ prescription, csv: SAMPLE_CSV })).toThrow(expect.objectContaining({ code: 'DISPENSING_MALFORMED' }));
  });
});

describe('the pharmacist’s signature', () => {
  const unsigned = () => decodeText(buildDispensingDocument({ prescription, csv: CSV }));

  it.each(PROFILES.flatMap((inner) => PROFILES.map((outer) => [inner, outer] as const)))(
    'over a prescription of profile %s, itself of profile %s, verifies beside the doctor’s',
    async (inner, outer) => {
      const xml = buildDispensingDocument({ prescription: await signedPrescription(inner), csv: CSV });
      const bytes = await signDispensingDocument({ xml, ...signing, profile: outer });
      const report = await check(bytes);
      expect([report.conclusion, ...report.signatures.map(({ id, signer }) => [id, signer?.hcRoles])]).toEqual([
        'TOTAL-PASSED',
        ['PrescriptionSign', ['Medical Doctor']],
        ['DispensingSign', ['Pharmacist']],
      ]);
      expect(decodeText(bytes).replace(/<DispensingSign>.*<\/DispensingSign>/s, '')).toBe(decodeText(xml));
    },
  );

  it('stands over a paper prescription too', async () => {
    const xml = buildDispensingDocument({ prescription: buildPrescriptionDocument(SAMPLE_CSV), csv: CSV });
    expect((await check(await signDispensingDocument({ xml, ...signing }))).conclusion).toBe('TOTAL-PASSED');
  });

  it.each<[string, (text: string) => string, unknown[]]>([
    ['what was dispensed', (given) => given.replace('>Q0ox', '>Q0oy'), [true, false]],
    ['the prescription', (given) => given.replace('>U0oxC', '>U0oxD'), [false, false]],
    ['something of the prescription that the doctor did not sign', (given) => given.replace('EPS1.0', 'EPS1.1'), [true, false]],
    ['the version of the document, which nobody signs', (given) => given.replace('EPD1.0', 'EPD1.1'), [true, true]],
  ])('%s changed', async (_what, change, intact) => {
    const signed = decodeText(await signDispensingDocument({ xml: encodeText(unsigned()), ...signing }));
    expect((await check(encodeText(change(signed)))).signatures.map((signature) => signature.intact)).toEqual(intact);
  });

  it.each<[string, () => Promise<string> | string, string]>([
    [
      'a signed document',
      async () => decodeText(await signDispensingDocument({ xml: encodeText(unsigned()), ...signing })),
      'DISPENSING_ALREADY_SIGNED',
    ],
    ['a prescription', () => text, 'DISPENSING_ALREADY_SIGNED'],
    ['an unsigned prescription', () => decodeText(buildPrescriptionDocument(SAMPLE_CSV)), 'DISPENSING_MALFORMED'],
    ['a signature elsewhere within', () => unsigned().replaceAll('PrescriptionSign>', 'Elsewhere>'), 'DISPENSING_MALFORMED'],
    ['no identifier', () => unsigned().replace(' id="Dispensing"', ''), 'DISPENSING_MALFORMED'],
    ['its identifier twice', () => unsigned().replace('id="DispensingManagement"', 'id="Dispensing"'), 'DISPENSING_MALFORMED'],
    ['no dispensing information', () => unsigned().replace('>Q0ox', '>U0ox'), 'DISPENSING_MALFORMED'],
    ['no prescription', () => unsigned().replace('>U0oxC', '>Q0oxC'), 'PRESCRIPTION_MALFORMED'],
    ['a comment', () => unsigned().replace('<Dispensing ', '<!-- x --><Dispensing '), 'XML_FORBIDDEN_CONSTRUCT'],
  ])('is not put into %s', async (_what, make, code) => {
    const xml = encodeText(await make());
    await expect(signDispensingDocument({ xml, ...signing })).rejects.toThrow(expect.objectContaining({ code }));
  });
});

describeWith(['xmlsec1'], 'xmlsec1 accepts both signatures', () => {
  it.each(PROFILES)('of profile %s', async (profile) => {
    const xml = buildDispensingDocument({ prescription: await signedPrescription(profile), csv: CSV });
    const bytes = await signDispensingDocument({ xml, ...signing, profile });
    expect(['PrescriptionSign', 'DispensingSign'].map((id) => xmlsecVerify(bytes, id))).toEqual(['OK 3/3', 'OK 3/3']);
  });

  withCorpus('hpki', (folder) => {
    it('around the official prescription, whose signature stays what it is', async () => {
      const official = await readFile(join(folder, 'prescription-004_01.xml'));
      const bytes = await signDispensingDocument({ xml: buildDispensingDocument({ prescription: official, csv: CSV }), ...signing });
      expect(['PrescriptionSign', 'DispensingSign'].map((id) => xmlsecVerify(bytes, id))).toEqual(['OK 3/3', 'OK 3/3']);
    });
  });
});

describe('the dispensing information file', () => {
  const field = fc.string({ unit: 'grapheme' }).map((value) => value.replaceAll(/[,\p{Cc}]/gu, ''));

  it('is read as it was written, and begins as the official sample', () => {
    const record = fc.record({ number: fc.integer({ min: 1, max: 999 }).map(String), fields: fc.array(field, { maxLength: 8 }) });
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 20 }), (records) => {
        const bytes = writeCj1(records);
        expect(readCj1(bytes).map(({ number, fields }) => ({ number, fields }))).toEqual(records);
        expect(Buffer.from(bytes).toString().startsWith('CJ1,\n')).toBe(true);
      }),
    );
  });

  it.each([
    ['without second field', 'CJ1\n1,a', 1],
    ['with one', 'CJ1,1\n1,a\n2,b\n', 2],
  ])('%s is read', (_what, given, count) => {
    expect(readCj1(Buffer.from(given)).length).toBe(count);
  });

  it.each([
    ['a prescription', 'SJ1\n1,a'],
    ['CR LF', 'CJ1,\r\n1,a\r\n'],
    ['a mark', '\uFEFFCJ1,\n1,a'],
    ['no records', 'CJ1,\n'],
    ['a line without number', 'CJ1,\na'],
  ])('refuses %s', (_what, given) => {
    expect(() => readCj1(Buffer.from(given))).toThrow(expect.objectContaining({ code: 'DISPENSING_MALFORMED' }));
  });
});
