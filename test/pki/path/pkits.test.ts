import { expect, it } from 'vitest';
import { type Certificate, parseCertificate } from '../../../pki/certificate/certificate.ts';
import { PkiError } from '../../../pki/errors.ts';
import { validateCertificate } from '../../../pki/path/validate-certificate.ts';
import { type Crl, parseCrl } from '../../../pki/revocation/crl.ts';
import { anchorFromCertificate } from '../../../pki/trust-store/anchor.ts';
import { type PkitsCase, pkitsIn } from '../../support/pkits.ts';
import { withCorpus } from '../../support/shared-data.ts';

/** Valid cases that are not decided yet, refused as a matter of course: revocation lists of another key than the certificate's, of other issuers, by parts. */
const NOT_DECIDED = [
  '40105',
  '40419',
  '40501',
  '40504',
  '40506',
  '40615',
  '40617',
  '40906',
  '41107',
  '41207',
  '41209',
  '41319',
  '41418',
  '41419',
  '41422',
  '41424',
  '41425',
  '41428',
  '41429',
  '41430',
  '41433',
];

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

  const outcomes = suite.cases.map((example) => ({ ...example, mustFail: example.error !== undefined, valid: decide(example) }));

  it('refuses every path of the NIST suite that must fail', () => {
    expect(outcomes.filter(({ mustFail, valid }) => mustFail && valid).map(({ id, name }) => `${id} ${name}`)).toEqual([]);
  });

  it('accepts every valid path but those not decided yet', () => {
    expect(outcomes.filter(({ mustFail, valid }) => !mustFail && !valid).map(({ id }) => id)).toEqual(NOT_DECIDED);
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
