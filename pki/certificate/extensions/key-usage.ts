import { DerError, expectTag, parseDer, TAG } from '../../asn1/der.ts';
import { namedBits } from '../../asn1/values.ts';

/** Bits of KeyUsage by their position (RFC 5280 section 4.2.1.3). */
const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;

export type KeyUsage = (typeof KEY_USAGES)[number];

export function readKeyUsage(value: Uint8Array): KeyUsage[] {
  return namedBits(expectTag(parseDer(value), TAG.BIT_STRING).content).map((bit) => {
    const usage = KEY_USAGES[bit];
    if (!usage) throw new DerError('key usage has an unknown bit');
    return usage;
  });
}
