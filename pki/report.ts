/** The answer of a verification; names of indications follow ETSI EN 319 102-1 section 5.1.3. */
export type Conclusion = 'TOTAL-PASSED' | 'INDETERMINATE' | 'TOTAL-FAILED';

export type SubIndication =
  | 'FORMAT_FAILURE'
  | 'HASH_FAILURE'
  | 'SIG_CRYPTO_FAILURE'
  | 'REVOKED'
  | 'SIG_CONSTRAINTS_FAILURE'
  | 'CHAIN_CONSTRAINTS_FAILURE'
  | 'CERTIFICATE_CHAIN_GENERAL_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'
  | 'NO_SIGNING_CERTIFICATE_FOUND'
  | 'NO_CERTIFICATE_CHAIN_FOUND'
  | 'OUT_OF_BOUNDS_NO_POE'
  | 'OUT_OF_BOUNDS_NOT_REVOKED'
  | 'REVOKED_NO_POE'
  | 'REVOCATION_OUT_OF_BOUNDS_NO_POE'
  | 'TIMESTAMP_ORDER_FAILURE'
  | 'TRY_LATER'
  | 'SIGNED_DATA_NOT_FOUND'
  | 'NO_SIGNATURE';

export type SignatureFormat = 'pades' | 'xades' | 'cades' | 'eps-prescription' | 'eps-dispensing';
export type SignatureLevel = 'B' | 'T' | 'LT' | 'LTA';
export type CheckStatus = 'passed' | 'failed' | 'indeterminate';

/** One named check, in the order in which it was made. `detail` is evidence in English; screens word it by `id` and `params`. */
export interface Check {
  readonly id: CheckId;
  readonly status: CheckStatus;
  readonly detail: string;
  /** What a check that did not pass means for the whole; required unless status is `passed`. */
  readonly subIndication?: SubIndication;
  readonly params?: Readonly<Record<string, string | number | boolean>>;
  /** Told for the reader's own judgement; whatever it finds does not change the answer. */
  readonly informative?: true;
}

/** Every check has a heading per language under `checks.<id>` in the locale files. */
export const CHECK_IDS = [
  'format',
  'reference-digests',
  'signature-value',
  'signed-scope',
  'changes-after-signing',
  'signing-certificate-found',
  'signing-certificate-bound',
  'algorithms',
  'certificate-path',
  'issuer-key-pinned',
  'certificate-policy',
  'test-certificate',
  'key-usage',
  'hc-role',
  'validity-period',
  'revocation',
  'signature-time-stamp',
  'archive-time-stamp',
  'claimed-time',
  'time-stamp-format',
  'time-stamp-imprint',
  'time-stamp-signature',
  'time-stamp-authority',
  'time-stamp-purpose',
  'time-stamp-algorithms',
  'time-stamp-revocation',
  'time-stamp-accreditation',
] as const;
export type CheckId = (typeof CHECK_IDS)[number];

/** A healthcare role from the certificate (ISO 17090-3 hcRole). `text` is verbatim. */
export interface HcRole {
  readonly codingScheme: string;
  readonly text: string;
}

export interface SignerIdentity {
  /** RFC 4514 strings. */
  readonly subject: string;
  readonly issuer: string;
  /** Serial number, upper-case hexadecimal. */
  readonly serial: string;
  /** Name in kanji from subjectAltName where the certificate has one, else `null`. */
  readonly nameKanji: string | null;
  readonly commonName: string;
  /** Texts of the hcRoles. */
  readonly hcRoles: readonly string[];
  readonly sha256: string;
}

/** What a time stamp is for: the content before signing, the signature, or the signature with all its evidence (document time stamps of PDF too). */
export type TimeStampKind = 'content' | 'signature' | 'archive';

/** One time stamp of a signature, with its own checks. */
export interface TimeStampReport {
  readonly id: string;
  readonly kind: TimeStampKind;
  /** ISO 8601 genTime, `null` when the token cannot be read. */
  readonly time: string | null;
  /** The token is verified and its authority trusted, so that `time` counts. */
  readonly trusted: boolean;
  /** RFC 4514 subject of the time-stamping authority's certificate. */
  readonly authority: string | null;
  /** Policy OID of the token. */
  readonly policy: string | null;
  /** Serial number of the token, upper-case hexadecimal. */
  readonly serial: string | null;
  readonly checks: readonly Check[];
}

export interface SignatureReport {
  readonly id: string;
  readonly conclusion: Conclusion;
  readonly subIndication: SubIndication | null;
  /** The cryptographic answer alone: every reference digest and the signature value, whatever the trust. */
  readonly intact: boolean;
  readonly level: SignatureLevel;
  readonly coversWholeDocument: boolean;
  /** What the signature does not protect, in words of the format (element names, byte ranges). */
  readonly notCovered: readonly string[];
  readonly signer: SignerIdentity | null;
  /** ISO 8601; what the signer says, never trusted. */
  readonly claimedTime: string | null;
  /** ISO 8601; the time that decides validity: a trusted time stamp, else the time of verification. */
  readonly bestSignatureTime: string;
  /** Signed with a certificate of the test policy. */
  readonly test: boolean;
  readonly checks: readonly Check[];
  /** In the order in which they were made. */
  readonly timeStamps: readonly TimeStampReport[];
}

export interface VerificationReport {
  readonly file: string;
  readonly format: SignatureFormat;
  readonly conclusion: Conclusion;
  readonly subIndication: SubIndication | null;
  /** ISO 8601 time for which the answer holds. */
  readonly verifiedAt: string;
  /** Test certificates were accepted because the caller asked for it. */
  readonly testCardsAccepted: boolean;
  readonly signatures: readonly SignatureReport[];
}
