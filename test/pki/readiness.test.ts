import { describe, expect, it } from 'vitest';
import { PkiError } from '../../pki/errors.ts';
import { assessSigningCertificate, type ReadinessInput } from '../../pki/readiness.ts';
import { productionTrust } from '../../pki/trust-store/production-trust.ts';
import { keyUsage } from '../support/certificates.ts';
import { AUTH_POLICY, type ChainSpec, days, hours, hpkiChain, keys, NOW, TEST_POLICY } from '../support/hpki-chain.ts';

async function assess(spec: ChainSpec, change: Partial<ReadinessInput> = {}) {
  const chain = hpkiChain(spec);
  const { checks, ...answer } = await assessSigningCertificate({
    certificate: chain.holder,
    chain: [chain.authority],
    crls: [chain.holderCrl, chain.authorityCrl],
    at: NOW,
    anchors: [chain.anchor],
    pinned: [],
    acceptTestCards: false,
    use: 'signature',
    ...change,
  });
  return answer;
}

const GOOD = { status: 'good', asOf: hours(-10), ageHours: 10 } as const;
const UNKNOWN = { status: 'unknown', asOf: null, ageHours: null } as const;
const ready = { failure: null, revocation: GOOD, test: false };

describe('a certificate may sign', () => {
  it.each([
    ['when nothing is wrong', {}, {}, ready],
    ['with the role that the document needs', {}, { requiredRoles: ['Dentist', 'Medical Doctor'] }, ready],
    ['when revocation is not known, which is told', {}, { crls: [] }, { ...ready, revocation: UNKNOWN }],
    ['when only a list signed over SHA-1 speaks for it, which nobody trusts', { holderCrl: { hash: 'sha1' } }, {}, { ...ready, revocation: UNKNOWN }],
    ['when such a list speaks for its issuer', { authorityCrl: { hash: 'sha1' } }, {}, { ...ready, revocation: UNKNOWN }],
    [
      'when the newest list is out of date, whose age is told',
      { holderCrl: { thisUpdate: days(-9), nextUpdate: days(-5) } },
      {},
      { ...ready, revocation: { status: 'unknown', asOf: days(-9), ageHours: 216 } },
    ],
    ['of a test card, in test mode', { policy: TEST_POLICY, testRoot: true }, { acceptTestCards: true }, { ...ready, test: true }],
  ] as const)('%s', async (_case, spec, change, answer) => expect(await assess(spec, change)).toEqual(answer));
});

describe('a certificate may not sign', () => {
  const revokedList = (thisUpdate: Date, nextUpdate: Date): ChainSpec => ({
    holderCrl: { thisUpdate, nextUpdate, entries: [{ serial: 0x1234, date: days(-10) }] },
  });

  it.each([
    ['expired', { holder: { to: hours(-1) } }, {}, 'SIGNER_CERTIFICATE_EXPIRED'],
    ['of an expired issuer', { authority: { to: hours(-1) } }, {}, 'SIGNER_CERTIFICATE_EXPIRED'],
    ['of tomorrow', { holder: { from: hours(24) } }, {}, 'SIGNER_CERTIFICATE_NOT_YET_VALID'],
    ['revoked', revokedList(hours(-10), hours(86)), {}, 'SIGNER_CERTIFICATE_REVOKED'],
    ['revoked by a list out of date', revokedList(days(-9), days(-5)), {}, 'SIGNER_CERTIFICATE_REVOKED'],
    ['on hold', { holderCrl: { entries: [{ serial: 0x1234, date: days(-1), reason: 'certificateHold' }] } }, {}, 'SIGNER_CERTIFICATE_REVOKED'],
    ['of a revoked issuer', { authorityCrl: { entries: [{ serial: 2, date: days(-1) }] } }, {}, 'SIGNER_CERTIFICATE_REVOKED'],
    ['without a policy', { policy: null }, {}, 'SIGNER_CERTIFICATE_UNFIT'],
    ['for authentication', { policy: AUTH_POLICY, usage: keyUsage('digitalSignature') }, {}, 'SIGNER_CERTIFICATE_UNFIT'],
    ['of another usage', { usage: keyUsage('digitalSignature') }, {}, 'SIGNER_CERTIFICATE_UNFIT'],
    ['without a role', { roles: [] }, {}, 'SIGNER_CERTIFICATE_UNFIT'],
    ['of another role', {}, { requiredRoles: ['Pharmacist'] }, 'SIGNER_CERTIFICATE_UNFIT'],
    ['of a weak key', { holderKey: keys.weak }, {}, 'SIGNER_CERTIFICATE_UNFIT'],
    ['without its issuer', {}, { chain: [] }, 'SIGNER_CERTIFICATE_UNFIT'],
    ['of a root that is not pinned', {}, productionTrust(), 'SIGNER_CERTIFICATE_UNFIT'],
    ['of a test card', { policy: TEST_POLICY }, {}, 'TEST_CARD_REFUSED'],
    ['of a test authority', { testRoot: true }, {}, 'TEST_CARD_REFUSED'],
    ['of a test card that leads to no pinned root', { policy: TEST_POLICY, testRoot: true }, productionTrust(), 'TEST_CARD_REFUSED'],
  ] as const)('%s', async (_case, spec, change, failure) => expect((await assess(spec, change)).failure).toBe(failure));

  it('that cannot be read', async () => {
    await expect(assess({}, { certificate: new Uint8Array([0x30, 0]) })).rejects.toThrow(expect.objectContaining({ code: 'CERTIFICATE_UNREADABLE' }));
    await expect(assess({}, { certificate: new Uint8Array([0x30, 0]) })).rejects.toThrow(PkiError);
  });
});
