import { sameBytes } from '../../asn1/values.ts';
import { type Certificate, verifyIssuedBy } from '../../certificate/certificate.ts';
import { sameName } from '../../certificate/name.ts';
import type { PinnedAuthority } from '../../trust.ts';
import { failed, passed, type SignerCheck, undecided } from '../signer-context.ts';

/**
 * No authority borrows the name of a published one. A path that reaches an anchor was vouched for by it, also where a published
 * authority has a new key; without an anchor a pinned name over another key is a forgery and is called one.
 */
export const issuerKeyPinned: SignerCheck = (context) => {
  const { anchor } = context.path;
  if (anchor) {
    const published = context.pinned.some(({ spki }) => sameBytes(spki, anchor.spki));
    const detail = `The issuers are vouched for by the key of ${anchor.subject}.`;
    return passed('issuer-key-pinned', detail, { authority: anchor.subject, published });
  }
  const impostors = impersonated(context.path.path, context.pinned).map(({ subject }) => subject);
  if (impostors.length === 0) return undecided('issuer-key-pinned', 'NO_CERTIFICATE_CHAIN_FOUND', 'No issuer of the path is a pinned authority.');
  const authority = impostors.join('; ');
  return failed('issuer-key-pinned', 'NO_CERTIFICATE_CHAIN_FOUND', `The issuer's name is pinned and its key is not: ${authority}.`, { authority });
};

/** Published authorities whose name is borrowed in a path that reached no anchor. */
export const impersonated = (path: readonly Certificate[], pinned: readonly PinnedAuthority[]): readonly PinnedAuthority[] =>
  pinned.filter((authority) => isImpersonated(authority, path));

/** Some certificate of the path names the authority as itself without having its key, or as its issuer without being signed by it. */
function isImpersonated(authority: PinnedAuthority, path: readonly Certificate[]): boolean {
  return path.some(
    (certificate) =>
      (sameName(certificate.subject, authority.subject) && !sameBytes(certificate.spki, authority.spki)) ||
      (sameName(certificate.issuer, authority.subject) && !verifyIssuedBy(certificate, authority)),
  );
}
