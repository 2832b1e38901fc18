import type { Certificate } from './certificate/certificate.ts';
import type { SignatureFormat } from './report.ts';

/** A root that counts, held by its public key; `certificate` only when it was given as a file. */
export interface TrustAnchor {
  /** RFC 4514 name. */
  readonly subject: string;
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
  readonly certificate?: Uint8Array;
  /** SHA-256 of the certificate where it is pinned by fingerprint too, upper-case hexadecimal. */
  readonly sha256?: string;
  /** Anchors of the test authority and of `--trust` on test material; never part of the production store. */
  readonly test: boolean;
}

/** That an operator is accredited for time stamping (総務省告示146号, 時刻認証業務の認定に関する規程); known only where somebody recorded it. */
export interface Accreditation {
  readonly accredited: boolean;
  /** Where that is written, and when it was looked up (ISO 8601 date). */
  readonly source: string;
  readonly asOf: string;
}

/** A root that counts for time stamps only, never for signers. */
export interface TsaAnchor extends TrustAnchor {
  /** `null`: not known. */
  readonly accreditation: Accreditation | null;
}

/** Where a piece of evidence came from, for the report. */
export interface EvidenceOrigin {
  readonly kind: 'document' | 'given' | 'folder' | 'cache' | 'fetched';
  /** File name or address, where there is one. */
  readonly place?: string;
  /** ISO 8601; when it was fetched, or last told to be the newest. */
  readonly fetchedAt?: string;
}

/** Fetches what the certificates of a path that reached an anchor name as their revocation data; never throws, tells failures in the report. */
export interface RevocationSource {
  /** @param anchor at which the path ends, by whose key the data about its last certificate is proved */
  dataFor(path: readonly Certificate[], at: Date, anchor?: Pick<TrustAnchor, 'subject' | 'spki'>): Promise<FetchedRevocation>;
}
export interface FetchedRevocation {
  readonly crls: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
  /** Where each of them came from (keyed by the very same array). */
  readonly origins?: ReadonlyMap<Uint8Array, EvidenceOrigin>;
  /** What could not be had, worded in English with a stable code, for example `HOST_NOT_ALLOWED http://…`. */
  readonly failures: readonly { readonly code: string; readonly place: string; readonly note: string }[];
}

/**
 * What revocation data must be: `valid-at-time`, data that holds at the time that decides, told with the hours it does not cover;
 * `issued-after`, data issued after that time, so that no hour is uncovered.
 */
export type RevocationPolicy = 'valid-at-time' | 'issued-after';

/** A published CA certificate that is pinned by key (`resources/trust`). */
export interface PinnedAuthority {
  readonly name: string;
  readonly use: 'root' | 'sign' | 'authentication';
  readonly subject: string;
  readonly spki: Uint8Array;
  readonly sha256: string;
}

export interface VerificationOptions {
  /** Anchors for signers. */
  readonly anchors: readonly TrustAnchor[];
  /** Published authorities, to tell a forged issuer name from a foreign one. */
  readonly pinned: readonly PinnedAuthority[];
  /** Extra intermediate certificates, DER; never trusted by themselves. */
  readonly chain: readonly Uint8Array[];
  /** Certificate revocation lists, DER. */
  readonly crls: readonly Uint8Array[];
  /** OCSP responses, DER. */
  readonly ocspResponses?: readonly Uint8Array[];
  /** Anchors for time stamps; none unless given. They and `anchors` never mix. */
  readonly tsaAnchors?: readonly TsaAnchor[];
  /** Default `valid-at-time`. */
  readonly revocationPolicy?: RevocationPolicy;
  /** Without one nothing is fetched. */
  readonly revocationSource?: RevocationSource;
  /** Where a list or response of `crls` and `ocspResponses` came from (keyed by the very same array). */
  readonly origins?: ReadonlyMap<Uint8Array, EvidenceOrigin>;
  /** Verification time. */
  readonly at: Date;
  readonly acceptTestCards: boolean;
  /** Role text the signer must have; default by format (prescription: Medical Doctor or Dentist; dispensing: Pharmacist). */
  readonly role?: string;
}

/** Signature of every format's verifier. `content` is for detached CAdES. */
export type Verify = (
  file: { readonly name: string; readonly bytes: Uint8Array; readonly content?: Uint8Array },
  options: VerificationOptions,
) => Promise<{ readonly format: SignatureFormat } & import('./report.ts').VerificationReport>;
