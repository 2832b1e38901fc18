import type { KeyObject } from 'node:crypto';
import { buildCertificate } from '../certificate/build.ts';
import { TestAuthority } from './authority.ts';
import { type AuthorityKeys, type AuthorityRole, type CertifiedKey, generateKey, issuerReference, publicPart } from './keys.ts';
import { publish } from './lists.ts';
import { AUTHORITY_NAMES } from './names.ts';
import { authorityProfile, rootProfile, timeStampingProfile } from './profiles.ts';
import { newSerial } from './serials.ts';
import { calendarYears } from './validity.ts';

const YEARS: Readonly<Record<AuthorityRole, number>> = { root: 30, signature: 20, authentication: 20, timeStamping: 10 };

/**
 * Makes a new authority with its first revocation lists. Nothing is written anywhere.
 * @example
 * const authority = await createTestAuthority({ now: new Date() });
 * const { signature } = await authority.issueCertificates(holder, new Date());
 */
export async function createTestAuthority({ now }: { readonly now: Date }): Promise<TestAuthority> {
  const [rootKey, signatureKey, authenticationKey, timeStampingKey] = await Promise.all([generateKey(), generateKey(), generateKey(), generateKey()]);

  const issueByRoot = (role: AuthorityRole, privateKey: KeyObject, profile: (spki: Uint8Array) => Uint8Array[]): CertifiedKey => {
    const spki = publicPart(privateKey);
    const names = { issuer: AUTHORITY_NAMES.root, subject: AUTHORITY_NAMES[role] };
    const template = { serial: newSerial('root'), ...names, ...calendarYears(now, YEARS[role]), spki, extensions: profile(spki) };
    return { certificate: buildCertificate(template, rootKey), privateKey };
  };
  const root = issueByRoot('root', rootKey, rootProfile);
  const issuer = issuerReference(root);
  const keys: AuthorityKeys = {
    root,
    signature: issueByRoot('signature', signatureKey, (spki) => authorityProfile(spki, issuer, 'signature')),
    authentication: issueByRoot('authentication', authenticationKey, (spki) => authorityProfile(spki, issuer, 'authentication')),
    timeStamping: issueByRoot('timeStamping', timeStampingKey, (spki) => timeStampingProfile(spki, issuer)),
  };
  return new TestAuthority(keys, publish(keys, { crlNumber: 0, revocations: [] }, now));
}
