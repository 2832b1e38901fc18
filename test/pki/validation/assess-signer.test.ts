import { describe, expect, it } from 'vitest';
import { integer } from '../../../pki/asn1/encode.ts';
import type { CheckId, SubIndication } from '../../../pki/report.ts';
import type { NameTemplate } from '../../../pki/certificate/encode-name.ts';
import type { VerificationOptions } from '../../../pki/trust.ts';
import { productionTrust } from '../../../pki/trust-store/production-trust.ts';
import { assessSigner, judgeSigner } from '../../../pki/validation/assess-signer.ts';
import { conclude } from '../../../pki/validation/conclude.ts';
import { NO_VALIDATION_DATA, type SignerEvidence, type ValidationData } from '../../../pki/validation/evidence.ts';
import { basicConstraints, critical, directoryName, issuingDistributionPoint, keyUsage } from '../../support/certificates.ts';
import { AUTH_POLICY, type ChainSpec, days, evidenceOf, hours, hpkiChain, keys, NOW, TEST_POLICY, trusting } from '../../support/hpki-chain.ts';

interface Case {
  readonly chain?: ChainSpec;
  readonly evidence?: Partial<SignerEvidence>;
  /** What of the evidence travels otherwise than it should. */
  readonly embedded?: Partial<ValidationData>;
  readonly options?: Partial<VerificationOptions>;
  /** Time that a trusted time stamp proves. */
  readonly proved?: Date;
}

async function assess({ chain: spec, evidence, embedded, options: given, proved }: Case) {
  const chain = hpkiChain(spec);
  const found = evidenceOf(chain, evidence);
  const options = trusting(chain, given);
  const times = { signature: proved ?? null, provedAt: () => options.at };
  const assessment = await judgeSigner({ ...found, embedded: { ...found.embedded, ...embedded } }, times, options);
  return { ...assessment, ...conclude(assessment.checks), open: openChecks(assessment.checks) };
}

const openChecks = (checks: Awaited<ReturnType<typeof assessSigner>>['checks']) =>
  checks.filter(({ status }) => status !== 'passed').map(({ id, status, subIndication }) => `${id} ${status} ${subIndication}`);

const revokedAt = (date: Date): ChainSpec => ({ holderCrl: { entries: [{ serial: 0x1234, date, reason: 'keyCompromise' }] } });
const TOO_SHORT: ChainSpec = { holderKey: keys.weak };
const noPath = { embedded: { certificates: [] } };

describe('a signer without fault', () => {
  it('passes every check, in order', async () => {
    const { checks, identity, ...rest } = await assess({});
    expect(checks.map(({ id, status }) => [id, status])).toEqual(
      [
        'signing-certificate-found',
        'algorithms',
        'certificate-path',
        'issuer-key-pinned',
        'certificate-policy',
        'test-certificate',
        'key-usage',
        'hc-role',
        'validity-period',
        'revocation',
      ].map((id) => [id, 'passed']),
    );
    expect(rest).toEqual({ test: false, bestSignatureTime: NOW, conclusion: 'TOTAL-PASSED', subIndication: null, open: [] });
    expect(identity).toMatchObject({
      subject: 'serialNumber=EX000001,CN=Hanako Example,C=JP',
      serial: '1234',
      nameKanji: null,
      hcRoles: ['Medical Doctor'],
    });
  });

  it.each([
    ['from the list of the verifier', { embedded: { crls: [] }, crls: true }],
    ['from the signature', { crls: false }],
  ])('tells how far revocation reaches, %s', async (_where, { embedded, crls }: { embedded?: Partial<ValidationData>; crls: boolean }) => {
    const chain = hpkiChain();
    const found = evidenceOf(chain);
    const options = trusting(chain, crls ? { crls: [chain.holderCrl, chain.authorityCrl] } : {});
    const { checks } = await assessSigner({ ...found, embedded: { ...found.embedded, ...embedded } }, options);
    expect(checks.at(-1)).toMatchObject({ status: 'passed', params: { asOf: hours(-10).toISOString(), hoursNotCovered: 10 } });
  });

  it('takes the issuers from the verifier when the signature brings none', async () => {
    const chain = hpkiChain();
    const { checks } = await assessSigner(
      evidenceOf(chain, { embedded: { ...NO_VALIDATION_DATA, crls: [chain.holderCrl, chain.authorityCrl] } }),
      trusting(chain, { chain: [chain.authority] }),
    );
    expect(conclude(checks).conclusion).toBe('TOTAL-PASSED');
  });

  it('under an anchor that a person chose is not said to be of a published authority', async () => {
    const { checks } = await assess({});
    expect(checks.find(({ id }) => id === 'issuer-key-pinned')?.params).toMatchObject({ published: false });
  });

  it('passes after its expiry when a time stamp proves an earlier time', async () => {
    expect(await assess({ proved: NOW, options: { at: days(1500) } })).toMatchObject({
      conclusion: 'TOTAL-PASSED',
      bestSignatureTime: NOW,
    });
  });

  it('passes when it was revoked after the time that a time stamp proves', async () => {
    const result = await assess({
      chain: { holderCrl: { thisUpdate: hours(40), nextUpdate: hours(136), entries: [{ serial: 0x1234, date: hours(30) }] } },
      proved: NOW,
      options: { at: hours(48) },
    });
    expect(result.open).toEqual([]);
  });

  it('passes with the role that the caller asks for in place of the document', async () => {
    expect((await assess({ chain: { roles: [{ text: 'Midwife' }] }, options: { role: 'Midwife' } })).open).toEqual([]);
  });

  it('leaves out what the document brings along and nobody can read', async () => {
    const junk = [new Uint8Array(0), new Uint8Array([0x30, 0x80, 0, 0])];
    const chain = hpkiChain();
    const evidence = evidenceOf(chain, {
      embedded: { certificates: [...junk, chain.authority], crls: [...junk, chain.holderCrl, chain.authorityCrl], ocspResponses: [...junk] },
    });
    expect(conclude((await assessSigner(evidence, trusting(chain))).checks).conclusion).toBe('TOTAL-PASSED');
  });
});

describe('one fault fails one check', () => {
  const cases: readonly (readonly [string, Case, CheckId, 'failed' | 'indeterminate', SubIndication])[] = [
    ['an algorithm of the past', { evidence: { algorithms: ['rsa-sha1', 'sha1'] } }, 'algorithms', 'failed', 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'],
    ['an unknown algorithm', { evidence: { algorithms: ['rsa-md17'] } }, 'algorithms', 'failed', 'CRYPTO_CONSTRAINTS_FAILURE'],
    ['a certificate signed over SHA-1', { chain: { holder: { hash: 'sha1' } } }, 'algorithms', 'failed', 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'],
    ['a key of 1024 bits', { chain: TOO_SHORT }, 'algorithms', 'failed', 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'],
    [
      'an issuer that is no authority',
      { chain: { authorityConstraints: basicConstraints(false), authorityCrl: { extensions: [] } } },
      'certificate-path',
      'failed',
      'CHAIN_CONSTRAINTS_FAILURE',
    ],
    [
      'an issuer that may not sign certificates',
      { chain: { authorityUsage: keyUsage('cRLSign') } },
      'certificate-path',
      'failed',
      'CHAIN_CONSTRAINTS_FAILURE',
    ],
    [
      'a critical extension that nobody knows',
      { chain: { holderExtensions: [critical('1.2.3.4', integer(1))] } },
      'certificate-path',
      'failed',
      'CHAIN_CONSTRAINTS_FAILURE',
    ],
    ['no policy', { chain: { policy: null } }, 'certificate-policy', 'failed', 'CHAIN_CONSTRAINTS_FAILURE'],
    ['the policy of authentication', { chain: { policy: AUTH_POLICY } }, 'certificate-policy', 'failed', 'CHAIN_CONSTRAINTS_FAILURE'],
    ['an issuer of another policy', { chain: { authorityPolicy: AUTH_POLICY } }, 'certificate-policy', 'failed', 'CHAIN_CONSTRAINTS_FAILURE'],
    ['an anchor of a test authority', { chain: { testRoot: true } }, 'test-certificate', 'failed', 'CHAIN_CONSTRAINTS_FAILURE'],
    ['no key usage', { chain: { usage: null } }, 'key-usage', 'failed', 'CHAIN_CONSTRAINTS_FAILURE'],
    ['a key for authentication', { chain: { usage: keyUsage('digitalSignature') } }, 'key-usage', 'failed', 'CHAIN_CONSTRAINTS_FAILURE'],
    ['no role', { chain: { roles: [] } }, 'hc-role', 'failed', 'SIG_CONSTRAINTS_FAILURE'],
    ['no role where none is asked for', { chain: { roles: [] }, evidence: { requiredRoles: null } }, 'hc-role', 'failed', 'SIG_CONSTRAINTS_FAILURE'],
    ['two roles', { chain: { roles: [{ text: 'Medical Doctor' }, { text: 'Dentist' }] } }, 'hc-role', 'failed', 'SIG_CONSTRAINTS_FAILURE'],
    ['another role', { chain: { roles: [{ text: 'Pharmacist' }] } }, 'hc-role', 'failed', 'SIG_CONSTRAINTS_FAILURE'],
    ['a role in other letters', { chain: { roles: [{ text: 'medical doctor' }] } }, 'hc-role', 'failed', 'SIG_CONSTRAINTS_FAILURE'],
    ['a role with a space more', { chain: { roles: [{ text: 'Medical Doctor ' }] } }, 'hc-role', 'failed', 'SIG_CONSTRAINTS_FAILURE'],
    [
      'a role of another scheme',
      { chain: { roles: [{ text: 'Medical Doctor', scheme: '1.2.392.100495.1.6.1.2' }] } },
      'hc-role',
      'failed',
      'SIG_CONSTRAINTS_FAILURE',
    ],
    ['the role that the caller excludes', { options: { role: 'Pharmacist' } }, 'hc-role', 'failed', 'SIG_CONSTRAINTS_FAILURE'],
    ['an expired certificate', { chain: { holder: { to: hours(-1) } } }, 'validity-period', 'failed', 'OUT_OF_BOUNDS_NO_POE'],
    ['a certificate of tomorrow', { chain: { holder: { from: hours(24) } } }, 'validity-period', 'failed', 'OUT_OF_BOUNDS_NO_POE'],
    ['revocation, no trusted time', { chain: revokedAt(hours(-20)) }, 'revocation', 'failed', 'REVOKED_NO_POE'],
    ['revocation before the trusted time', { chain: revokedAt(hours(-20)), proved: NOW }, 'revocation', 'failed', 'REVOKED'],
    ['revocation of the issuer', { chain: { authorityCrl: { entries: [{ serial: 2, date: days(-1) }] } } }, 'revocation', 'failed', 'REVOKED_NO_POE'],
    ['no list', { embedded: { crls: [] } }, 'revocation', 'indeterminate', 'TRY_LATER'],
    ['a list that has ended', { chain: { holderCrl: { thisUpdate: days(-9), nextUpdate: days(-5) } } }, 'revocation', 'indeterminate', 'TRY_LATER'],
    ['a list of tomorrow', { chain: { holderCrl: { thisUpdate: hours(24), nextUpdate: hours(120) } } }, 'revocation', 'indeterminate', 'TRY_LATER'],
    ['a list that another key signed', { chain: { holderCrl: { key: keys.other } } }, 'revocation', 'indeterminate', 'TRY_LATER'],
    ['an issuer that may not sign lists', { chain: { authorityUsage: keyUsage('keyCertSign') } }, 'revocation', 'indeterminate', 'TRY_LATER'],
    [
      'a list for another distribution point',
      {
        chain: {
          authorityCrl: { extensions: [issuingDistributionPoint({ name: directoryName([['CN', 'RARL']]), flag: 'onlyContainsCACerts' })] },
        },
      },
      'revocation',
      'indeterminate',
      'TRY_LATER',
    ],
  ];

  it.each(cases)('%s', async (_fault, input, id, status, subIndication) => {
    const { open, ...answer } = await assess(input);
    expect(open).toEqual([`${id} ${status} ${subIndication}`]);
    expect(answer).toMatchObject(
      subIndication === 'REVOKED' ? { conclusion: 'TOTAL-FAILED', subIndication } : { conclusion: 'INDETERMINATE', subIndication },
    );
  });
});

it('an expired issuer takes its revocation list with it', async () => {
  expect((await assess({ chain: { authority: { to: hours(-1) } } })).open).toEqual([
    'validity-period failed OUT_OF_BOUNDS_NO_POE',
    'revocation indeterminate REVOCATION_OUT_OF_BOUNDS_NO_POE',
  ]);
});

describe('test cards', () => {
  it('are refused outside test mode by policy and by name', async () => {
    const { open, test } = await assess({ chain: { policy: TEST_POLICY } });
    expect({ open, test }).toEqual({
      open: ['certificate-policy failed CHAIN_CONSTRAINTS_FAILURE', 'test-certificate failed CHAIN_CONSTRAINTS_FAILURE'],
      test: true,
    });
  });

  it.each([
    ['under a production authority', { policy: TEST_POLICY }],
    ['under a test authority', { policy: TEST_POLICY, testRoot: true }],
    ['of the production policy under a test authority', { testRoot: true }],
  ] as const)('%s pass in test mode and the report says so', async (_case, chain) => {
    const { checks, open, test } = await assess({ chain, options: { acceptTestCards: true } });
    const check = checks.find(({ id }) => id === 'test-certificate');
    expect({ open, test, params: check?.params }).toEqual({ open: [], test: true, params: { test: true, accepted: true } });
  });
});

describe('without a path to an anchor', () => {
  const OPEN_WITHOUT_PATH = ['issuer-key-pinned indeterminate NO_CERTIFICATE_CHAIN_FOUND', 'revocation indeterminate TRY_LATER'];

  it.each([
    ['the issuer is missing', noPath, 'certificate-path indeterminate NO_CERTIFICATE_CHAIN_FOUND', 'ISSUER_NOT_FOUND'],
    ['the root is nobody known', { options: { anchors: [] } }, 'certificate-path failed NO_CERTIFICATE_CHAIN_FOUND', 'ROOT_NOT_TRUSTED'],
    [
      'the certificate was not signed by its issuer',
      { chain: { holder: { issuerKey: keys.other } } },
      'certificate-path failed NO_CERTIFICATE_CHAIN_FOUND',
      'SIGNATURE_WRONG',
    ],
  ])('%s', async (_case, input, first, reason) => {
    const { open, checks, ...answer } = await assess(input);
    expect(open).toEqual([first, ...OPEN_WITHOUT_PATH]);
    expect(answer).toMatchObject({ conclusion: 'INDETERMINATE', subIndication: 'NO_CERTIFICATE_CHAIN_FOUND' });
    expect(checks.find(({ id }) => id === 'certificate-path')?.params).toMatchObject({ reason });
  });

  it.each([
    ['no certificate', null],
    ['an unreadable one', new Uint8Array([0x30, 0x03, 0x02, 0x01, 0x00])],
  ])('%s in the signature leaves nothing to check', async (_case, certificate) => {
    const { open, identity, ...answer } = await assess({ evidence: { certificate } });
    expect({ open, identity }).toEqual({ open: ['signing-certificate-found failed NO_SIGNING_CERTIFICATE_FOUND'], identity: null });
    expect(answer).toMatchObject({ conclusion: 'INDETERMINATE', subIndication: 'NO_SIGNING_CERTIFICATE_FOUND' });
  });
});

describe('a forger who uses the names of published authorities', () => {
  const MHLW: NameTemplate = [
    ['C', 'JP'],
    ['O', 'Ministry of Health, Labour and Welfare'],
    ['OU', 'Director-General for Policy Planning and Evaluation'],
    ['OU', 'MHLW HPKI Root CA V2'],
  ];
  const MEDIS: NameTemplate = [
    ['C', 'JP'],
    ['O', 'MEDIS'],
    ['OU', 'MEDIS HPKI CA'],
    ['CN', 'HPKI-01-MedisSignCA2-forNonRepudiation'],
  ];
  const ROOT_TEXT = productionTrust().pinned.find(({ use }) => use === 'root')!.subject;
  const MEDIS_TEXT = 'CN=HPKI-01-MedisSignCA2-forNonRepudiation,OU=MEDIS HPKI CA,O=MEDIS,C=JP';

  it.each([
    ['of root and issuer', { rootName: MHLW, authorityName: MEDIS }, {}, `${ROOT_TEXT}; ${MEDIS_TEXT}`],
    ['of the root', { rootName: MHLW }, {}, ROOT_TEXT],
    ['of the issuer', { authorityName: MEDIS }, {}, MEDIS_TEXT],
    ['of the issuer, whose certificate is kept back', { authorityName: MEDIS }, { certificates: [] }, MEDIS_TEXT],
  ] as const)('%s is named', async (_case, spec, embedded, authority) => {
    const chain = hpkiChain(spec);
    const found = evidenceOf(chain);
    const { checks } = await assessSigner({ ...found, embedded: { ...found.embedded, ...embedded } }, trusting(chain, productionTrust()));
    expect(conclude(checks)).toEqual({ conclusion: 'INDETERMINATE', subIndication: 'NO_CERTIFICATE_CHAIN_FOUND' });
    expect(checks.find(({ id }) => id === 'issuer-key-pinned')).toEqual({
      id: 'issuer-key-pinned',
      status: 'failed',
      subIndication: 'NO_CERTIFICATE_CHAIN_FOUND',
      detail: `The issuer's name is pinned and its key is not: ${authority}.`,
      params: { authority },
    });
  });
});
