import { describe, expect, it } from 'vitest';
import { buildPrescriptionDocument } from '../../../pki/eps/build.ts';
import { prescriptionContent } from '../../../pki/eps/content.ts';
import { signPrescription, signPrescriptionDocument } from '../../../pki/eps/sign.ts';
import { verifyEps } from '../../../pki/eps/verify.ts';
import { decodeText, encodeText } from '../../../pki/xml/text.ts';
import { NOW, trusting } from '../../support/hpki-chain.ts';
import { besides, doctor, SAMPLE_CSV, signedPrescription, signerOf } from '../../support/prescription.ts';

const signing = { signer: signerOf(doctor), profile: 'official-sample', signingTime: NOW } as const;
const unsigned = decodeText(buildPrescriptionDocument(SAMPLE_CSV));
const withId = (text: string): string => text.replaceAll(/"(#?)id[0-9a-f]{8}-/g, '"$1id-').replaceAll(/>[A-Za-z0-9+/=]{44,}</g, '>~<');

describe('signing a prescription', () => {
  it('writes the layout of the official sample on one line', async () => {
    const reference = (number: string, attributes: string, transforms: string): string =>
      `<xs:Reference Id="id-Reference${number}" ${attributes}>${transforms}<xs:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></xs:DigestMethod><xs:DigestValue>~</xs:DigestValue></xs:Reference>`;
    const exclusive = '<xs:Transforms><xs:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></xs:Transform></xs:Transforms>';
    expect(withId(decodeText(await signedPrescription()))).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Document xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="Document" xsi:noNamespaceSchemaLocation="EP.xsd"><Prescription>' +
        '<PrescriptionManagement id="PrescriptionManagement"><Version Value="EPS1.0"/></PrescriptionManagement><PrescriptionDocument id="PrescriptionDocument">~</PrescriptionDocument>' +
        '<PrescriptionSign><xs:Signature xmlns:xs="http://www.w3.org/2000/09/xmldsig#" Id="PrescriptionSign"><xs:SignedInfo Id="id-SignedInfo">' +
        '<xs:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></xs:CanonicalizationMethod>' +
        '<xs:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></xs:SignatureMethod>' +
        reference('1-Detached', 'URI="#PrescriptionDocument"', '') +
        reference('2-KeyInfo', 'URI="#id-KeyInfo"', exclusive) +
        reference('3-SignedProperties', 'Type="http://uri.etsi.org/01903#SignedProperties" URI="#id-SignedProperties"', exclusive) +
        '</xs:SignedInfo><xs:SignatureValue Id="id-SignatureValue">~</xs:SignatureValue>' +
        '<xs:KeyInfo Id="id-KeyInfo"><xs:X509Data><xs:X509Certificate>~</xs:X509Certificate></xs:X509Data></xs:KeyInfo>' +
        '<xs:Object xmlns:xa="http://uri.etsi.org/01903/v1.3.2#"><xa:QualifyingProperties Id="id-QualifyingProperties" Target="#PrescriptionSign">' +
        '<xa:SignedProperties Id="id-SignedProperties"><xa:SignedSignatureProperties><xa:SigningTime>2026-06-01T03:00:00+00:00</xa:SigningTime>' +
        '<xa:SigningCertificateV2><xa:Cert><xa:CertDigest><xs:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></xs:DigestMethod><xs:DigestValue>~</xs:DigestValue></xa:CertDigest></xa:Cert></xa:SigningCertificateV2>' +
        '</xa:SignedSignatureProperties></xa:SignedProperties></xa:QualifyingProperties></xs:Object></xs:Signature></PrescriptionSign></Prescription></Document>',
    );
  });

  it('gives the profile with exclusive canonicalisation one transform more', async () => {
    const [official, exclusive] = await Promise.all([signedPrescription('official-sample'), signedPrescription('exclusive')]);
    const transforms = (xml: Uint8Array): number => decodeText(xml).split('<xs:Transforms>').length - 1;
    expect([transforms(official), transforms(exclusive)]).toEqual([2, 3]);
  });

  it.each(['official-sample', 'exclusive'] as const)('verifies in profile %s and gives the content back byte for byte', async (profile) => {
    const bytes = await signedPrescription(profile);
    const { conclusion, subIndication } = await verifyEps({ name: 'p.xml', bytes }, trusting(doctor, besides(doctor)));
    expect([conclusion, subIndication]).toEqual(['TOTAL-PASSED', null]);
    expect(prescriptionContent(bytes)).toEqual(SAMPLE_CSV);
  });

  it.each([
    ['no PrescriptionSign', unsigned, '</Prescription></Document>', '<PrescriptionSign>~</PrescriptionSign></Prescription></Document>'],
    [
      'an empty PrescriptionSign',
      unsigned.replace('</Prescription>', '<PrescriptionSign></PrescriptionSign></Prescription>'),
      '</PrescriptionSign>',
      '~</PrescriptionSign>',
    ],
    [
      'an empty-element PrescriptionSign',
      unsigned.replace('</Prescription>', '<PrescriptionSign /></Prescription>'),
      '<PrescriptionSign />',
      '<PrescriptionSign >~</PrescriptionSign>',
    ],
    [
      'indentation and further elements',
      unsigned.replace('</Prescription>', '\n\t<Additional  id = "x"/>\n</Prescription>'),
      '</Prescription></Document>',
      '<PrescriptionSign>~</PrescriptionSign></Prescription></Document>',
    ],
  ])('puts the signature into a document with %s and changes nothing else', async (_, text, place, filled) => {
    const bytes = await signPrescriptionDocument({ xml: encodeText(text), ...signing });
    const signature = /<xs:Signature .*<\/xs:Signature>/s.exec(decodeText(bytes))![0];
    expect(decodeText(bytes)).toBe(text.replace(place, filled.replace('~', signature)));
    expect((await verifyEps({ name: 'p.xml', bytes }, trusting(doctor, besides(doctor)))).conclusion).toBe('TOTAL-PASSED');
  });

  it.each([
    ['a signed document', async () => decodeText(await signedPrescription()), 'PRESCRIPTION_ALREADY_SIGNED'],
    ['a comment', () => unsigned.replace('<Prescription>', '<Prescription><!-- x -->'), 'XML_FORBIDDEN_CONSTRUCT'],
    ['a document type', () => unsigned.replace('<Document', '<!DOCTYPE Document><Document'), 'XML_FORBIDDEN_CONSTRUCT'],
    ['broken XML', () => unsigned.slice(0, -1), 'XML_UNREADABLE'],
    ['another document', () => '<Letter/>', 'PRESCRIPTION_MALFORMED'],
    ['two prescriptions', () => unsigned.replace('</Document>', '<Prescription/></Document>'), 'PRESCRIPTION_MALFORMED'],
    ['two contents', () => unsigned.replace('</Prescription>', '<PrescriptionDocument/></Prescription>'), 'PRESCRIPTION_MALFORMED'],
    ['content that is not base64', () => unsigned.replace('">U0ox', '">?U0ox'), 'PRESCRIPTION_MALFORMED'],
    ['content that is not a prescription', () => unsigned.replace('">U0ox', '">Q0ox'), 'PRESCRIPTION_MALFORMED'],
    ['elements inside the content', () => unsigned.replace('">U0ox', '"><b/>U0ox'), 'PRESCRIPTION_MALFORMED'],
    ['content without its identifier', () => unsigned.replace(' id="PrescriptionDocument"', ''), 'PRESCRIPTION_MALFORMED'],
    ['its identifier twice', () => unsigned.replace('"PrescriptionManagement"', '"PrescriptionDocument"'), 'PRESCRIPTION_MALFORMED'],
    ['the identifier of the signature taken', () => unsigned.replace('"PrescriptionManagement"', '"PrescriptionSign"'), 'PRESCRIPTION_MALFORMED'],
  ])('refuses %s without asking the signer', async (_, text, code) => {
    const signer = { ...signing.signer, sign: () => expect.fail('the signer was asked') };
    await expect(signPrescriptionDocument({ ...signing, xml: encodeText(await text()), signer })).rejects.toMatchObject({ code });
  });

  it('refuses a malformed file without asking the signer', async () => {
    const signer = { ...signing.signer, sign: () => expect.fail('the signer was asked') };
    const csv = encodeText('SJ1\n1,1\r\n');
    await expect(signPrescription({ ...signing, csv, signer })).rejects.toMatchObject({ code: 'PRESCRIPTION_MALFORMED', detail: { line: 2 } });
  });

  it('never hands out a signature that does not fit the certificate', async () => {
    const signer = { ...signing.signer, sign: async () => new Uint8Array(256).fill(1) };
    await expect(signPrescription({ ...signing, csv: SAMPLE_CSV, signer })).rejects.toMatchObject({ code: 'SIGNATURE_VALUE_WRONG' });
  });
});
