import { describe, expect, it } from 'vitest';
import { derObjects, derOf, pemBlocks } from '../../../pki/encoding/pem.ts';

const block = (label: string, body: string): string => `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;
const blocksOf = (text: string): string[] => pemBlocks(Buffer.from(text)).map(({ label, der }) => `${label} ${Buffer.from(der).toString('hex')}`);

describe('blocks of PEM', () => {
  it.each<[string, string, string[]]>([
    ['one', block('CERTIFICATE', 'MAA='), ['CERTIFICATE 3000']],
    ['one with CR LF and no last line end', block('X509 CRL', 'MA\r\nA=').trimEnd(), ['X509 CRL 3000']],
    [
      'several, with text between them',
      `a\n${block('CMS', 'MAA=')}b\n${block('PKCS #7 SIGNED DATA', 'MAE=')}`,
      ['CMS 3000', 'PKCS #7 SIGNED DATA 3001'],
    ],
    ['one that holds no base64, beside one that does', block('A', '!') + block('B', 'MAA='), ['B 3000']],
    ['one inside another', block('A', block('B', 'MAA=')), []],
    ['another end than beginning', '-----BEGIN A-----\nMAA=\n-----END B-----\n', []],
    ['no end', '-----BEGIN A-----\nMAA=\n', []],
    ['none', 'MAA=', []],
  ])('%s', (_, text, blocks) => {
    expect(blocksOf(text)).toEqual(blocks);
  });

  it.each(['-----BEGIN A-----', '-----BEGIN A-----\n\n\n\n', '-----BEGIN A----------END B-----'])('%j over and over holds none', (piece) => {
    expect(blocksOf(piece.repeat(100_000))).toEqual([]);
  });
});

describe('objects of a file', () => {
  it.each<[string, Uint8Array, readonly string[]]>([
    ['DER as it is', Uint8Array.of(0x30, 0), ['3000']],
    ['any number in PEM', Buffer.from(block('A', 'MAA=') + block('B', 'MAE=')), ['3000', '3001']],
    ['anything else as it is', Buffer.from('hi'), ['6869']],
    ['nothing as it is', new Uint8Array(), ['']],
  ])('%s', (_, bytes, objects) => {
    expect(derObjects(bytes).map((der) => Buffer.from(der).toString('hex'))).toEqual(objects);
    expect(Buffer.from(derOf(bytes)).toString('hex')).toBe(objects[0]);
  });
});
