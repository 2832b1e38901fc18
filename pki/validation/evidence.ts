import type { Check, SignerIdentity } from '../report.ts';

/** What a signature format hands to the format-independent part of validation. */
export interface SignerEvidence {
  /** Signing certificate (DER) as found in the signature, `null` when there is none. */
  readonly certificate: Uint8Array | null;
  /** Further certificates the document brings along; never anchors. */
  readonly embeddedCertificates: readonly Uint8Array[];
  /** Revocation lists the document brings along. */
  readonly embeddedCrls: readonly Uint8Array[];
  /** Time proved by a verified time stamp, `null` when there is none. */
  readonly trustedTime: Date | null;
  /** Signature algorithm and digests used, as OIDs or XML identifiers already named (`rsa-sha256`, `sha256`). */
  readonly algorithms: readonly string[];
  /** Role texts of which the signer must have one; `null` when the document asks for none. */
  readonly requiredRoles: readonly string[] | null;
}

export interface SignerAssessment {
  readonly identity: SignerIdentity | null;
  /** From `signing-certificate-found` to `revocation`, in the order made. */
  readonly checks: readonly Check[];
  readonly test: boolean;
  readonly bestSignatureTime: Date;
}
