import { expect, it } from 'vitest';
import { type Certificate, parseCertificate } from '../../../pki/certificate/certificate.ts';
import { PkiError } from '../../../pki/errors.ts';
import { validateCertificate } from '../../../pki/path/validate-certificate.ts';
import { type Crl, parseCrl } from '../../../pki/revocation/crl.ts';
import { anchorFromCertificate } from '../../../pki/trust-store/anchor.ts';
import { type PkitsCase, pkitsIn } from '../../support/pkits.ts';
import { withCorpus } from '../../support/shared-data.ts';

withCorpus('pkits', (folder) => {
  const suite = pkitsIn(folder);
  const anchors = [anchorFromCertificate(suite.certificate('TrustAnchorRootCertificate.crt'), { test: true })];

  function decide({ cert, other_certs = [], crls = [], params = {} }: PkitsCase): boolean {
    try {
      return validateCertificate({
        certificate: parseCertificate(suite.certificate(cert)),
        candidates: other_certs.flatMap((file): Certificate[] => readable(() => parseCertificate(suite.certificate(file)))),
        anchors,
        crls: [...crls, 'TrustAnchorRootCRL.crl'].flatMap((file): Crl[] => readable(() => parseCrl(suite.crl(file)))),
        at: new Date('2022-05-01T00:00:00Z'),
        initialPolicies: params.user_initial_policy_set,
        explicitPolicy: params.initial_explicit_policy,
        inhibitPolicyMapping: params.initial_policy_mapping_inhibit,
        inhibitAnyPolicy: params.initial_any_policy_inhibit,
      }).valid;
    } catch (error) {
      if (error instanceof PkiError) return false;
      throw error;
    }
  }

  it('has the 246 cases of the NIST suite', () => expect(suite.cases).toHaveLength(246));

  it.each(suite.cases.map((example) => [example.id, example.name, example] as const))('%s %s', (_id, _name, example) => {
    expect(decide(example)).toBe(example.error === undefined);
  });
});

function readable<T>(read: () => T): T[] {
  try {
    return [read()];
  } catch (error) {
    if (error instanceof PkiError) return [];
    throw error;
  }
}
