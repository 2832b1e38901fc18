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
