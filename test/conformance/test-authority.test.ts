import { beforeAll, expect, it } from 'vitest';
import { parseCertificate } from '../../pki/certificate/certificate.ts';
import type { IssuedPair, TestAuthority } from '../../pki/test-authority/authority.ts';
import { authorityWithDoctor } from '../support/authority.ts';
import { describeWith } from '../support/needs.ts';
import { folderWith, openssl, pem } from '../support/openssl.ts';

const now = new Date();

describeWith(['openssl'], 'openssl reads the test authority', () => {
  let authority: TestAuthority;
  let pair: IssuedPair;

  beforeAll(async () => {
    ({ authority, pair } = await authorityWithDoctor(now));
  });

  const files = () => ({
    'root.pem': pem('CERTIFICATE', authority.keys.root.certificate),
    'authorities.pem': pem('CERTIFICATE', authority.keys.signature.certificate, authority.keys.authentication.certificate),
    'crls.pem': pem('X509 CRL', ...authority.crls),
    'signature.pem': pem('CERTIFICATE', pair.signature.certificate),
    'authentication.pem': pem('CERTIFICATE', pair.authentication.certificate),
    'sign-ca.pem': pem('CERTIFICATE', authority.keys.signature.certificate),
    'tsa.pem': pem('CERTIFICATE', authority.keys.timeStamping.certificate),
  });
  const VERIFY = [
    'verify',
    '-x509_strict',
    '-extended_crl',
    '-crl_check',
    '-CRLfile',
    'crls.pem',
    '-CAfile',
    'root.pem',
    '-untrusted',
    'authorities.pem',
  ];

  it.each([
    ['signature.pem', 'any'],
    ['authentication.pem', 'any'],
    ['sign-ca.pem', 'any'],
    ['tsa.pem', 'timestampsign'],
  ])('%s leads to the root and is not revoked', (name, purpose) => {
    expect(openssl(folderWith(files()), ...VERIFY, '-purpose', purpose, name)).toEqual({ status: 0, text: `${name}: OK\n` });
  });

  it('the certificate of a card holds the test policy when policies are demanded', () => {
    const policy = ['-policy_check', '-explicit_policy', '-purpose', 'any', 'signature.pem'];
    expect(openssl(folderWith(files()), ...VERIFY, '-policy', '1.2.392.100495.1.5.1.1.0.1', ...policy).status).toBe(0);
    expect(openssl(folderWith(files()), ...VERIFY, '-policy', '1.2.392.100495.1.5.1.1.3.1', ...policy).text).toContain('no explicit policy');
  });

  it('a revoked certificate is found in the list', async () => {
    const { authority: mine, pair: revoked } = await authorityWithDoctor(now);
    mine.revoke(parseCertificate(revoked.signature.certificate).serial, 'keyCompromise', now);
    mine.publishCrls(now);
    const folder = folderWith({
      'root.pem': pem('CERTIFICATE', mine.keys.root.certificate),
      'authorities.pem': pem('CERTIFICATE', mine.keys.signature.certificate),
      'crls.pem': pem('X509 CRL', ...mine.crls),
      'signature.pem': pem('CERTIFICATE', revoked.signature.certificate),
    });
    expect(openssl(folder, ...VERIFY, '-purpose', 'any', 'signature.pem').text).toContain('certificate revoked');
  });

  it('the text of a card certificate is that of a test card', () => {
    const { text } = openssl(folderWith(files()), 'x509', '-in', 'signature.pem', '-noout', '-text', '-nameopt', 'utf8,sep_comma_plus');
    for (const line of [
      'Issuer: C=JP,O=TEST HPKI Desk,OU=TEST HPKI CA,CN=TEST HPKI Desk SignCA-forNonRepudiation',
      'X509v3 Key Usage: critical\n                Non Repudiation\n',
      'X509v3 Certificate Policies: critical\n                Policy: 1.2.392.100495.1.5.1.1.0.1\n                  CPS: http://test-authority.invalid/cps/\n',
      'URI:http://test-authority.invalid/sign.crl',
    ])
      expect(text).toContain(line);
  });

  it('the list of revoked authorities names its point critically', () => {
    const folder = folderWith({ 'sarl.crl': authority.records.crls['sarl.crl'] });
    const { text } = openssl(folder, 'crl', '-inform', 'DER', '-in', 'sarl.crl', '-noout', '-text');
    expect(text).toMatch(/X509v3 Issuing Distribution Point: critical\s+Full Name:\s+DirName:.*CN = SARL\s*Only CA Certificates/);
  });
});
