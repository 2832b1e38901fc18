import { DerError, parseDer, TAG } from '../../asn1/der.ts';
import { Fields } from '../../asn1/fields.ts';
import { readOid } from '../../asn1/values.ts';
import { type DigestName, digestByOid } from '../../digest/algorithms.ts';

/** What a time stamp is over. */
export interface Imprint {
  readonly algorithm: DigestName;
  readonly hash: Uint8Array;
}

/** messageImprint of a TSTInfo (RFC 3161 section 2.4.2), `null` when it is none or its digest algorithm is none of ours. */
export function timeStampImprint(tstInfo: Uint8Array): Imprint | null {
  try {
    const members = new Fields(parseDer(tstInfo, TAG.SEQUENCE));
    members.take(TAG.INTEGER);
    members.take(TAG.OID);
    const imprint = new Fields(members.take(TAG.SEQUENCE));
    const algorithm = digestByOid(readOid(new Fields(imprint.take(TAG.SEQUENCE)).take(TAG.OID)));
    return algorithm && { algorithm: algorithm.name, hash: imprint.take(TAG.OCTET_STRING).content };
  } catch (error) {
    if (error instanceof DerError) return null;
    throw error;
  }
}
