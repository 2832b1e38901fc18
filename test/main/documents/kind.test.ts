import { describe, expect, it } from 'vitest';
import { kindOf, signableAs } from '../../../main/documents/kind.ts';
import { outputNames, safeName } from '../../../main/documents/names.ts';

describe('what a document is, by what is in it', () => {
  it.each([
    ['%PDF-1.7\n', 'pdf'],
    ['junk before\n%PDF-1.4', 'pdf'],
    ['SJ1\n1,1,x', 'prescription-csv'],
    ['SJ1\r\n1,1,x', 'prescription-csv'],
    ['\ufeffSJ1\n1,1,x', 'prescription-csv'],
    ['SJ12\n1,1,x', 'other'],
    ['<?xml version="1.0"?><Document><Prescription/></Document>', 'prescription-xml'],
    ['\ufeff<?xml version="1.0"?>\n<!-- <Other/> --><Document id="a"><Prescription></Prescription></Document>', 'prescription-xml'],
    [`<!-- <Foo> ${'x'.repeat(100_000)} --><Document><Prescription/></Document>`, 'prescription-xml'],
    ['<Document><DispensingManagement/></Document>', 'dispensing-xml'],
    ['<Document><Something/></Document>', 'xml'],
    ['<ClinicalDocument/>', 'xml'],
    ['<', 'other'],
    ['-----BEGIN PKCS7-----\nMIIB', 'cms'],
    ['-----BEGIN CERTIFICATE-----\nMIIB', 'other'],
    ['', 'other'],
    ['hello', 'other'],
  ])('%j is %s', (text, kind) => {
    expect(kindOf(Buffer.from(text))).toBe(kind);
  });

  it.each([
    ['3080 06092a864886f70d010702 a080', 'cms'],
    ['30820100 06092a864886f70d010702', 'cms'],
    ['30820100 06092a864886f70d010701', 'other'],
  ])('%s is %s', (hex, kind) => {
    expect(kindOf(Buffer.from(hex.replaceAll(' ', ''), 'hex'))).toBe(kind);
  });
});

describe('what a document can be signed to', () => {
  const SIGNATURE = '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>';

  it.each([
    ['<a/>', ['xades', 'cades']],
    [`<a>${SIGNATURE}</a>`, ['cades']],
    ['<!DOCTYPE a><a/>', ['cades']],
    ['<a>', ['cades']],
    ['SJ1\n1,1,x', ['eps', 'cades']],
    ['%PDF-1.7', ['pades', 'cades']],
    ['<Document><Prescription/></Document>', ['eps']],
    ['<Document><Dispensing/></Document>', ['eps']],
    ['hello', ['cades']],
  ])('%j: %j', (text, formats) => {
    const bytes = Buffer.from(text);
    expect(signableAs(kindOf(bytes), bytes)).toEqual(formats);
  });
});

describe('names', () => {
  it.each([
    ['letter.pdf', 'letter.pdf'],
    ['紹介状　１.pdf', '紹介状　１.pdf'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['C:\\x\\a.pdf', 'C__x_a.pdf'],
    ['.hidden', 'hidden'],
    ['a\u202efdp.exe', 'a_fdp.exe'],
    ['a\u061c\u2067b.pdf', 'a__b.pdf'],
    ['a\u2028\u2029b.pdf', 'a__b.pdf'],
    ['\ud842.pdf', '_.pdf'],
    ['NUL.pdf', '_NUL.pdf'],
    ['\n', '_'],
    ['...', 'document'],
    ['', 'document'],
  ])('%j is kept as %j', (name, expected) => {
    expect(safeName(name)).toBe(expected);
  });

  it.each([
    ['𠮷'.repeat(300), 220],
    [`a.${'𠮷'.repeat(300)}`, 220],
    ['a'.repeat(1 << 20), 220],
  ])('however long, are whole characters that every file system takes (%#)', (long, most) => {
    const name = safeName(long);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(most);
    expect(name.isWellFormed()).toBe(true);
  });

  it('keep their ending when they are cut', () => {
    const name = safeName(`${'𠮷'.repeat(300)}.pdf`);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(220);
    expect(name).toMatch(/^𠮷+\.pdf$/u);
  });

  it.each([
    ['a.pdf', 'pades', ['a-signed.pdf', 'a-signed (2).pdf', 'a-signed (3).pdf']],
    ['a.csv', 'eps', ['a-signed.xml', 'a-signed (2).xml', 'a-signed (3).xml']],
    ['a.xml', 'xades', ['a-signed.xml', 'a-signed (2).xml', 'a-signed (3).xml']],
    ['a.docx', 'cades', ['a.docx.p7s', 'a.docx (2).p7s', 'a.docx (3).p7s']],
  ] as const)('of %s signed as %s are %j', (name, format, expected) => {
    const names = outputNames(name, format);
    expect(expected.map(() => names.next().value)).toEqual(expected);
  });
});
