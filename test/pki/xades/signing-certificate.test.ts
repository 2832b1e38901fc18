import { describe, expect, it } from 'vitest';
import { explicit, integer, octetString, sequence } from '../../../pki/asn1/encode.ts';
import { certificateIdentifiers } from '../../../pki/cms/certificate-identifiers.ts';
import { DIGEST_ALGORITHMS, type DigestName, digest } from '../../../pki/digest/algorithms.ts';
import { findSigningCertificate, readCertificateClaim } from '../../../pki/xades/signing-certificate.ts';
import { encodeBase64 } from '../../../pki/encoding/base64.ts';
import { parseXml } from '../../../pki/xml/document.ts';
import { NAMESPACES } from '../../../pki/xml/namespaces.ts';
import { encodeText } from '../../../pki/xml/text.ts';
import { hpkiChain } from '../../support/hpki-chain.ts';

const { holder } = hpkiChain();
const { holder: other } = hpkiChain({ holder: { serial: 0x9999 } });
const { issuer, serial } = certificateIdentifiers(holder);

const certDigest = (certificate: Uint8Array, name: DigestName = 'sha256'): string =>
  `<CertDigest><d:DigestMethod Algorithm="${DIGEST_ALGORITHMS[name].xml}"/><d:DigestValue>${encodeBase64(digest(name, certificate))}</d:DigestValue></CertDigest>`;
const version1 = (decimal: string): string =>
  `<SigningCertificate><Cert>${certDigest(holder)}<IssuerSerial><d:X509IssuerName>CN=any</d:X509IssuerName><d:X509SerialNumber>${decimal}</d:X509SerialNumber></IssuerSerial></Cert></SigningCertificate>`;
const version2 = (content: string): string => `<SigningCertificateV2><Cert>${content}</Cert></SigningCertificateV2>`;
const issuerSerial = (der: Uint8Array): string => version2(`${certDigest(holder)}<IssuerSerialV2>${encodeBase64(der)}</IssuerSerialV2>`);

function bind(properties: string, candidates: readonly Uint8Array[], keyInfoSigned: boolean) {
  const xml = `<SignedSignatureProperties xmlns="${NAMESPACES.xades}" xmlns:d="${NAMESPACES.ds}">${properties}</SignedSignatureProperties>`;
  const document = parseXml(encodeText(xml));
  const { certificate, bound } = findSigningCertificate(readCertificateClaim(document.root), candidates, keyInfoSigned);
  const found = certificate === holder ? 'holder' : certificate === other ? 'other' : certificate;
  return [found, bound.status, bound.subIndication ?? null];
}

const garbage = encodeText('no certificate');

describe('binding of the signing certificate', () => {
  it.each<[string, string, readonly Uint8Array[], boolean, unknown[]]>([
    ['version 2, digest only', version2(certDigest(holder)), [holder], false, ['holder', 'passed', null]],
    ['version 2, SHA-512', version2(certDigest(holder, 'sha512')), [holder], false, ['holder', 'passed', null]],
    [
      'version 2, issuer and serial number',
      issuerSerial(sequence(sequence(explicit(4, issuer)), serial)),
      [holder],
      false,
      ['holder', 'passed', null],
    ],
    [
      'version 2, other serial number',
      issuerSerial(sequence(sequence(explicit(4, issuer)), integer(5))),
      [holder],
      false,
      ['holder', 'failed', 'SIG_CONSTRAINTS_FAILURE'],
    ],
    [
      'version 2, other issuer',
      issuerSerial(sequence(sequence(explicit(4, sequence())), serial)),
      [holder],
      false,
      ['holder', 'failed', 'SIG_CONSTRAINTS_FAILURE'],
    ],
    ['version 2, names written as octet string', issuerSerial(sequence(octetString(issuer), serial)), [holder], false, ['holder', 'passed', null]],
    ['version 1', version1(String(0x1234)), [holder], false, ['holder', 'passed', null]],
    ['version 1, other serial number', version1('5'), [holder], false, ['holder', 'failed', 'SIG_CONSTRAINTS_FAILURE']],
    ['version 1, serial number in words', version1('five'), [holder], false, ['holder', 'failed', 'SIG_CONSTRAINTS_FAILURE']],
    ['the right one among several', version2(certDigest(holder)), [garbage, other, holder], false, ['holder', 'passed', null]],
    [
      'references to issuers after that to the signer',
      version2(`${certDigest(holder)}</Cert><Cert>${certDigest(other)}`),
      [other, holder],
      false,
      ['holder', 'passed', null],
    ],
    ['none has the digest', version2(certDigest(holder)), [other], true, ['other', 'failed', 'NO_SIGNING_CERTIFICATE_FOUND']],
    [
      'an unknown digest algorithm',
      version2(certDigest(holder).replace('sha256', 'sha3')),
      [holder],
      true,
      ['holder', 'failed', 'NO_SIGNING_CERTIFICATE_FOUND'],
    ],
    ['no certificate at hand', version2(certDigest(holder)), [], false, [null, 'failed', 'NO_SIGNING_CERTIFICATE_FOUND']],
    ['no property, KeyInfo signed', '', [holder], true, ['holder', 'passed', null]],
    ['no property, KeyInfo not signed', '', [holder], false, ['holder', 'failed', 'SIG_CONSTRAINTS_FAILURE']],
    ['no property, KeyInfo signed but empty', '', [], true, [null, 'failed', 'SIG_CONSTRAINTS_FAILURE']],
    [
      'a digest that is no base64',
      version2('<CertDigest><d:DigestValue>!</d:DigestValue></CertDigest>'),
      [holder],
      false,
      ['holder', 'failed', 'SIG_CONSTRAINTS_FAILURE'],
    ],
    [
      'a comment in the digest, KeyInfo signed',
      version2(certDigest(holder).replace('</d:DigestValue>', '<!-- --></d:DigestValue>')),
      [holder],
      true,
      ['holder', 'failed', 'SIG_CONSTRAINTS_FAILURE'],
    ],
    ['the property twice, KeyInfo signed', version2(certDigest(holder)).repeat(2), [holder], true, ['holder', 'failed', 'SIG_CONSTRAINTS_FAILURE']],
  ])('%s', (_, properties, candidates, keyInfoSigned, expected) => {
    expect(bind(properties, candidates, keyInfoSigned)).toEqual(expected);
  });
});
