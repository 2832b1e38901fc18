import { describe, expect, it } from 'vitest';
import { element, octetString, sequence } from '../../pki/asn1/encode.ts';
import { TAG } from '../../pki/asn1/der.ts';
import { readOid } from '../../pki/asn1/values.ts';
import { verifyCades } from '../../pki/cades/verify.ts';
import { parseCertificate } from '../../pki/certificate/certificate.ts';
import { verifyEps } from '../../pki/eps/verify.ts';
import { parseCrl } from '../../pki/revocation/crl.ts';
import { verifyXades } from '../../pki/xades/verify.ts';
import { failureOf } from '../support/pki-failure.ts';

/** Small or middling files that would cost minutes or gigabytes if nobody counted. */
const options = { anchors: [], pinned: [], chain: [], crls: [], at: new Date('2026-06-01T00:00:00Z'), acceptTestCards: false };
const DS = 'xmlns:ds="http://www.w3.org/2000/09/xmldsig#"';
const EXCLUSIVE = '<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>';
const BASE64 = '<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#base64"/>';
const reference = (uri: string, transform: string): string =>
  `<ds:Reference URI="${uri}"><ds:Transforms>${transform}</ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>AAAA</ds:DigestValue></ds:Reference>`;
const signature = (references: string, keyInfo = ''): string =>
  `<ds:Signature ${DS}><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/><ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>${references}</ds:SignedInfo><ds:SignatureValue>AAAA</ds:SignatureValue>${keyInfo}</ds:Signature>`;
const times = (count: number, text: string | ((index: number) => string)): string =>
  typeof text === 'string' ? text.repeat(count) : Array.from({ length: count }, (_, index) => text(index)).join('');

describe('signed XML without measure is left undecided and does not stall', () => {
  const ANY = signature(reference('#x', EXCLUSIVE));

  it.each<[string, () => string, string]>([
    ['elements', () => `<r>${times(200_000, '<a/>')}${ANY}</r>`, 'too many elements'],
    ['attributes of one element', () => `<r ${times(50_000, (index) => ` a${index}=""`)}>${ANY}</r>`, 'too many elements'],
    [
      'references for its size',
      () => `<r Id="x">${times(40_000, '<a/>')}${times(4, signature(times(60, reference('#x', EXCLUSIVE))))}</r>`,
      'more references',
    ],
    ['references of one signature', () => `<r Id="x">${signature(times(65, reference('#x', EXCLUSIVE)))}</r>`, 'more than 64 references'],
    ['signatures', () => `<r>${times(33, ANY)}</r>`, 'more than 32 signatures'],
    [
      'certificates',
      () =>
        `<r>${signature(reference('#x', EXCLUSIVE), `<ds:KeyInfo><ds:X509Data>${times(257, '<ds:X509Certificate>MAA=</ds:X509Certificate>')}</ds:X509Data></ds:KeyInfo>`)}</r>`,
      'more than 256 certificates',
    ],
    ['bytes', () => `<r>${times(17_000_000, ' ')}${ANY}</r>`, 'larger than'],
    ['depth', () => `<r>${times(10_000, '<a>')}${ANY}${times(10_000, '</a>')}</r>`, 'depth'],
  ])('%s', async (_, make, detail) => {
    const { conclusion, subIndication, signatures } = await verifyXades({ name: 'x.xml', bytes: Buffer.from(make()) }, options);
    expect([conclusion, subIndication, signatures[0]!.checks[0]!.detail]).toEqual([
      'INDETERMINATE',
      'SIG_CONSTRAINTS_FAILURE',
      expect.stringContaining(detail),
    ]);
  });

  it('nine million digits of base64 are decoded like any other', async () => {
    const text = times(9_000_000, 'A');
    const xml = Buffer.from(`<r Id="x"><t>${text}</t>${signature(reference('#x', BASE64)).replaceAll('AAAA', '')}</r>`);
    expect((await verifyXades({ name: 'x.xml', bytes: xml }, options)).conclusion).toBe('TOTAL-FAILED');
    const prescription = `<Document><Prescription><PrescriptionDocument id="PrescriptionDocument">${text}</PrescriptionDocument>${ANY}</Prescription></Document>`;
    expect((await verifyEps({ name: 'x.xml', bytes: Buffer.from(prescription) }, options)).conclusion).toBe('TOTAL-FAILED');
  });
});

describe('files that are no signature are refused at once', () => {
  it.each<[string, () => string]>([
    ['white space in what might be base64', () => `A${times(500_000, ' ')}!`],
    ['white space in what might be PEM', () => `-----BEGIN CMS-----${times(500_000, '\n')}!`],
    ['beginnings of PEM without end', () => times(50_000, '-----BEGIN CMS-----\n')],
  ])('%s', async (_, make) => {
    expect(await failureOf(() => verifyCades({ name: 'x', bytes: Buffer.from(make()) }, options))).toBe('DOCUMENT_UNREADABLE');
  });

  it.each<[string, () => string, string]>([
    ['encodings in an XML declaration', () => `<?xml ${times(20_000, "encoding='' ")}`, 'XML_UNREADABLE'],
    ['a start tag without end', () => `<${times(500_000, 'a')}`, 'XML_TOO_LARGE'],
    ['quotation marks in a start tag', () => `<a ${times(500_000, '"')}`, 'XML_UNREADABLE'],
  ])('%s', async (_, make, code) => {
    expect(await failureOf(() => verifyXades({ name: 'x', bytes: Buffer.from(make()) }, options))).toBe(code);
  });
});

describe('DER without measure', () => {
  it.each<[string, string, () => Uint8Array]>([
    ['a certificate', 'CERTIFICATE_UNREADABLE', () => sequence(octetString(new Uint8Array(300_000)))],
    ['a revocation list', 'CRL_UNREADABLE', () => sequence(octetString(new Uint8Array(34_000_000)))],
  ])('%s of many bytes', async (_, code, make) => {
    const parse = code === 'CRL_UNREADABLE' ? parseCrl : parseCertificate;
    expect(await failureOf(async () => parse(make()))).toBe(code);
  });

  it('an object identifier of many octets', () => {
    const content = new Uint8Array(500_000).fill(0x81).with(-1, 1);
    expect(() => readOid({ tag: TAG.OID, content, bytes: element(TAG.OID, content) })).toThrow('too long');
  });

  it('a CMS of indefinite length in millions of parts', async () => {
    const bytes = Buffer.concat([
      Buffer.from('308006092a864886f70d010702a080', 'hex'),
      Buffer.alloc(2_000_000, Buffer.from('0500', 'hex')),
      Buffer.alloc(4),
    ]);
    const { conclusion, signatures } = await verifyCades({ name: 'x.p7s', bytes }, options);
    expect([conclusion, signatures[0]!.checks[0]!.detail]).toEqual(['TOTAL-FAILED', 'DOCUMENT_UNREADABLE: CMS: too many parts']);
  });
});
