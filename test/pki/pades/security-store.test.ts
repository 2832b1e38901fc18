import { expect, it } from 'vitest';
import { securityStore } from '../../../pki/pades/read/security-store.ts';
import { MemorySource } from '../../../pki/pdf/bytes/source.ts';
import { openPdf } from '../../../pki/pdf/document.ts';
import { buildPdf, ONE_PAGE, type PdfBodies, stream } from '../../support/pdf.ts';

const storeOf = (bodies: PdfBodies) => {
  const { certificates, crls, ocspResponses } = securityStore(openPdf(new MemorySource(buildPdf({ ...ONE_PAGE, ...bodies }))));
  const text = (ders: readonly Uint8Array[]): string => ders.map((der) => Buffer.from(der).toString()).join(' ');
  return [text(certificates), text(crls), text(ocspResponses)];
};
const catalog = (store: string): PdfBodies => ({ 1: `<</Type/Catalog/Pages 2 0 R/DSS ${store}>>` });
const STREAMS: PdfBodies = {
  10: stream('a'),
  11: stream('b'),
  12: stream('c'),
  13: stream('a'),
  14: '(no stream)',
  15: stream('x', '/Filter/LZWDecode'),
};

it.each<[string, PdfBodies, readonly string[]]>([
  ['none', {}, ['', '', '']],
  ['all lists', catalog('<</Certs[10 0 R]/CRLs[11 0 R]/OCSPs[12 0 R]>>'), ['a', 'b', 'c']],
  ['lists of their own', { ...catalog('20 0 R'), 20: '<</Certs 21 0 R>>', 21: '[10 0 R 11 0 R]' }, ['a b', '', '']],
  ['only for single signatures', catalog('<</VRI<</AB<</Cert[10 0 R]/CRL[11 0 R]>>/CD<</OCSP[12 0 R]>>>>>>'), ['a', 'b', 'c']],
  ['the same for all and for single ones', catalog('<</Certs[10 0 R 11 0 R]/VRI<</AB<</Cert[10 0 R 13 0 R]>>>>>>'), ['a b', '', '']],
  ['with what cannot be read', catalog('<</Certs[14 0 R 15 0 R 99 0 R 10 0 R null]/VRI[]/CRLs(x)>>'), ['a', '', '']],
  ['that is no dictionary', catalog('(x)'), ['', '', '']],
])('a security store: %s', (_, bodies, expected) => {
  expect(storeOf({ ...STREAMS, ...bodies })).toEqual(expected);
});

it('takes no more of a list than it has measure for', () => {
  const streams = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [100 + index, stream(`c${index}`)]));
  const list = Object.keys(streams).map((number) => `${number} 0 R`);
  expect(storeOf({ ...streams, ...catalog(`<</Certs[${list.join(' ')}]>>`) })[0]!.split(' ')).toHaveLength(256);
});
