import type { TestAuthority } from '../../pki/test-authority/authority.ts';
import { createTestAuthority } from '../../pki/test-authority/create.ts';
import type { CardHolder } from '../../pki/test-authority/profiles.ts';
import { testSigner } from '../../pki/test-authority/test-signer.ts';
import type { VerificationOptions } from '../../pki/trust.ts';

export const DOCTOR: CardHolder = { nameRomaji: 'Taro Kensho', nameKanji: '検証　太郎', role: 'Medical Doctor', withKanji: true };

/** A test authority with one doctor's card, and the options that accept what the doctor signs at `now`. */
export async function authorityWithDoctor(now: Date) {
  const authority = await createTestAuthority({ now });
  const pair = await authority.issueCertificates(DOCTOR, now);
  const signer = testSigner(pair.signature);
  return { authority, pair, signer, options: acceptingOptions(authority, now) };
}

/** Test cards of this authority are accepted, revocation is known. */
export const acceptingOptions = (authority: TestAuthority, at: Date): VerificationOptions => ({
  anchors: [authority.anchor],
  pinned: [],
  chain: [],
  crls: authority.crls,
  at,
  acceptTestCards: true,
});
