import { describe, expect, it } from 'vitest';
import { readProperties } from '../../../pki/xades/properties.ts';
import { readSignature } from '../../../pki/xades/signature.ts';
import { valuesIn } from '../../../pki/xades/values.ts';
import { parseXml } from '../../../pki/xml/document.ts';
import { NAMESPACES } from '../../../pki/xml/namespaces.ts';
import { encodeText } from '../../../pki/xml/text.ts';

const STAMP = '<SignatureTimeStamp/>';
const VALUES =
  '<CertificateValues><EncapsulatedX509Certificate>AQ==</EncapsulatedX509Certificate></CertificateValues><RevocationValues><CRLValues><EncapsulatedCRLValue>Ag==</EncapsulatedCRLValue></CRLValues><OCSPValues><EncapsulatedOCSPValue>Aw==</EncapsulatedOCSPValue></OCSPValues></RevocationValues>';
const ARCHIVE = `<ArchiveTimeStamp xmlns="${NAMESPACES.xades141}"/>`;
const SIGNED =
  '<SignedProperties><SignedSignatureProperties><SigningTime>2026-01-01T00:00:00Z</SigningTime></SignedSignatureProperties></SignedProperties>';
const unsigned = (content: string): string =>
  `<UnsignedProperties><UnsignedSignatureProperties>${content}</UnsignedSignatureProperties></UnsignedProperties>`;
const qualifying = (content: string): string => `<d:Object><QualifyingProperties>${content}</QualifyingProperties></d:Object>`;

function properties(objects: string) {
  const xml = `<d:Signature xmlns:d="${NAMESPACES.ds}" xmlns="${NAMESPACES.xades}"><d:SignedInfo><d:CanonicalizationMethod Algorithm="c"/><d:SignatureMethod Algorithm="s"/><d:Reference><d:DigestMethod Algorithm="d"/><d:DigestValue/></d:Reference></d:SignedInfo><d:SignatureValue/>${objects}</d:Signature>`;
  const document = parseXml(encodeText(xml));
  const { signedProperties, ofData, unsigned, container, ...rest } = readProperties(readSignature(document.root));
  return { ...rest, ...valuesIn(unsigned), signed: signedProperties !== null, container: container?.name ?? null };
}

const NONE = {
  signed: true,
  signingTime: new Date('2026-01-01T00:00:00Z'),
  certificateClaim: null,
  level: 'B',
  certificates: [],
  crls: [],
  ocspResponses: [],
  container: 'QualifyingProperties',
};
const UNSIGNED = { ...NONE, container: 'UnsignedSignatureProperties' };
const EVIDENCE = { certificates: [Uint8Array.of(1)], crls: [Uint8Array.of(2)], ocspResponses: [Uint8Array.of(3)] };
const NO_PROPERTIES = { ...NONE, signed: false, signingTime: null };

describe('XAdES properties', () => {
  it.each([
    ['signed ones only', qualifying(SIGNED), NONE],
    ['empty unsigned ones', qualifying(SIGNED + unsigned('')), UNSIGNED],
    ['a time stamp', qualifying(SIGNED + unsigned(STAMP)), { ...UNSIGNED, level: 'T' }],
    ['values for the long term', qualifying(SIGNED + unsigned(STAMP + VALUES)), { ...UNSIGNED, ...EVIDENCE, level: 'LT' }],
    ['values for the long term without a time stamp', qualifying(SIGNED + unsigned(VALUES)), { ...UNSIGNED, ...EVIDENCE }],
    ['an archive time stamp', qualifying(SIGNED + unsigned(STAMP + VALUES + ARCHIVE)), { ...UNSIGNED, ...EVIDENCE, level: 'LTA' }],
    ['an archive time stamp without values', qualifying(SIGNED + unsigned(STAMP + ARCHIVE)), { ...UNSIGNED, level: 'T' }],
    ['evidence that is no base64', qualifying(SIGNED + unsigned(VALUES.replace('AQ==', '?'))), { ...UNSIGNED, ...EVIDENCE, certificates: [] }],
    ['none', '', { ...NO_PROPERTIES, container: null }],
    ['two QualifyingProperties', qualifying(SIGNED) + qualifying(SIGNED), { ...NO_PROPERTIES, container: null }],
    ['two SignedProperties', qualifying(SIGNED + SIGNED), NO_PROPERTIES],
    ['two UnsignedProperties', qualifying(SIGNED + unsigned(STAMP) + unsigned(VALUES)), { ...NONE, container: null }],
    [
      'unsigned ones of data objects only',
      qualifying(`${SIGNED}<UnsignedProperties><UnsignedDataObjectProperties/></UnsignedProperties>`),
      { ...NONE, container: 'UnsignedProperties' },
    ],
    ['a time in Japan', qualifying(SIGNED.replace('00:00:00Z', '09:00:00+09:00')), NONE],
    ['a time without zone', qualifying(SIGNED.replace('00Z', '00')), { ...NONE, signingTime: null }],
    ['an impossible time', qualifying(SIGNED.replace('T00', 'T25')), { ...NONE, signingTime: null }],
    ['elements inside SigningTime', qualifying(SIGNED.replace('2026', '<x/>2026')), { ...NONE, signingTime: null }],
  ])('%s', (_, objects, expected) => {
    expect(properties(objects)).toEqual(expected);
  });
});
