import type { DigestName } from '../digest/algorithms.ts';
import { distinct } from '../digest/fingerprint.ts';
import type { PolicyUse } from '../hpki/policies.ts';
import type { Check, SignerIdentity, TimeStampKind, TimeStampReport } from '../report.ts';

/** Certificates and revocation data that travel with a signature or time stamp, DER; help, never trust. */
export interface ValidationData {
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
}

export const NO_VALIDATION_DATA: ValidationData = { certificates: [], crls: [], ocspResponses: [] };

/** All of several collections, one after the other, each piece once. */
export const mergedData = (...data: readonly ValidationData[]): ValidationData => ({
  certificates: distinct(data.flatMap(({ certificates }) => certificates)),
  crls: distinct(data.flatMap(({ crls }) => crls)),
  ocspResponses: distinct(data.flatMap(({ ocspResponses }) => ocspResponses)),
});

/** A time stamp as the format found it, before anything of it is believed. */
export interface TimeStampEvidence {
  /** Name within the signature: XML identifier, PDF field, position. */
  readonly id: string;
  readonly kind: TimeStampKind;
  /** TimeStampToken: a CMS ContentInfo, DER. */
  readonly token: Uint8Array;
  /** Digest of what the token must be over; `null` when it cannot be computed (its own format fault is told by the format). */
  readonly imprint: (algorithm: DigestName) => Uint8Array | null | Promise<Uint8Array | null>;
  /** Evidence stored for this time stamp, beside that of the signature. */
  readonly data: ValidationData;
  /**
   * Of an archive time stamp: the evidence (certificates, lists, responses, DER, as they appear in `embedded` and `data`) that it covers and so
   * proves to have existed. The signature value is covered as a matter of course.
   */
  readonly protects: readonly Uint8Array[];
  /** Of an archive time stamp: `id`s of the time stamps that it covers; all before it unless given. One that it does not cover may be younger. */
  readonly covers?: ReadonlySet<string>;
}

/** What a signature format hands to the format-independent part of validation. */
export interface SignerEvidence {
  /** Signing certificate (DER) as found in the signature, `null` when there is none. */
  readonly certificate: Uint8Array | null;
  /** What the document brings along. */
  readonly embedded: ValidationData;
  /** In the order in which they were made, oldest first. */
  readonly timeStamps: readonly TimeStampEvidence[];
  /** Signature algorithm and digests used, as OIDs or XML identifiers already named (`rsa-sha256`, `sha256`). */
  readonly algorithms: readonly string[];
  /** Role texts of which the signer must have one; `null` when the document asks for none. */
  readonly requiredRoles: readonly string[] | null;
  /** What the certificate is for; `signature` unless given. */
  readonly use?: PolicyUse;
}

export interface SignerAssessment {
  readonly identity: SignerIdentity | null;
  /** From `signing-certificate-found` to the time stamps, in the order made. */
  readonly checks: readonly Check[];
  readonly timeStamps: readonly TimeStampReport[];
  /** Time stamps that were not set aside. */
  readonly counted: readonly TimeStampEvidence[];
  readonly test: boolean;
  readonly bestSignatureTime: Date;
}
