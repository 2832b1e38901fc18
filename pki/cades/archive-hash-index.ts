import { plainAlgorithm } from '../algorithms/signature-algorithms.ts';
import { children, DerError, expectTag, parseDer, TAG } from '../asn1/der.ts';
import { objectIdentifier, octetString, sequence } from '../asn1/encode.ts';
import { Fields } from '../asn1/fields.ts';
import { toHex } from '../asn1/values.ts';
import type { Attribute } from '../cms/attributes.ts';
import { OID } from '../cms/object-identifiers.ts';
import type { SignerInfo } from '../cms/parse.ts';
import { DIGEST_ALGORITHMS, type DigestName, digestByOid } from '../digest/algorithms.ts';
import type { Coverable, CoverableItem } from './coverable.ts';
import { unsignedValues } from './unsigned-values.ts';

/** Far above what a signature can bring along; keeps a hostile index from costing time. */
const MAX_ENTRIES = 4096;

/** What of a signature an archive-time-stamp-v3 covers beside what is signed (ATSHashIndexV3, ETSI EN 319 122-1 section 5.5.2). */
export interface ArchiveHashIndex {
  readonly algorithm: DigestName;
  /** The attribute value as it goes into the imprint. */
  readonly der: Uint8Array;
  /** Digests in hexadecimal: of certificates, of revocation data, of the values of unsigned attributes. */
  readonly certificates: ReadonlySet<string>;
  readonly revocationInfo: ReadonlySet<string>;
  readonly unsignedValues: ReadonlySet<string>;
}

/** ats-hash-index-v3 over everything that is there now. */
export function buildArchiveHashIndex(algorithm: DigestName, present: Coverable): Attribute {
  const hashes = (items: readonly CoverableItem[]): Uint8Array =>
    sequence(...[...new Set(items.map(({ entry }) => entry(algorithm)))].sort().map((entry) => octetString(Buffer.from(entry, 'hex'))));
  const value = sequence(
    sequence(objectIdentifier(DIGEST_ALGORITHMS[algorithm].oid)),
    hashes(present.certificates),
    hashes(present.revocationInfo),
    hashes(present.unsignedValues),
  );
  return { type: OID.archiveHashIndexV3, values: [value] };
}

/**
 * The index in a token's unsigned attributes.
 * @throws DerError when there is not exactly one that can be read
 */
export function readArchiveHashIndex(token: Pick<SignerInfo, 'unsignedAttributes'>): ArchiveHashIndex {
  const [value, ...more] = unsignedValues(token).filter(({ type }) => type === OID.archiveHashIndexV3);
  if (!value || more.length > 0) throw new DerError('not exactly one ats-hash-index-v3');
  const members = new Fields(parseDer(value.value, TAG.SEQUENCE));
  const algorithm = digestByOid(plainAlgorithm(members.take(TAG.SEQUENCE)));
  const [certificates, revocationInfo, ofUnsigned] = [0, 1, 2].map(() => readEntries(members));
  members.end();
  if (!algorithm) throw new DerError('unknown digest algorithm of ats-hash-index-v3');
  return { algorithm: algorithm.name, der: value.value, certificates: certificates!, revocationInfo: revocationInfo!, unsignedValues: ofUnsigned! };
}

const readEntries = (members: Fields): ReadonlySet<string> =>
  new Set(children(members.take(TAG.SEQUENCE), MAX_ENTRIES).map((entry) => toHex(expectTag(entry, TAG.OCTET_STRING).content)));

/** What of the signature the index covers; `missing` counts entries to which nothing in the signature belongs any more. */
export function coveredBy(index: ArchiveHashIndex, present: Coverable) {
  const match = (list: keyof Coverable): { readonly found: CoverableItem[]; readonly missing: number } => {
    const found = present[list].filter(({ entry }) => index[list].has(entry(index.algorithm)));
    return { found, missing: index[list].size - new Set(found.map(({ entry }) => entry(index.algorithm))).size };
  };
  const [certificates, revocationInfo, values] = [match('certificates'), match('revocationInfo'), match('unsignedValues')];
  return {
    items: [...certificates.found, ...revocationInfo.found, ...values.found],
    missing: { certificates: certificates.missing, revocationInfo: revocationInfo.missing, values: values.missing },
  };
}
