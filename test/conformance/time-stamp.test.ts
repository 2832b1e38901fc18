import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestAuthority } from '../../pki/test-authority/authority.ts';
import { createTestAuthority } from '../../pki/test-authority/create.ts';
import { type RunningTsa, serveTsa } from '../../pki/time-stamp/serve.ts';
import { describeWith } from '../support/needs.ts';
import { folderWith, openssl, pem } from '../support/openssl.ts';

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
