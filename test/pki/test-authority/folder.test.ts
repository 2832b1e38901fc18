import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCertificate } from '../../../pki/certificate/certificate.ts';
import type { TestAuthority } from '../../../pki/test-authority/authority.ts';
import { createTestAuthority } from '../../../pki/test-authority/create.ts';
import { loadTestAuthority, saveTestAuthority } from '../../../pki/test-authority/folder.ts';
import { DOCTOR } from '../../support/authority.ts';

const now = new Date('2026-11-20T03:04:05Z');
let parent: string;
let authority: TestAuthority;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'hpki-desk-'));
  authority = await createTestAuthority({ now });
  const { signature } = await authority.issueCertificates(DOCTOR, now);
  authority.revoke(parseCertificate(signature.certificate).serial, 'keyCompromise', now);
  authority.publishCrls(now);
});
afterAll(() => rm(parent, { recursive: true }));

const certificates = ({ keys }: TestAuthority) => Object.values(keys).map(({ certificate }) => certificate);

describe('a saved authority', () => {
  it('comes back whole', async () => {
    const folder = join(parent, 'new', 'authority');
    await saveTestAuthority(folder, authority);
    const loaded = await loadTestAuthority(folder);
    expect([certificates(loaded), loaded.records]).toEqual([certificates(authority), authority.records]);
    expect(Object.values(loaded.keys).map(({ privateKey }, index) => privateKey.equals(Object.values(authority.keys)[index]!.privateKey))).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it('has its files under their agreed names, keys for the owner only', async () => {
    const folder = join(parent, 'files');
    await saveTestAuthority(folder, authority);
    const names = await readdir(folder);
    const modes = await Promise.all(
      names.filter((name) => name.endsWith('.key.pem')).map(async (name) => (await stat(join(folder, name))).mode & 0o777),
    );
    expect([names.toSorted(), modes, (await stat(folder)).mode & 0o777]).toEqual([
      [
        'auth-ca.cer',
        'auth-ca.key.pem',
        'auth.crl',
        'authority.json',
        'root.cer',
        'root.key.pem',
        'sarl.crl',
        'sign-ca.cer',
        'sign-ca.key.pem',
        'sign.crl',
        'tsa.cer',
        'tsa.crl',
        'tsa.key.pem',
      ],
      [0o600, 0o600, 0o600, 0o600],
      0o700,
    ]);
  });

  it.each([
    ['without a key', (folder: string) => rm(join(folder, 'root.key.pem'))],
    [
      'with the key of another',
      (folder: string) => writeFile(join(folder, 'tsa.key.pem'), authority.keys.root.privateKey.export({ format: 'pem', type: 'pkcs8' })),
    ],
    ['without a list', (folder: string) => rm(join(folder, 'sign.crl'))],
    ['of another format', (folder: string) => writeFile(join(folder, 'authority.json'), '{"format":"other"}')],
    ['with a broken certificate', (folder: string) => writeFile(join(folder, 'sign-ca.cer'), 'x')],
  ])('%s is refused', async (name, spoil) => {
    const folder = join(parent, name);
    await saveTestAuthority(folder, authority);
    await spoil(folder);
    await expect(loadTestAuthority(folder)).rejects.toMatchObject({ code: 'TEST_AUTHORITY_UNREADABLE', detail: { folder } });
  });

  it('is not found where there is none', async () => {
    await expect(loadTestAuthority(join(parent, 'nowhere'))).rejects.toMatchObject({ code: 'TEST_AUTHORITY_UNREADABLE' });
  });
});
