import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCertificate } from '../../../pki/certificate/certificate.ts';
import { loadPublicKey } from '../../../pki/algorithms/signature-value.ts';
import { validatePath } from '../../../pki/path/validate-path.ts';
import { anchorFromCertificate } from '../../../pki/trust-store/anchor.ts';
import { productionTrust } from '../../../pki/trust-store/production-trust.ts';
import { hpkiChain } from '../../support/hpki-chain.ts';
import { withCorpus } from '../../support/shared-data.ts';

const { anchors, pinned } = productionTrust();

describe('the trust of production', () => {
  it('has one anchor, the MHLW root, and nothing of a test authority', () => {
    expect(anchors.map(({ subject, sha256, test }) => ({ subject, sha256, test }))).toEqual([
      {
        subject: 'OU=MHLW HPKI Root CA V2,OU=Director-General for Policy Planning and Evaluation,O=Ministry of Health\\, Labour and Welfare,C=JP',
        sha256: '6ED2796B1B101736D952185787CB36DA9CE80522CC8CB7B5CE728B61BE1B674C',
        test: false,
      },
    ]);
  });

  it('pins keys that can be used', () => {
    expect(pinned.map(({ name, use, spki }) => [name, use, loadPublicKey(spki).asymmetricKeyDetails?.modulusLength])).toEqual([
      ['mhlw-hpki-root-ca-v2', 'root', 2048],
      ['jma-sign-ca-hpki-jv2', 'sign', 2048],
      ['medis-sign-ca2', 'sign', 2048],
      ['medis-auth-ca2', 'authentication', 2048],
    ]);
  });
});

it('an anchor that a person chose is held by its certificate', () => {
  const { root } = hpkiChain();
  const { subject, spki, sha256 } = parseCertificate(root);
  expect(anchorFromCertificate(root, { test: true })).toEqual({ subject, spki, certificate: root, sha256, test: true });
  expect(sha256).toBe(createHash('sha256').update(root).digest('hex').toUpperCase());
});

withCorpus('hpki', (folder) => {
  const read = (file: string) => parseCertificate(readFileSync(join(folder, file)));
  const AT = new Date('2022-09-07T08:08:01Z');

  it.each([
    ['test-card-medis-doctor.der', 'medis-sign-ca2.der', 2],
    ['test-card-jma-doctor.der', 'jma-sign-ca-hpki-jv2.der', 2],
    ['test-card-jpa-pharmacist.der', 'jma-sign-ca-hpki-jv2.der', 2],
    ['medis-auth-ca2.der', 'mhlw-hpki-root-ca-v2.der', 1],
  ])('%s leads to the pinned root without its certificate', (file, issuer, length) => {
    const { valid, path, anchor } = validatePath({ certificate: read(file), candidates: [read(issuer)], anchors, at: AT });
    expect([valid, path.length, anchor]).toEqual([true, length, anchors[0]]);
  });

  it('gives a test card under the production authority no policy, which is why policies are looked up directly', () => {
    const input = { certificate: read('test-card-medis-doctor.der'), candidates: [read('medis-sign-ca2.der')], anchors, at: AT };
    expect(validatePath({ ...input, explicitPolicy: true })).toMatchObject({ valid: false, reason: 'POLICY_NOT_VALID', policies: [] });
  });
});
