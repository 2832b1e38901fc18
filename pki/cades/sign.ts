import { createHash } from 'node:crypto';
import { buildSignedData, type SignedDataOrder } from '../cms/build.ts';
import type { Signer } from '../signer.ts';

export interface CadesOrder {
  readonly signer: Signer;
  /** Whole, or in pieces that are read once. */
  readonly content: Uint8Array | AsyncIterable<Uint8Array>;
  /** Claimed time of signing. */
  readonly signingTime: Date;
  readonly digestAlgorithm?: SignedDataOrder['digestAlgorithm'];
}

/**
 * Detached CAdES signature of level B-B over any bytes (ETSI EN 319 122-1 section 6), DER.
 * @throws PkiError SIGNATURE_VALUE_WRONG; whatever the signer throws
 * @example
 * await writeFile('letter.pdf.p7s', await signCades({ signer, content: createReadStream('letter.pdf'), signingTime: new Date() }));
 */
export async function signCades({ signer, content, signingTime, digestAlgorithm = 'sha256' }: CadesOrder): Promise<Uint8Array> {
  const hash = createHash(digestAlgorithm);
  if (content instanceof Uint8Array) hash.update(content);
  else for await (const piece of content) hash.update(piece);
  return buildSignedData({ signer, digestAlgorithm, contentDigest: new Uint8Array(hash.digest()), signingTime });
}
