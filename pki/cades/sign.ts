import { createHash } from 'node:crypto';
import { buildSignedData, type SignedDataOrder } from '../cms/build.ts';
import type { DigestName } from '../digest/algorithms.ts';
import type { LevelOrder } from '../levels/material.ts';
import type { Signer } from '../signer.ts';
import { extendCades } from './extend.ts';

export interface CadesOrder extends Partial<LevelOrder> {
  readonly signer: Signer;
  /** Whole, or in pieces that are read once. */
  readonly content: Uint8Array | AsyncIterable<Uint8Array>;
  /** Claimed time of signing. */
  readonly signingTime: Date;
  readonly digestAlgorithm?: SignedDataOrder['digestAlgorithm'];
}

/**
 * Detached CAdES signature over any bytes (ETSI EN 319 122-1 section 6), DER; level B-B unless `level` and `material` say otherwise.
 * @throws PkiError SIGNATURE_VALUE_WRONG, and of `extendCades`; whatever the signer throws
 * @example
 * await writeFile('letter.pdf.p7s', await signCades({ signer, content: createReadStream('letter.pdf'), signingTime: new Date() }));
 */
export async function signCades({ signer, content, signingTime, digestAlgorithm = 'sha256', level, material }: CadesOrder): Promise<Uint8Array> {
  const digests = await digestsOf(content, new Set([digestAlgorithm, material?.timeStamper.digestAlgorithm ?? digestAlgorithm]));
  const cms = await buildSignedData({ signer, digestAlgorithm, contentDigest: digests.get(digestAlgorithm)!, signingTime });
  return level && material ? extendCades({ cms, contentDigest: (algorithm) => digests.get(algorithm)!, level, material }) : cms;
}

/** The content is read once for all algorithms. */
async function digestsOf(content: CadesOrder['content'], algorithms: ReadonlySet<DigestName>): Promise<ReadonlyMap<DigestName, Uint8Array>> {
  const hashes = [...algorithms].map((name) => ({ name, hash: createHash(name) }));
  const update = (piece: Uint8Array): void => hashes.forEach(({ hash }) => void hash.update(piece));
  if (content instanceof Uint8Array) update(content);
  else for await (const piece of content) update(piece);
  return new Map(hashes.map(({ name, hash }) => [name, new Uint8Array(hash.digest())]));
}
