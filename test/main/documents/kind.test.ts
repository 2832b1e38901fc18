import { describe, expect, it } from 'vitest';
import { kindOf } from '../../../main/documents/kind.ts';
import { outputNames, safeName } from '../../../main/documents/names.ts';

describe('what a document is, by what is in it', () => {
  it.each([
    ['%PDF-1.7\n', 'pdf'],
    ['junk before\n%PDF-1.4', 'pdf'],
    ['SJ1\n1,1,x', 'prescription-csv'],
    ['SJ1\r\n1,1,x', 'prescription-csv'],
    ['SJ12\n1,1,x', 'other'],
    ['<?xml version="1.0"?><Document><Prescription/></Document>', 'prescription-xml'],
    ['\ufeff<?xml version="1.0"?>\n<!-- <Other/> --><Document id="a"><Prescription></Prescription></Document>', 'prescription-xml'],
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

describe('names', () => {
  it.each([
    ['letter.pdf', 'letter.pdf'],
    ['紹介状　１.pdf', '紹介状　１.pdf'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['C:\\x\\a.pdf', 'C__x_a.pdf'],
    ['.hidden', 'hidden'],
    ['a\u202efdp.exe', 'a_fdp.exe'],
    ['NUL.pdf', '_NUL.pdf'],
    ['\n', '_'],
    ['...', 'document'],
    ['', 'document'],
  ])('%j is kept as %j', (name, expected) => {
    expect(safeName(name)).toBe(expected);
  });

  it('stay short enough for every file system, whole characters, ending kept', () => {
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
