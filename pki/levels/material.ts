import type { DigestName } from '../digest/algorithms.ts';
import type { SignatureLevel } from '../report.ts';
import type { ValidationData } from '../validation/evidence.ts';

/** Gets time stamps, from a service over HTTP or from a key at hand. */
export interface TimeStamper {
  readonly digestAlgorithm: DigestName;
  /**
   * A time stamp over a digest.
   * @param digest made with `digestAlgorithm`
   * @returns TimeStampToken (CMS ContentInfo, DER) whose imprint and signature were checked
   * @throws PkiError TIME_STAMP_REFUSED, TIME_STAMP_WRONG, and of the network
   */
  stamp(digest: Uint8Array): Promise<Uint8Array>;
}

/** For whom evidence is collected; each use has anchors of its own. */
export type EvidenceUse = 'signer' | 'time-stamp';

/** What is known beside the certificate when evidence is collected for it. */
export interface EvidenceCircumstances {
  /** Time for which the evidence must hold; now unless given. A signature whose time is proved keeps its answer after its certificate expired. */
  readonly at?: Date;
  /** What the document brings along already; it is looked at beside what can be had now. */
  readonly data?: ValidationData;
}

/** What a signature needs to live longer than its certificate. */
export interface LevelMaterial {
  readonly timeStamper: TimeStamper;
  /**
   * Certificates up to and with the anchor's, and the revocation data that a verifier will believe, for one end entity.
   * @param certificate of the signer or of a time-stamping authority, DER
   * @param further certificates that may be issuers, DER
   * @throws PkiError EVIDENCE_INCOMPLETE when a certificate of the path has no usable revocation data
   */
  evidenceFor(
    certificate: Uint8Array,
    use: EvidenceUse,
    further: readonly Uint8Array[],
    circumstances?: EvidenceCircumstances,
  ): Promise<ValidationData>;
}

/** A level above B-B and what it takes. */
export interface LevelOrder {
  readonly level: Exclude<SignatureLevel, 'B'>;
  readonly material: LevelMaterial;
}
