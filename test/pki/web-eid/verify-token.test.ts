import { createHash, randomBytes, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testSigner } from '../../../pki/test-authority/test-signer.ts';
import type { VerificationOptions } from '../../../pki/trust.ts';
import { challengeMessage } from '../../../pki/web-eid/challenge.ts';
import { createToken } from '../../../pki/web-eid/create-token.ts';
import type { WebEidToken } from '../../../pki/web-eid/token.ts';
import { verifyToken } from '../../../pki/web-eid/verify-token.ts';
import { authorityWithDoctor } from '../../support/authority.ts';
import { keyUsage } from '../../support/certificates.ts';
import { AUTH_POLICY, type Chain, type ChainSpec, days, hours, hpkiChain, keys, SIGN_POLICY, trusting } from '../../support/hpki-chain.ts';

const ORIGIN = 'https://record.example';
const NONCE = randomBytes(32).toString('base64');
const APP = 'https://hpki-desk.example/0.1.0';

const FAULTLESS: ChainSpec = { policy: AUTH_POLICY, authorityPolicy: AUTH_POLICY, usage: keyUsage('digitalSignature') };
const given = (chain: Chain): Partial<VerificationOptions> => ({ chain: [chain.authority], crls: [chain.holderCrl, chain.authorityCrl] });

interface Case {
  readonly chain?: ChainSpec;
  readonly origin?: string;
  readonly nonce?: string;
  readonly token?: (token: WebEidToken) => unknown;
  readonly options?: (chain: Chain) => Partial<VerificationOptions>;
}

async function login({ chain: spec, origin = ORIGIN, nonce = NONCE, token: change = (token) => token, options = () => ({}) }: Case) {
  const chain = hpkiChain({ ...FAULTLESS, ...spec });
  const signer = testSigner({ certificate: chain.holder, chain: [], privateKey: spec?.holderKey ?? keys.holder });
  const token = await createToken(signer, { origin: ORIGIN, nonce: NONCE }, APP);
  const report = await verifyToken(change(token), { origin, nonce }, trusting(chain, { ...given(chain), ...options(chain) }));
  const open = report.checks.filter(({ status }) => status !== 'passed').map(({ id, status, subIndication }) => `${id} ${status} ${subIndication}`);
  return { ...report, open };
}

it('a token without fault names the holder and passes every check', async () => {
  const { checks, holder, ...rest } = await login({});
  expect(checks.map(({ id }) => id)).toEqual([
    ...['format', 'signature-value', 'signing-certificate-found', 'algorithms', 'certificate-path', 'issuer-key-pinned'],
    ...['certificate-policy', 'test-certificate', 'key-usage', 'hc-role', 'validity-period', 'revocation'],
  ]);
  expect(rest).toEqual({ conclusion: 'TOTAL-PASSED', subIndication: null, test: false, appVersion: APP, open: [] });
  expect(holder).toMatchObject({ subject: 'serialNumber=EX000001,CN=Hanako Example,C=JP', hcRoles: ['Medical Doctor'] });
});

it('the test card of the test authority signs in where test cards are accepted, and is marked', async () => {
  const { pair, options } = await authorityWithDoctor(new Date());
  const token = await createToken(testSigner(pair.authentication), { origin: ORIGIN, nonce: NONCE }, APP);
  const chain = { ...options, chain: pair.authentication.chain };
  expect(await verifyToken(token, { origin: ORIGIN, nonce: NONCE }, chain)).toMatchObject({ conclusion: 'TOTAL-PASSED', test: true });
  const refused = await verifyToken(token, { origin: ORIGIN, nonce: NONCE }, { ...chain, acceptTestCards: false });
  expect(refused.conclusion).toBe('INDETERMINATE');
});

it('the message is what the format says: hash of origin and hash of nonce, the nonce as its text', () => {
  const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest();
  expect(Buffer.from(challengeMessage({ origin: ORIGIN, nonce: NONCE }, 'sha256'))).toEqual(Buffer.concat([sha256(ORIGIN), sha256(NONCE)]));
});

const member = (name: keyof WebEidToken, value: unknown) => (token: WebEidToken) => ({ ...token, [name]: value });
const expired = (): Partial<VerificationOptions> => ({ at: days(1500) });

describe('one fault fails one check', () => {
  it.each<[string, Case, string[]]>([
    ['the origin of another site', { origin: 'https://evil.example' }, ['signature-value failed SIG_CRYPTO_FAILURE']],
    ['the same host at another port', { origin: 'https://record.example:8443' }, ['signature-value failed SIG_CRYPTO_FAILURE']],
    ['another nonce (a token that was used before)', { nonce: randomBytes(32).toString('base64') }, ['signature-value failed SIG_CRYPTO_FAILURE']],
    [
      'a changed signature',
      { token: (token) => ({ ...token, signature: `AAAA${token.signature.slice(4)}` }) },
      ['signature-value failed SIG_CRYPTO_FAILURE'],
    ],
    ['another algorithm than was used', { token: member('algorithm', 'RS512') }, ['signature-value failed SIG_CRYPTO_FAILURE']],
    [
      'no path',
      { options: () => ({ chain: [] }) },
      [
        'certificate-path indeterminate NO_CERTIFICATE_CHAIN_FOUND',
        'issuer-key-pinned indeterminate NO_CERTIFICATE_CHAIN_FOUND',
        'revocation indeterminate TRY_LATER',
      ],
    ],
    [
      'the certificate for documents',
      { chain: { policy: SIGN_POLICY, authorityPolicy: SIGN_POLICY } },
      ['certificate-policy failed CHAIN_CONSTRAINTS_FAILURE'],
    ],
    ['no policy', { chain: { policy: null } }, ['certificate-policy failed CHAIN_CONSTRAINTS_FAILURE']],
    [
      'an authority that does not assert the policy',
      { chain: { authorityPolicy: SIGN_POLICY } },
      ['certificate-policy failed CHAIN_CONSTRAINTS_FAILURE'],
    ],
    ['a test root', { chain: { testRoot: true } }, ['test-certificate failed CHAIN_CONSTRAINTS_FAILURE']],
    ['key usage of documents', { chain: { usage: keyUsage('nonRepudiation') } }, ['key-usage failed CHAIN_CONSTRAINTS_FAILURE']],
    ['a role that is not the one asked for', { options: () => ({ role: 'Pharmacist' }) }, ['hc-role failed SIG_CONSTRAINTS_FAILURE']],
    ['two roles', { chain: { roles: [{ text: 'Medical Doctor' }, { text: 'Dentist' }] } }, ['hc-role failed SIG_CONSTRAINTS_FAILURE']],
    [
      'no role where one is asked for',
      { chain: { roles: [] }, options: () => ({ role: 'Medical Doctor' }) },
      ['hc-role failed SIG_CONSTRAINTS_FAILURE'],
    ],
    ['no revocation list', { options: () => ({ crls: [] }) }, ['revocation indeterminate TRY_LATER']],
    [
      'a revoked certificate',
      { chain: { holderCrl: { entries: [{ serial: 0x1234, date: hours(-20), reason: 'keyCompromise' }] } } },
      ['revocation failed REVOKED_NO_POE'],
    ],
    ['too short a key', { chain: { holderKey: keys.weak } }, ['algorithms failed CRYPTO_CONSTRAINTS_FAILURE_NO_POE']],
  ])('%s', async (_what, fault, open) => {
    const report = await login(fault);
    expect(report.open).toEqual(open);
    expect(report.conclusion).not.toBe('TOTAL-PASSED');
  });

  it('an expired certificate', async () => {
    const { open, conclusion } = await login({ options: expired });
    expect(open[0]).toMatch(/^(certificate-path|validity-period) /);
    expect(conclusion).not.toBe('TOTAL-PASSED');
  });

  it('the key of another card', async () => {
    const chain = hpkiChain(FAULTLESS);
    const value = sign('sha256', challengeMessage({ origin: ORIGIN, nonce: NONCE }, 'sha256'), keys.other);
    const { open } = await login({
      token: (token) => ({ ...token, signature: value.toString('base64') }),
      options: () => trusting(chain, given(chain)),
    });
    expect(open).toContain('signature-value failed SIG_CRYPTO_FAILURE');
  });

  it('a name without a role signs in where no role is asked for', async () => {
    expect((await login({ chain: { roles: [] } })).open).toEqual([]);
  });
});

describe('what is no token', () => {
  it.each<[string, (token: WebEidToken) => unknown]>([
    ['nothing', () => null],
    ['a text', (token) => JSON.stringify(token)],
    ['a list', (token) => [token]],
    ['another format', member('format', 'web-eid:2.0')],
    ['no format', member('format', undefined)],
    ['a format with more behind it', member('format', 'web-eid:1.0 ')],
    ['a number as signature', member('signature', 7)],
    ['an empty signature', member('signature', '')],
    ['a signature in base64url', member('signature', 'a_-_')],
    ['an empty certificate', member('unverifiedCertificate', '')],
    ['a certificate longer than any', member('unverifiedCertificate', 'A'.repeat(70_000))],
    ['members that are inherited', (token) => Object.create(token)],
  ])('%s', async (_what, change) => {
    expect(await login({ token: change })).toMatchObject({
      conclusion: 'TOTAL-FAILED',
      subIndication: 'FORMAT_FAILURE',
      holder: null,
      appVersion: null,
    });
  });

  it('a certificate that nobody can read is told, not thrown', async () => {
    const report = await login({ token: member('unverifiedCertificate', 'MAA=') });
    expect(report.conclusion).not.toBe('TOTAL-PASSED');
    expect(report.open).toEqual(['signature-value failed SIG_CRYPTO_FAILURE', 'signing-certificate-found failed NO_SIGNING_CERTIFICATE_FOUND']);
  });

  it('whatever is given as a token, the answer is a report and never a pass', async () => {
    const chain = hpkiChain(FAULTLESS);
    await fc.assert(
      fc.asyncProperty(
        fc.anything(),
        fc.record({
          unverifiedCertificate: fc.base64String(),
          algorithm: fc.string(),
          signature: fc.base64String(),
          format: fc.constantFrom('web-eid:1.0', 'web-eid:1', 'x'),
          appVersion: fc.string(),
        }),
        async (anything, shaped) => {
          for (const token of [anything, shaped]) {
            expect((await verifyToken(token, { origin: ORIGIN, nonce: NONCE }, trusting(chain, given(chain)))).conclusion).not.toBe('TOTAL-PASSED');
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});

it.each([
  ['an address with a path', 'https://record.example/', NONCE],
  ['plain HTTP of another computer', 'http://record.example', NONCE],
  ['an opaque origin', 'null', NONCE],
  ['upper case', 'https://Record.example', NONCE],
  ['a short nonce', ORIGIN, randomBytes(16).toString('base64')],
  ['a nonce that is not base64', ORIGIN, `${NONCE.slice(0, -2)}*=`],
])('an application that expects %s is wrong itself', async (_what, origin, nonce) => {
  const chain = hpkiChain(FAULTLESS);
  await expect(verifyToken({}, { origin, nonce }, trusting(chain))).rejects.toThrow(TypeError);
});
