import type { KeyObject } from 'node:crypto';
import { type Der, explicit, integer, sequence, time } from '../asn1/encode.ts';
import { signed } from '../certificate/build.ts';
import { encodeName, type NameTemplate } from '../certificate/encode-name.ts';
import type { RevocationReason } from '../revocation/reason.ts';
import { reasonCode } from './extensions.ts';

export interface Revocation {
  /** Serial number, upper-case hexadecimal. */
  readonly serial: string;
  readonly reason: RevocationReason;
  readonly date: Date;
}

export interface CrlTemplate {
  readonly issuer: NameTemplate;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly revocations: readonly Revocation[];
  readonly extensions: readonly Uint8Array[];
}

/** X.509 version 2 revocation list (RFC 5280 section 5.1); the list of entries is left out when there are none. */
export const buildCrl = (template: CrlTemplate, issuerKey: KeyObject): Der =>
  signed(issuerKey, (algorithm) =>
    sequence(
      integer(1),
      algorithm,
      encodeName(template.issuer),
      time(template.thisUpdate),
      time(template.nextUpdate),
      ...(template.revocations.length > 0 ? [sequence(...template.revocations.map(entry))] : []),
      explicit(0, sequence(...template.extensions)),
    ),
  );

const entry = ({ serial, reason, date }: Revocation): Der => sequence(integer(BigInt(`0x${serial}`)), time(date), sequence(reasonCode(reason)));
