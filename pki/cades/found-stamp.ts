import type { SignedData } from '../cms/parse.ts';
import type { SignerVerification } from '../cms/verify.ts';
import type { TimeStampKind } from '../report.ts';
import type { TimeStampToken } from '../time-stamp/token.ts';
import type { ValidationData } from '../validation/evidence.ts';
import type { UnsignedValue } from './unsigned-values.ts';

/** One value of a time-stamp attribute. */
export interface FoundStamp extends UnsignedValue {
  readonly id: string;
  readonly kind: TimeStampKind;
  /** `null` when it is no token. */
  readonly token: TimeStampToken | null;
  /** Evidence stored in the unsigned attributes of the token. */
  readonly stored: ValidationData;
  /** All evidence inside the token, DER. */
  readonly brought: readonly Uint8Array[];
}

/** One signer with the structure around it. */
export interface StampedSigner {
  readonly signer: SignerVerification;
  readonly signedData: SignedData;
}
