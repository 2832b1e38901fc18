import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestAuthority } from '../../../pki/test-authority/create.ts';
import type { TestAuthority } from '../../../pki/test-authority/authority.ts';
import { parseCertificate } from '../../../pki/certificate/certificate.ts';
import { digest } from '../../../pki/digest/algorithms.ts';
import { serveTsa } from '../../../pki/time-stamp/serve.ts';
import { parseTimeStampToken } from '../../../pki/time-stamp/token.ts';
import type { TimeStampServiceOrder } from '../../../main/api/schema/time-stamping.ts';
import { type Desk, desk, failureOf } from '../support/desk.ts';

const stop = new AbortController();
const PASSWORD = 'correct horse battery';
const authorization = { user: 'clinic', password: PASSWORD };
let authority: TestAuthority;
let url: string;

beforeAll(async () => {
  authority = await createTestAuthority({ now: new Date() });
  ({ url } = await serveTsa({ authority, port: 0, signal: stop.signal, authorization }));
});
afterAll(() => stop.abort());

const order = (change: Partial<TimeStampServiceOrder> = {}): TimeStampServiceOrder => ({
  url,
  digest: 'sha512',
  policy: null,
  authorization,
  ...change,
});
const root = () => new File([authority.keys.root.certificate as Uint8Array<ArrayBuffer>], 'root.cer');
const rootSha256 = () => parseCertificate(authority.keys.root.certificate).sha256;

async function importRoot({ client }: Desk): Promise<void> {
  const { sha256 } = await client.timeStamping.inspect({ file: root() });
  await client.timeStamping.import({ file: root(), sha256, name: 'Test time', accreditation: null });
}

describe('the time-stamp service of the desk', () => {
  it('is set, tested and forgotten', async () => {
    await using running = await desk();
    const { timeStamping } = running.client;
    expect(await timeStamping.service()).toBeNull();
    expect(await timeStamping.setService(order())).toEqual({ url, digest: 'sha512', policy: null, user: 'clinic', hasPassword: true });
    expect(await timeStamping.testService()).toMatchObject({
      trusted: false,
      authority: expect.stringContaining('TEST HPKI Desk Time Stamp Server'),
    });

    await importRoot(running);
    const { trusted, clockDifference, checks } = await timeStamping.testService();
    expect([Math.abs(clockDifference) < 60, checks.find(({ id }) => id === 'time-stamp-authority')?.status]).toEqual([true, 'passed']);
    // Nobody publishes the lists of a test authority, so its revocation stays unknown here.
    expect([trusted, checks.filter(({ status, informative }) => status !== 'passed' && !informative).map(({ id }) => id)]).toEqual([
      false,
      ['time-stamp-revocation'],
    ]);

    const lists = running.application.store.folder.revocationLists;
    await mkdir(lists);
    await writeFile(join(lists, 'tsa.crl'), authority.records.crls['tsa.crl']);
    expect(await timeStamping.testService()).toMatchObject({ trusted: true });

    expect(await timeStamping.setService(null)).toBeNull();
    expect(await failureOf(timeStamping.testService())).toMatchObject({ code: 'TIME_STAMP_SERVICE_ABSENT' });
  });

  it('keeps its password sealed, over a restart, and out of every answer and the audit log', async () => {
    const first = await desk();
    await first.client.timeStamping.setService(order());
    const answers = JSON.stringify([await first.client.timeStamping.service(), await first.client.audit.list({ before: null, limit: 50 })]);
    await first[Symbol.asyncDispose]();
    const database = await readFile(join(first.dataFolder, 'desk.sqlite'));
    for (const text of [PASSWORD, Buffer.from(PASSWORD).toString('base64')])
      expect([answers.includes(text), database.includes(text)]).toEqual([false, false]);

    await using again = await desk([], { dataFolder: first.dataFolder });
    expect(await again.client.timeStamping.testService()).toMatchObject({ policy: expect.stringMatching(/^2\.25\./) });
  });

  it('uses a kept password for the same address and user only', async () => {
    await using running = await desk();
    const { timeStamping } = running.client;
    const kept = (user: string) => ({ user, password: null });
    expect(await failureOf(timeStamping.setService(order({ authorization: kept('clinic') })))).toMatchObject({ code: 'TIME_STAMP_PASSWORD_NEEDED' });
    await timeStamping.setService(order());
    expect(await timeStamping.setService(order({ digest: 'sha256', authorization: kept('clinic') }))).toMatchObject({
      digest: 'sha256',
      hasPassword: true,
    });
    await timeStamping.testService();
    for (const change of [{ authorization: kept('another') }, { url: 'http://example.invalid/', authorization: kept('clinic') }])
      expect(await failureOf(timeStamping.setService(order(change)))).toMatchObject({ code: 'TIME_STAMP_PASSWORD_NEEDED' });
  });

  it.each<[string, Partial<TimeStampServiceOrder>]>([
    ['of another scheme', { url: 'file:///etc/passwd' }],
    ['with a password in the address', { url: 'http://a:b@example.invalid/' }],
    ['with a policy that is none', { policy: 'policy' }],
    ['with a user that HTTP cannot carry', { authorization: { user: 'a:b', password: 'x' } }],
  ])('%s is refused', async (_, change) => {
    await using running = await desk();
    expect(await failureOf(running.client.timeStamping.setService(order(change)))).toMatchObject({ code: 'USAGE_WRONG' });
  });

  it('tells a wrong password by the status of the server', async () => {
    await using running = await desk();
    await running.client.timeStamping.setService(order({ authorization: { user: 'clinic', password: 'wrong' } }));
    expect(await failureOf(running.client.timeStamping.testService())).toMatchObject({ code: 'NETWORK_STATUS', detail: { status: 401 } });
  });
});

describe('who makes the time stamps', () => {
  it.each<[string, boolean, boolean, string | null]>([
    ['nobody for production without a service', false, false, null],
    ['the demonstration for test certificates', false, true, 'sha256'],
    ['the service for production', true, false, 'sha512'],
    ['the demonstration for test certificates, whatever the service', true, true, 'sha256'],
  ])('%s', async (_, configured, test, expected) => {
    await using running = await desk();
    await running.client.demonstration.insert();
    if (configured) await running.client.timeStamping.setService(order());
    const timeStamper = await running.application.timeStamping.timeStamper(test);
    expect(timeStamper?.digestAlgorithm ?? null).toBe(expected);
    if (!timeStamper) return;
    const token = await timeStamper.stamp(digest(timeStamper.digestAlgorithm, Buffer.from('x')));
    expect(parseTimeStampToken(token).info.imprint.algorithm).toBe(expected);
  });
});

describe('the import of an anchor', () => {
  it('needs the fingerprint that was shown', async () => {
    await using running = await desk();
    const { timeStamping } = running.client;
    const wrong = timeStamping.import({ file: root(), sha256: '0'.repeat(64), name: '', accreditation: null });
    expect(await failureOf(wrong)).toMatchObject({ code: 'CERTIFICATE_NOT_CONFIRMED' });
    await importRoot(running);
    expect(await timeStamping.anchors()).toMatchObject([{ name: 'Test time', accreditation: null }]);
    const accreditation = { accredited: true, source: 'soumu.go.jp', asOf: '2026-04-01' };
    expect(await timeStamping.setAccreditation({ sha256: rootSha256(), accreditation })).toMatchObject({ accreditation });
    await timeStamping.remove({ sha256: rootSha256() });
    expect(await timeStamping.anchors()).toEqual([]);
  });
});
