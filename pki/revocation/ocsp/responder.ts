import { digest } from '../../digest/algorithms.ts';
import { toHex } from '../../asn1/values.ts';
import { type Certificate, verifyIssuedBy } from '../../certificate/certificate.ts';
import { EXTENSION } from '../../certificate/extensions/oids.ts';
import { sameName } from '../../certificate/name.ts';
import type { RevocationIssuer } from '../status.ts';
import { keyOctets } from './cert-id.ts';
import { OCSP } from './object-identifiers.ts';
import type { OcspResponse } from './response.ts';

/** Critical extensions of a responder's certificate that are looked at or say nothing against it. */
const UNDERSTOOD: ReadonlySet<string> = new Set([
  EXTENSION.KEY_USAGE,
  EXTENSION.EXTENDED_KEY_USAGE,
  EXTENSION.BASIC_CONSTRAINTS,
  EXTENSION.CERTIFICATE_POLICIES,
  EXTENSION.SUBJECT_ALT_NAME,
  OCSP.noCheck,
]);

type Holder = Pick<RevocationIssuer, 'subject' | 'spki'>;

/** Who may have signed: the issuer itself, or those to whom it gave that right by a certificate of its own (RFC 6960 section 4.2.2.2). */
export interface Responder {
  readonly key: Holder;
  /** `null`: the issuer itself. */
  readonly delegate: Certificate | null;
}

/** Delegates looked at for one response, those that it brings along first; a document may bring thousands. */
const MAX_DELEGATES = 16;

/** Those whom the response names as its responder, the issuer first. Whether one of them signed is not looked at. */
export function respondersOf(response: OcspResponse, issuer: RevocationIssuer, candidates: readonly Certificate[]): Responder[] {
  const delegates = [...response.certificates, ...candidates]
    .filter((certificate) => isNamed(certificate, response))
    .slice(0, MAX_DELEGATES)
    .filter((certificate) => isDelegate(certificate, issuer));
  return [...(isNamed(issuer, response) ? [{ key: issuer, delegate: null }] : []), ...delegates.map((delegate) => ({ key: delegate, delegate }))];
}

function isNamed(holder: Holder, { responder }: OcspResponse): boolean {
  return responder.kind === 'name' ? sameName(holder.subject, responder.text) : keyHash(holder) === responder.hash;
}

/** Hashes already made: every candidate is asked for every response. They go with who holds the key. */
const keyHashes = new WeakMap<Holder, string>();

function keyHash(holder: Holder): string {
  const hash = keyHashes.get(holder) ?? toHex(digest('sha1', keyOctets(holder.spki)));
  keyHashes.set(holder, hash);
  return hash;
}

/** Issued directly by the very key that issued the certificate asked about, for this purpose. */
function isDelegate(certificate: Certificate, issuer: RevocationIssuer): boolean {
  const { extendedKeyUsage, keyUsage, extensions } = certificate;
  return (
    (extendedKeyUsage?.includes(OCSP.purpose) ?? false) &&
    (keyUsage === null || keyUsage.includes('digitalSignature') || keyUsage.includes('nonRepudiation')) &&
    extensions.every(({ critical, oid }) => !critical || UNDERSTOOD.has(oid)) &&
    sameName(certificate.issuer, issuer.subject) &&
    verifyIssuedBy(certificate, issuer)
  );
}

/** The issuer vouches for the responder for as long as its certificate is valid (RFC 6960 section 4.2.2.2.1). */
export const needsNoCheck = ({ extensions }: Certificate): boolean => extensions.some(({ oid }) => oid === OCSP.noCheck);
