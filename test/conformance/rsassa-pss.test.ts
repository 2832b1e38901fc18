import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseCertificate, verifyIssuedBy } from '../../pki/certificate/certificate.ts';
import { derOf } from '../../pki/encoding/pem.ts';
import { parseCrl } from '../../pki/revocation/crl.ts';
import { keyStrength } from '../../pki/validation/algorithm-policy.ts';
import { describeWith } from '../support/needs.ts';
import { folderWith, openssl } from '../support/openssl.ts';

describeWith(['openssl'], 'certificates and lists that openssl signed with RSASSA-PSS', () => {
  const CONFIGURATION = '[ca]\ndefault_ca=a\n[a]\ndatabase=index.txt\ndefault_md=sha256\ndefault_crl_days=30\n';
  const PSS = ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:32', '-sha256'];

  it.each([
    ['an RSA key', 'RSA'],
    ['a key for RSASSA-PSS alone', 'RSA-PSS'],
  ])('are verified: %s', (_, kind) => {
    const folder = folderWith({ 'ca.cnf': CONFIGURATION, 'index.txt': '' });
    const run = (...args: readonly string[]): void => expect(openssl(folder, ...args)).toMatchObject({ status: 0 });
    run('genpkey', '-algorithm', kind, '-pkeyopt', 'rsa_keygen_bits:2048', '-out', 'ca.key');
    run('req', '-x509', '-key', 'ca.key', '-subj', '/CN=CA', '-out', 'ca.der', '-outform', 'DER', ...PSS);
    run('x509', '-inform', 'DER', '-in', 'ca.der', '-out', 'ca.pem');
    run('ca', '-gencrl', '-config', 'ca.cnf', '-keyfile', 'ca.key', '-cert', 'ca.pem', '-out', 'crl.pem', ...PSS.slice(0, 4));
    const certificate = parseCertificate(readFileSync(join(folder, 'ca.der')));
    const crl = parseCrl(derOf(readFileSync(join(folder, 'crl.pem'))));
    expect([certificate, crl].map(({ signatureAlgorithm }) => signatureAlgorithm.name)).toEqual(['rsa-pss-sha256', 'rsa-pss-sha256']);
    expect([certificate, crl].map((object) => verifyIssuedBy(object, certificate))).toEqual([true, true]);
    const tampered = { ...crl, tbs: Uint8Array.from(crl.tbs).with(-1, crl.tbs.at(-1)! ^ 1) };
    expect(verifyIssuedBy(tampered, certificate)).toBe(false);
    expect(keyStrength(certificate.publicKey)).toEqual({
      type: kind.toLowerCase(),
      bits: 2048,
      lifetime: expect.objectContaining({ until: new Date('2030-12-31T15:00:00Z') }),
    });
  });
});
