import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sequence } from '../../../pki/asn1/encode.ts';
import { parseCertificate } from '../../../pki/certificate/certificate.ts';
import { HPKI_CODING_SCHEME } from '../../../pki/hpki/policies.ts';
import { hpkiProfile } from '../../../pki/hpki/profile.ts';
import { signerIdentity } from '../../../pki/hpki/signer-identity.ts';
import { directoryName, extension, uri } from '../../support/certificates.ts';
import { AUTH_POLICY, type ChainSpec, hpkiChain, SIGN_POLICY, TEST_POLICY } from '../../support/hpki-chain.ts';
import { withCorpus } from '../../support/shared-data.ts';

const profileOf = (spec: ChainSpec) => hpkiProfile(parseCertificate(hpkiChain(spec).holder));
const doctor = [{ codingScheme: HPKI_CODING_SCHEME, text: 'Medical Doctor' }];

describe('the profile of a certificate', () => {
  it.each([
    ['signature', SIGN_POLICY, 'signature', false],
    ['test signature', TEST_POLICY, 'signature', true],
    ['authentication', AUTH_POLICY, 'authentication', false],
    ['test authentication', '1.2.392.100495.1.5.1.2.0.1', 'authentication', true],
    ['something else', '1.2.3', null, false],
    ['nothing', null, null, false],
  ] as const)('for %s', (_case, policy, use, test) => {
    expect(profileOf({ policy })).toEqual({ use, test, hcRoles: doctor, commonName: 'Hanako Example', nameKanji: null });
  });

  it.each([
    [
      'a directory name',
      sequence(
        directoryName([
          ['C', 'JP'],
          ['CN', '神楽坂　花子'],
        ]),
      ),
      '神楽坂　花子',
    ],
    ['one after others', sequence(uri('http://x.example'), directoryName([['CN', '髙橋']])), '髙橋'],
    ['a directory name without a common name', sequence(directoryName([['C', 'JP']])), null],
    ['no directory name', sequence(uri('http://x.example')), null],
  ])('has the kanji name of %s', (_case, names, nameKanji) => {
    expect(profileOf({ holderExtensions: [extension('2.5.29.17', names)] }).nameKanji).toBe(nameKanji);
  });
});

withCorpus('hpki', (folder) => {
  const read = (file: string) => parseCertificate(readFileSync(join(folder, file)));

  it.each([
    ['test-card-medis-doctor.der', 'Sanjushi Kagurazaka', '神楽坂　三十四', 'Medical Doctor'],
    ['test-card-jma-doctor.der', 'JMACombi20766', null, 'Medical Doctor'],
    ['test-card-jpa-pharmacist.der', '20024 JPATEST', null, 'Pharmacist'],
  ])('%s', (file, commonName, nameKanji, text) => {
    expect(hpkiProfile(read(file))).toEqual({
      use: 'signature',
      test: true,
      hcRoles: [{ codingScheme: HPKI_CODING_SCHEME, text }],
      commonName,
      nameKanji,
    });
  });

  it.each([
    ['medis-sign-ca2.der', 'signature'],
    ['jma-sign-ca-hpki-jv2.der', 'signature'],
    ['medis-auth-ca2.der', 'authentication'],
    ['mhlw-hpki-root-ca-v2.der', null],
  ])('%s is for %s', (file, use) => expect(hpkiProfile(read(file))).toMatchObject({ use, test: false, hcRoles: [] }));

  it('names the signer as reports show it', () => {
    expect(signerIdentity(read('test-card-medis-doctor.der'))).toEqual({
      subject: 'serialNumber=Test117120,CN=Sanjushi Kagurazaka,O=MEDIS UNIVERSITY HOSPITAL,C=JP',
      issuer: 'CN=HPKI-01-MedisSignCA2-forNonRepudiation,OU=MEDIS HPKI CA,O=MEDIS,C=JP',
      serial: '015E',
      nameKanji: '神楽坂　三十四',
      commonName: 'Sanjushi Kagurazaka',
      hcRoles: ['Medical Doctor'],
      sha256: '36A79EA645E43134E76E7DACDD6D7DEDFA4EA1FD2D8FE45DF092C823A0687E64',
    });
  });
});
