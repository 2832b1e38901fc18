import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseCertificate } from '../../pki/certificate/certificate.ts';
import { digest } from '../../pki/digest/algorithms.ts';
import { verifyEps } from '../../pki/eps/verify.ts';
import { PkiError } from '../../pki/errors.ts';
import type { TestAuthority } from '../../pki/test-authority/authority.ts';
import { createTestAuthority } from '../../pki/test-authority/create.ts';
import { assessTimeStamp } from '../../pki/time-stamp/assess.ts';
import { readTimeStampResponse } from '../../pki/time-stamp/response.ts';
import { type RunningTsa, serveTsa } from '../../pki/time-stamp/serve.ts';
import { type StamperOrder, timeStamperBy } from '../../pki/time-stamp/stamper.ts';
import { parseTimeStampToken } from '../../pki/time-stamp/token.ts';
import { anchorFromCertificate } from '../../pki/trust-store/anchor.ts';
import { productionTrust } from '../../pki/trust-store/production-trust.ts';
import type { TsaAnchor } from '../../pki/trust.ts';
import { NO_VALIDATION_DATA } from '../../pki/validation/evidence.ts';
import { describeWith } from '../support/needs.ts';
import { folderWith, openssl, pem } from '../support/openssl.ts';
import { withCorpus } from '../support/shared-data.ts';
import { POLICY, STAMPED, stampOf, timeStampAuthority, type Tsa } from '../support/time-stamps.ts';

describeWith(['openssl'], 'openssl ts', () => {
  const stop = new AbortController();
  let authority: TestAuthority;
  let tsa: RunningTsa;

  beforeAll(async () => {
    authority = await createTestAuthority({ now: new Date() });
    tsa = await serveTsa({ authority, port: 0, signal: stop.signal });
  });
  afterAll(async () => {
    stop.abort();
    await tsa.closed;
  });

  async function stamped(...queryArguments: readonly string[]): Promise<string> {
    const folder = folderWith({
      'data.bin': 'what was signed',
      'root.pem': pem('CERTIFICATE', authority.keys.root.certificate),
      'tsa.pem': pem('CERTIFICATE', authority.keys.timeStamping.certificate),
    });
    expect(openssl(folder, 'ts', '-query', '-data', 'data.bin', '-out', 'query.tsq', ...queryArguments).status).toBe(0);
    const headers = { 'content-type': 'application/timestamp-query' };
    const reply = await fetch(tsa.url, { method: 'POST', headers, body: readFileSync(join(folder, 'query.tsq')) });
    writeFileSync(join(folder, 'reply.tsr'), new Uint8Array(await reply.arrayBuffer()));
    return folder;
  }
  const VERIFY = ['ts', '-verify', '-in', 'reply.tsr', '-CAfile', 'root.pem'];

  it.each([
    ['with the certificate inside', ['-cert'], []],
    ['over SHA-512', ['-cert', '-sha512'], []],
    ['without nonce', ['-cert', '-no_nonce'], []],
    ['without the certificate inside', [], ['-untrusted', 'tsa.pem']],
  ])('accepts the time stamp %s', async (_, query, trust) => {
    const folder = await stamped(...query);
    const { status, text } = openssl(folder, ...VERIFY, '-queryfile', 'query.tsq', ...trust);
    expect([status, text]).toEqual([0, expect.stringContaining('Verification: OK')]);
  });

  it('refuses it for other data', async () => {
    const folder = await stamped('-cert');
    writeFileSync(join(folder, 'data.bin'), 'something else');
    expect(openssl(folder, ...VERIFY, '-data', 'data.bin').text).toContain('message imprint mismatch');
  });

  it('understands a refusal', async () => {
    const folder = await stamped('-tspolicy', '1.2.3.4');
    expect(openssl(folder, ...VERIFY, '-queryfile', 'query.tsq').text).toContain('unacceptedPolicy');
  });
});

const HOUR = 3_600_000;
const fromNow = (hours: number): Date => new Date(Date.now() + hours * HOUR);

/** An authority of today, whose server is OpenSSL. */
const today = { crl: { thisUpdate: fromNow(-1), nextUpdate: fromNow(24) } };
const validity = { from: fromNow(-24), to: fromNow(24) };
const withRsa = timeStampAuthority({ ...today, tsa: validity });
const withEc = timeStampAuthority({ ...today, tsa: { ...validity, key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey } });

const config = (essDigest: string, more: string): string => `
[tsa]
default_tsa = server
[server]
serial = serial
signer_cert = tsa.pem
certs = root.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = ${POLICY}
digests = sha256, sha384, sha512
ess_cert_id_alg = ${essDigest}
${more}
`;

describeWith(['openssl'], 'time stamps of openssl ts', () => {
  interface Server {
    readonly authority?: Tsa;
    readonly essDigest?: string;
    readonly more?: string;
  }

  /** Answers of `openssl ts -reply`, in place of a server over HTTP. */
  function repliesOf({ authority = withRsa, essDigest = 'sha256', more = '' }: Server) {
    const folder = folderWith({
      'tsa.conf': config(essDigest, more),
      serial: '01',
      'root.pem': pem('CERTIFICATE', authority.root),
      'tsa.pem': pem('CERTIFICATE', authority.certificate),
      'tsa.key': pem('PRIVATE KEY', authority.issued.privateKey),
    });
    return async (query: Uint8Array): Promise<Uint8Array> => {
      writeFileSync(join(folder, 'query.tsq'), query);
      const { status, text } = openssl(folder, 'ts', '-reply', '-config', 'tsa.conf', '-queryfile', 'query.tsq', '-out', 'reply.tsr');
      expect([status, text]).toMatchObject([0, expect.any(String)]);
      return new Uint8Array(readFileSync(join(folder, 'reply.tsr')));
    };
  }

  async function judged(token: Uint8Array, authority: Tsa, beside: readonly Uint8Array[] = []) {
    const at = new Date();
    const stamp = stampOf(token, { data: { ...NO_VALIDATION_DATA, certificates: beside, crls: [authority.crl] } });
    const options = { anchors: [], pinned: [], chain: [], crls: [], tsaAnchors: [authority.anchor], at, acceptTestCards: false };
    const { report } = await assessTimeStamp(stamp, NO_VALIDATION_DATA, { time: at, proved: false, provedAt: () => at }, options);
    return { trusted: report.trusted, open: report.checks.filter(({ status, informative }) => status !== 'passed' && !informative) };
  }

  it.each<[string, Server, Partial<StamperOrder>]>([
    ['with ESSCertID of the first version', { essDigest: 'sha1' }, {}],
    ['with ESSCertIDv2', {}, {}],
    ['with ESSCertIDv2 over SHA-512', { essDigest: 'sha512' }, {}],
    ['with the chain in ESSCertIDv2', { more: 'ess_cert_id_chain = yes' }, {}],
    ['over SHA-384', {}, { digestAlgorithm: 'sha384' }],
    ['over SHA-512', {}, { digestAlgorithm: 'sha512' }],
    [
      'with accuracy, ordering, name and fractions',
      { more: 'accuracy = secs:1, millisecs:500, microsecs:100\nordering = yes\ntsa_name = yes\nclock_precision_digits = 6' },
      {},
    ],
    ['by ECDSA', { authority: withEc }, {}],
    ['under the policy asked for', {}, { policy: POLICY }],
  ])('are had and trusted %s', async (_, server, order) => {
    const timeStamper = timeStamperBy({ digestAlgorithm: 'sha256', exchange: repliesOf(server), now: () => new Date(), ...order });
    const token = await timeStamper.stamp(digest(timeStamper.digestAlgorithm, STAMPED));
    expect(await judged(token, server.authority ?? withRsa)).toEqual({ trusted: true, open: [] });
  });

  it('are trusted without the certificate inside, where it is at hand', async () => {
    const folder = folderWith({ data: STAMPED });
    openssl(folder, 'ts', '-query', '-data', 'data', '-sha256', '-out', 'query.tsq');
    const reply = await repliesOf({})(new Uint8Array(readFileSync(join(folder, 'query.tsq'))));
    const token = readTimeStampResponse(reply);
    expect(parseTimeStampToken(token).signedData.certificates).toEqual([]);
    expect((await judged(token, withRsa, [withRsa.certificate])).trusted).toBe(true);
    expect((await judged(token, withRsa)).open.map(({ subIndication }) => subIndication)).toEqual(['NO_SIGNING_CERTIFICATE_FOUND']);
  });

  it('are refused by name where the policy is not offered', async () => {
    const timeStamper = timeStamperBy({ digestAlgorithm: 'sha256', policy: '1.2.3.4', exchange: repliesOf({}), now: () => new Date() });
    const refusal = await timeStamper.stamp(digest('sha256', STAMPED)).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(PkiError);
    expect(refusal).toMatchObject({ code: 'TIME_STAMP_REFUSED', detail: { failure: 'unacceptedPolicy', text: expect.stringContaining('policy') } });
  });
});

withCorpus('hpki', (folder) => {
  const bytes = readFileSync(join(folder, 'prescription-004_01.xml'));
  const certificates = [...bytes.toString('utf8').matchAll(/EncapsulatedX509Certificate[^>]*>([^<]+)</g)].map(([, base64]) =>
    Buffer.from(base64!, 'base64'),
  );
  const root = certificates.find((der) => parseCertificate(der).subject.startsWith('CN=Test CA for TimeStampServer'))!;
  const anchor = (): TsaAnchor => ({ ...anchorFromCertificate(root, { test: false }), accreditation: null });

  it.each<[string, string, () => readonly TsaAnchor[], object, object]>([
    ['on the day after', '2022-09-08T00:00:00Z', () => [anchor()], { conclusion: 'TOTAL-PASSED', subIndication: null }, { trusted: true }],
    ['four years later', '2026-11-20T00:00:00Z', () => [anchor()], { conclusion: 'TOTAL-PASSED', subIndication: null }, { trusted: true }],
    [
      'without its test root',
      '2022-09-08T00:00:00Z',
      () => [],
      { conclusion: 'INDETERMINATE', subIndication: 'NO_CERTIFICATE_CHAIN_FOUND' },
      { trusted: false },
    ],
    [
      'after the last list of its authority',
      '2028-01-01T00:00:00Z',
      () => [anchor()],
      { conclusion: 'INDETERMINATE', subIndication: 'OUT_OF_BOUNDS_NO_POE' },
      { trusted: false },
    ],
  ])('the time stamp of the official prescription %s', async (_, at, tsaAnchors, answer, stamp) => {
    const options = { ...productionTrust(), tsaAnchors: tsaAnchors(), chain: [], crls: [], at: new Date(at), acceptTestCards: true };
    const report = await verifyEps({ name: 'sample', bytes }, options);
    expect(report).toMatchObject({
      ...answer,
      signatures: [{ timeStamps: [{ ...stamp, time: '2022-09-07T08:18:25.197Z', policy: '0.2.440.200185.1.1.1.1' }] }],
    });
  });
});
