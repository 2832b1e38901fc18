import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { deviceOf, fingerprintOf, openStationIdentity, renameStation } from '../../../../main/attendance/stations/identity.ts';
import { stationName } from '../../../../main/attendance/stations/station-name.ts';
import { openStore } from '../../../../main/store/store.ts';
import { parseCertificate, verifyIssuedBy } from '../../../../pki/certificate/certificate.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

describe('identity of a station', () => {
  it('is made once and found again after a start', async () => {
    const folder = await temporaryFolder();
    const open = async (name: string) => {
      await using store = await openStore({ folder });
      const { privateKey, ...identity } = await openStationIdentity(store, name);
      return { ...identity, key: privateKey.export({ format: 'pem', type: 'pkcs8' }) };
    };
    const first = await open('Lane 1');
    expect(await open('another name')).toEqual(first);
    expect(first).toMatchObject({ name: 'Lane 1', fingerprint: fingerprintOf(first.certificate), device: first.fingerprint.slice(0, 32) });
    expect(deviceOf(first.fingerprint)).toBe(first.device);
  });

  it('has a self-signed certificate on P-256 that names nobody and never ends', async () => {
    await using store = await openStore({ folder: await temporaryFolder() });
    const { certificate, privateKey } = await openStationIdentity(store, '山田 受付');
    const parsed = parseCertificate(certificate);
    expect(verifyIssuedBy(parsed, parsed)).toBe(true);
    expect(privateKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
    expect(new X509Certificate(certificate).checkPrivateKey(privateKey)).toBe(true);
    expect(parsed.subject).toMatch(/^CN=[\da-f-]{36}$/);
    expect({ usage: parsed.keyUsage, until: parsed.notAfter.toISOString() }).toEqual({
      usage: ['digitalSignature'],
      until: '9999-12-31T23:59:59.000Z',
    });
  });

  it('rests with its key sealed under the master key', async () => {
    await using store = await openStore({ folder: await temporaryFolder() });
    const { privateKey } = await openStationIdentity(store, 'Lane 1');
    const { sealed_key } = await store.db.selectFrom('station').select('sealed_key').executeTakeFirstOrThrow();
    const secret = Buffer.from(privateKey.export({ format: 'jwk' }).d!, 'base64url');
    expect(Buffer.from(sealed_key).includes(secret)).toBe(false);
    const masterKey = { ...store.masterKey, key: Buffer.alloc(32, 1) };
    await expect(openStationIdentity({ db: store.db, masterKey }, 'Lane 1')).rejects.toThrow();
  });

  it('keeps a new name', async () => {
    await using store = await openStore({ folder: await temporaryFolder() });
    await openStationIdentity(store, 'Lane 1');
    expect(await renameStation(store, ' 受付 2 ')).toBe('受付 2');
    expect((await openStationIdentity(store, 'Lane 1')).name).toBe('受付 2');
  });
});

it.each([
  ['受付 1', '受付 1'],
  ['a\nb\u0000\u009fc', 'a b c'],
  ['x'.repeat(70), 'x'.repeat(60)],
  [`${'x'.repeat(59)}𠮷`, `${'x'.repeat(59)}\ufffd`],
  [' \t ', '-'],
])('the name %j is told as %j', (name, told) => {
  expect(stationName(name)).toBe(told);
});
