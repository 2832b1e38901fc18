import type { TapWay } from '../../../card/hpki/tap/ways.ts';
import type { HolderRole, PathState } from '../../../pki/identification.ts';

/** What the certificate itself says; never changes. */
export interface CertificateFacts {
  /** SHA-256 of the certificate, upper-case hexadecimal. */
  readonly certificate: string;
  readonly der: Uint8Array;
  /** RFC 4514 name. */
  readonly issuer: string;
  /** The same as it lies in the certificate, DER: with the serial number the name of the card on the status list. */
  readonly issuerName: Uint8Array;
  /** Upper-case hexadecimal. */
  readonly serial: string;
  readonly subject: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** By which a renewed card of the same holder is found, see `holder-key.ts`. */
  readonly holder: string | null;
}

/** How far the certificate can be believed, by what was at hand when it was last judged. Its dates are for whoever knows the time. */
export interface CardJudgement {
  readonly pathState: PathState;
  readonly role: HolderRole;
  /** Texts of its healthcare roles, verbatim. */
  readonly roles: readonly string[];
  readonly test: boolean;
  /** A list at hand names the certificate or its issuer; `hold`: it may end. */
  readonly revoked: { readonly at: string; readonly hold: boolean } | null;
}

/** A card of which staff have said whose it is. */
export interface BoundCard extends CertificateFacts, CardJudgement {
  /** `person.id` of this desk. */
  readonly person: string;
  /** Answer to reset, upper-case hexadecimal. */
  readonly atr: string;
  /** `null`: such a card is always read whole. */
  readonly way: TapWay | null;
  /** Certificate of the same person's newer card of the same issuer and subject. */
  readonly replacedBy: string | null;
  readonly boundAt: string;
  /** Member of staff who compared the card's face. */
  readonly by: string;
}
