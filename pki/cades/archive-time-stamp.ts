import { DerError } from '../asn1/der.ts';
import { objectIdentifier } from '../asn1/encode.ts';
import { sameBytes } from '../asn1/values.ts';
import { OID } from '../cms/object-identifiers.ts';
import type { SignedData } from '../cms/parse.ts';
import type { SignerVerification } from '../cms/verify.ts';
import { type DigestName, digest } from '../digest/algorithms.ts';
import type { Check } from '../report.ts';
import type { TimeStampEvidence } from '../validation/evidence.ts';
import { undecided } from '../validation/signer-context.ts';
import { type ArchiveHashIndex, coveredBy, readArchiveHashIndex } from './archive-hash-index.ts';
import type { Coverable } from './coverable.ts';
import type { FoundStamp, StampedSigner } from './found-stamp.ts';

const ID = 'archive-time-stamp';

/** An archive time stamp as evidence: what it covers, and what is wrong with the attribute. */
export function archiveTimeStamp(
  stamp: FoundStamp,
  common: Omit<TimeStampEvidence, 'imprint'>,
  all: readonly FoundStamp[],
  { signer, signedData, present }: StampedSigner & { readonly present: Coverable },
): { readonly evidence: TimeStampEvidence; readonly checks: readonly Check[] } {
  const params = { stamp: stamp.id };
  const without = (check: Check) => ({ evidence: { ...common, covers: new Set<string>(), imprint: () => null }, checks: [check] });
  if (stamp.type !== OID.archiveTimeStampV3)
    return without(
      undecided(ID, 'SIG_CONSTRAINTS_FAILURE', `${stamp.id} is of a form older than archive-time-stamp-v3 and is not evaluated.`, params),
    );
  const index = readIndex(stamp);
  if (typeof index === 'string')
    return without(undecided(ID, 'SIG_CONSTRAINTS_FAILURE', `The index of ${stamp.id} cannot be used: ${index}.`, params));
  const { items, missing } = coveredBy(index, present);
  if (missing.certificates + missing.revocationInfo + missing.values > 0) {
    const what = `${missing.certificates} certificates, ${missing.revocationInfo} items of revocation data, ${missing.values} unsigned attributes`;
    return without(undecided(ID, 'SIGNED_DATA_NOT_FOUND', `What ${stamp.id} covers is no longer there: ${what}.`, params));
  }
  const tokens = all.filter((other) => other.kind === 'content' || items.some(({ der }) => sameBytes(der, other.value)));
  const evidence: TimeStampEvidence = {
    ...common,
    imprint: (algorithm) => archiveImprint(algorithm, index, signer, signedData),
    covers: new Set(tokens.map(({ id }) => id)),
    protects: [...items.flatMap((item) => item.evidence), ...signer.signedCrls, ...tokens.flatMap(({ brought }) => brought)],
  };
  return { evidence, checks: [] };
}

/** The index, or why it cannot be used. Its algorithm must be that of the imprint. */
function readIndex({ token }: FoundStamp): ArchiveHashIndex | string {
  const [signer] = token?.signedData.signers ?? [];
  if (!token || !signer) return 'the attribute holds no time-stamp token';
  try {
    const index = readArchiveHashIndex(signer);
    return index.algorithm === token.info.imprint.algorithm ? index : 'its digest algorithm is not that of the imprint';
  } catch (error) {
    if (error instanceof DerError) return error.message;
    throw error;
  }
}

/** Digest that an archive-time-stamp-v3 is over (ETSI EN 319 122-1 section 5.5.3); `null` when the content is not at hand. */
export async function archiveImprint(
  algorithm: DigestName,
  index: Pick<ArchiveHashIndex, 'der'>,
  { info, contentDigest }: Pick<SignerVerification, 'info' | 'contentDigest'>,
  { eContentType }: Pick<SignedData, 'eContentType'>,
): Promise<Uint8Array | null> {
  const content = await contentDigest?.(algorithm);
  return content ? digest(algorithm, objectIdentifier(eContentType), content, info.signedFields, index.der) : null;
}
