import { parseDer } from '../asn1/der.ts';
import { objectIdentifier } from '../asn1/encode.ts';
import { toHex } from '../asn1/values.ts';
import type { SignedData, SignerInfo } from '../cms/parse.ts';
import { otherRevocationInfo } from '../cms/revocation-values.ts';
import { type DigestName, digest } from '../digest/algorithms.ts';
import { valuesAmong } from './embedded-data.ts';
import { unsignedValues } from './unsigned-values.ts';

/** Something outside the signed bytes that an archive time stamp can cover. */
export interface CoverableItem {
  /** Digest under which an ats-hash-index-v3 names it, upper-case hexadecimal. */
  readonly entry: (algorithm: DigestName) => string;
  /** Evidence that it is or holds, DER. */
  readonly evidence: readonly Uint8Array[];
  /** Its own encoding. */
  readonly der: Uint8Array;
}

/** Everything that an archive time stamp over one signature can cover, in the three lists of the index (ETSI EN 319 122-1 section 5.5.2). */
export interface Coverable {
  readonly certificates: readonly CoverableItem[];
  readonly revocationInfo: readonly CoverableItem[];
  /** Values of unsigned attributes, each named by its type and value one after the other. */
  readonly unsignedValues: readonly CoverableItem[];
}

export function coverable({ received }: Pick<SignedData, 'received'>, signer: Pick<SignerInfo, 'unsignedAttributes'>): Coverable {
  return {
    certificates: received.certificates.map((der) => item(der, [der])),
    revocationInfo: received.revocationInfo.map((der) => item(der, [der, ...otherRevocationInfo(parseDer(der))])),
    unsignedValues: unsignedValues(signer).map((one) => {
      const { certificates, crls, ocspResponses } = valuesAmong([one]);
      return item(one.value, [...certificates, ...crls, ...ocspResponses], objectIdentifier(one.type));
    }),
  };
}

/** However many archive time stamps there are, everything is digested once for each algorithm. */
function item(der: Uint8Array, evidence: readonly Uint8Array[], before: Uint8Array = new Uint8Array()): CoverableItem {
  const known = new Map<DigestName, string>();
  const entry = (algorithm: DigestName): string => {
    const made = known.get(algorithm) ?? toHex(digest(algorithm, before, der));
    known.set(algorithm, made);
    return made;
  };
  return { entry, evidence, der };
}
