import { beforeAll, describe, expect, it } from 'vitest';
import { keyFault, keyIdentity, named } from '../../../main/remote-signing/remote-view.ts';
import type { RemoteCredential } from '../../../pki/remote/service.ts';
import type { IssuedPair } from '../../../pki/test-authority/authority.ts';
import { createTestAuthority } from '../../../pki/test-authority/create.ts';
import { DOCTOR } from '../../support/authority.ts';

const SERVICE = { id: '1', name: '地域サービス', base: 'https://service.example/', clientId: 'desk', signInHost: null };

let pair: IssuedPair;
beforeAll(async () => {
  const now = new Date();
  pair = await (await createTestAuthority({ now })).issueCertificates(DOCTOR, now);
});
const credential = (more: Partial<RemoteCredential> = {}): RemoteCredential => ({
  ...{ id: 'A', description: null, certificate: pair.signature.certificate, chain: [], enabled: true, way: 'pin', factor: null, algorithms: [] },
  ...more,
});

describe('keys at a service', () => {
  it('are named by the service, and each by itself where there are several', () => {
    const names = (...ids: string[]) =>
      named(
        SERVICE,
        ids.map((id) => credential({ id })),
      ).map(({ reader }) => reader);
    expect(names('A')).toEqual(['地域サービス (CSC)']);
    expect(names('A', 'B')).toEqual(['地域サービス (CSC) A', '地域サービス (CSC) B']);
  });

  it('are the same key under whatever name', () => {
    const [alone] = named(SERVICE, [credential()]);
    const [first, second] = named({ ...SERVICE, name: 'renamed' }, [credential(), credential({ id: 'B' })]);
    expect(keyIdentity(alone!)).toBe(keyIdentity(first!));
    expect(keyIdentity(first!)).not.toBe(keyIdentity(second!));
  });

  it.each<[string, () => Partial<RemoteCredential>, string | null]>([
    ['as they should be', () => ({}), null],
    ['for one-time passwords', () => ({ way: 'one-time' }), null],
    ['allowed at a page', () => ({ way: 'browser' }), null],
    ['disabled', () => ({ enabled: false }), 'disabled'],
    ['unlocked otherwise', () => ({ way: 'unsupported' }), 'auth'],
    ['for authentication', () => ({ certificate: pair.authentication.certificate }), 'authentication certificate'],
  ])('%s', (_what, more, note) => {
    const [key] = named(SERVICE, [credential(more())]);
    expect(keyFault(key!)?.detail['note'] ?? null).toBe(note);
  });
});
