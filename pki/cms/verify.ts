import type { KeyObject } from 'node:crypto';
import { algorithmName, DOCUMENT_SCHEMES, readSignatureAlgorithm, type SignatureAlgorithm } from '../algorithms/signature-algorithms.ts';
import { signatureFits, signatureFitsDigest } from '../algorithms/signature-value.ts';
import { DerError } from '../asn1/der.ts';
import { sameBytes } from '../asn1/values.ts';
import { type DigestName, digest, digestByOid } from '../digest/algorithms.ts';
import { oncePerAlgorithm } from '../digest/once.ts';
import type { Check } from '../report.ts';
import { certificateKey } from './certificate-identifiers.ts';
import { type ParseOptions, parseSignedData, type SignedData, type SignerInfo } from './parse.ts';
import { readSignedAttributes, type SignedAttributes } from './signed-attributes.ts';
import { findSignerCertificate } from './signer-certificate.ts';
import { refersTo } from './signing-certificate.ts';

export type ContentDigest = (algorithm: DigestName) => Uint8Array | Promise<Uint8Array>;

export interface SignedDataVerificationOrder extends ParseOptions {
  readonly der: Uint8Array;
  /** Digest of the detached content; `null` when the content is not at hand. */
  readonly contentDigest: ContentDigest | null;
  /** Where the signer's certificate may be beside the signature itself. */
  readonly furtherCertificates?: readonly Uint8Array[];
}

export interface SignerVerification {
  readonly info: SignerInfo;
  readonly certificate: Uint8Array | null;
  /** Content digest and signature value are both right. */
  readonly intact: boolean;
  /** `format`, `reference-digests`, `signature-value` and `signing-certificate-bound`. */
  readonly checks: readonly Check[];
  /** signing-time, only claimed. */
  readonly claimedTime: Date | null;
  /** Names such as `rsa-sha256` and `sha256`; the OID where we know none. */
  readonly algorithms: readonly string[];
  /** Revocation lists of SignedData and of adbe-revocationInfoArchival. */
  readonly crls: readonly Uint8Array[];
  /** Those of adbe-revocationInfoArchival, which are signed. */
  readonly signedCrls: readonly Uint8Array[];
  /** Digest of the content, wherever it is; `null` when it is not at hand. */
  readonly contentDigest: ContentDigest | null;
}

export interface SignedDataVerification {
  readonly signedData: SignedData;
  readonly signers: readonly SignerVerification[];
}

/**
 * Verifies each SignerInfo: content digest, signature value over the attributes as received, binding of the certificate.
 * Trust in the certificate is not judged here.
 * @throws PkiError DOCUMENT_UNREADABLE when it is no well-formed SignedData
 */
export async function verifySignedData(order: SignedDataVerificationOrder): Promise<SignedDataVerification> {
  const signedData = parseSignedData(order.der, order);
  // However many signers there are, the content is read once for each digest algorithm.
  const contentDigest = order.contentDigest && oncePerAlgorithm(order.contentDigest);
  const signers = await Promise.all(signedData.signers.map((info) => verifySigner(info, signedData, { ...order, contentDigest })));
  return { signedData, signers };
}

async function verifySigner(info: SignerInfo, signedData: SignedData, order: SignedDataVerificationOrder): Promise<SignerVerification> {
  try {
    const attributes = info.signedAttributesDer ? readSignedAttributes(info, signedData.eContentType) : null;
    return await verifyReadSigner(info, attributes, documentAlgorithm(info), signedData, order);
  } catch (cause) {
    if (!(cause instanceof DerError)) throw cause;
    const check: Check = { id: 'format', status: 'failed', subIndication: 'FORMAT_FAILURE', detail: `SignerInfo: ${cause.message}` };
    return {
      info,
      certificate: null,
      intact: false,
      checks: [check],
      claimedTime: null,
      algorithms: [],
      crls: signedData.crls,
      signedCrls: [],
      contentDigest: null,
    };
  }
}

function documentAlgorithm({ signatureAlgorithm }: SignerInfo): SignatureAlgorithm | null {
  const known = readSignatureAlgorithm(signatureAlgorithm);
  return known && DOCUMENT_SCHEMES.some((scheme) => scheme === known.scheme) ? known : null;
}

async function verifyReadSigner(
  info: SignerInfo,
  attributes: SignedAttributes | null,
  signature: SignatureAlgorithm | null,
  signedData: SignedData,
  order: SignedDataVerificationOrder,
): Promise<SignerVerification> {
  const algorithm = digestByOid(info.digestAlgorithm)?.name ?? null;
  const candidates = [...signedData.certificates, ...(order.furtherCertificates ?? [])];
  const certificate = findSignerCertificate(info.identifier, attributes?.signingCertificates ?? [], candidates);
  const contentDigests = algorithm ? await digestsOf(algorithm, signedData.eContent, order.contentDigest) : [];
  const digests = digestCheck(algorithm, contentDigests, attributes);
  const value = valueCheck(info, algorithm, signature, certificate, contentDigests);
  return {
    info,
    certificate,
    intact: digests.status === 'passed' && value.status === 'passed',
    checks: [{ id: 'format', status: 'passed', detail: 'well-formed CMS SignedData' }, digests, value, bindingCheck(attributes, certificate)],
    claimedTime: attributes?.signingTime ?? null,
    algorithms: [signature ? algorithmName({ ...signature, digest: signature.digest ?? algorithm }) : 'unknown', algorithm ?? info.digestAlgorithm],
    crls: [...signedData.crls, ...(attributes?.crls ?? [])],
    signedCrls: attributes?.crls ?? [],
    contentDigest: signedData.eContent ? (name) => digest(name, signedData.eContent!) : order.contentDigest,
  };
}

/** Digest of the content inside and of the content given; where there are both, both must be right. */
async function digestsOf(
  algorithm: DigestName,
  eContent: Uint8Array | null,
  contentDigest: SignedDataVerificationOrder['contentDigest'],
): Promise<readonly Uint8Array[]> {
  return [...(eContent ? [digest(algorithm, eContent)] : []), ...(contentDigest ? [await contentDigest(algorithm)] : [])];
}

function digestCheck(algorithm: DigestName | null, contentDigests: readonly Uint8Array[], attributes: SignedAttributes | null): Check {
  const id = 'reference-digests';
  if (!algorithm) return { id, status: 'indeterminate', subIndication: 'CRYPTO_CONSTRAINTS_FAILURE', detail: 'unknown digest algorithm' };
  const [first] = contentDigests;
  if (!first) return { id, status: 'indeterminate', subIndication: 'SIGNED_DATA_NOT_FOUND', detail: 'the signed content was not given' };
  const expected = attributes?.messageDigest ?? first;
  if (contentDigests.some((found) => !sameBytes(found, expected)))
    return { id, status: 'failed', subIndication: 'HASH_FAILURE', detail: `${algorithm} of the content differs from message-digest` };
  return {
    id,
    status: 'passed',
    detail: attributes ? `${algorithm} of the content equals message-digest` : 'the signature is over the content itself',
  };
}

function valueCheck(
  info: SignerInfo,
  algorithm: DigestName | null,
  signature: SignatureAlgorithm | null,
  certificate: Uint8Array | null,
  contentDigests: readonly Uint8Array[],
): Check {
  const id = 'signature-value';
  const undecided = (subIndication: Check['subIndication'], detail: string): Check => ({ id, status: 'indeterminate', subIndication, detail });
  if (!certificate) return undecided('NO_SIGNING_CERTIFICATE_FOUND', 'no certificate to check the value with');
  if (!algorithm || !signature) return undecided('CRYPTO_CONSTRAINTS_FAILURE', 'unknown signature or digest algorithm');
  const message = info.signedAttributesDer ?? contentDigests[0];
  if (!message) return undecided('SIGNED_DATA_NOT_FOUND', 'the signed content was not given');
  const key = certificateKey(certificate);
  const fits = (by: KeyObject): boolean =>
    info.signedAttributesDer
      ? signatureFits({ ...signature, digest: algorithm }, by, message, info.signature)
      : signatureFitsDigest(signature, algorithm, by, message, info.signature);
  if (key && (signature.digest ?? algorithm) === algorithm && fits(key))
    return { id, status: 'passed', detail: `${signature.scheme} with ${algorithm}` };
  return { id, status: 'failed', subIndication: 'SIG_CRYPTO_FAILURE', detail: `the value is not the certificate's ${signature.scheme} signature` };
}

/** RFC 5035: without the reference any other certificate of the same key could be put in the signer's place. */
function bindingCheck(attributes: SignedAttributes | null, certificate: Uint8Array | null): Check {
  const id = 'signing-certificate-bound';
  const references = attributes?.signingCertificates ?? [];
  if (references.length === 0)
    return { id, status: 'failed', subIndication: 'SIG_CONSTRAINTS_FAILURE', detail: 'no signing-certificate attribute is signed' };
  if (certificate && references.every((reference) => refersTo(reference, certificate)))
    return { id, status: 'passed', detail: 'the signed reference is to this certificate' };
  return { id, status: 'failed', subIndication: 'NO_SIGNING_CERTIFICATE_FOUND', detail: 'the signed reference is to another certificate' };
}
