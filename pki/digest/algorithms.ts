import { createHash } from 'node:crypto';

/** Digest algorithms by their `node:crypto` name. `sha1` is read in old documents and never used to sign. */
export type DigestName = 'sha1' | 'sha256' | 'sha384' | 'sha512';

export interface DigestAlgorithm {
  readonly name: DigestName;
  readonly oid: string;
  /** Identifier in XML signatures (RFC 6931 section 2.1, XML Encryption section 5.7). */
  readonly xml: string;
  /** Length of a digest in bytes. */
  readonly length: number;
}

export const DIGEST_ALGORITHMS: Readonly<Record<DigestName, DigestAlgorithm>> = {
  sha1: { name: 'sha1', oid: '1.3.14.3.2.26', xml: 'http://www.w3.org/2000/09/xmldsig#sha1', length: 20 },
  sha256: { name: 'sha256', oid: '2.16.840.1.101.3.4.2.1', xml: 'http://www.w3.org/2001/04/xmlenc#sha256', length: 32 },
  sha384: { name: 'sha384', oid: '2.16.840.1.101.3.4.2.2', xml: 'http://www.w3.org/2001/04/xmldsig-more#sha384', length: 48 },
  sha512: { name: 'sha512', oid: '2.16.840.1.101.3.4.2.3', xml: 'http://www.w3.org/2001/04/xmlenc#sha512', length: 64 },
};

const all = Object.values(DIGEST_ALGORITHMS);

/** The algorithm of an object identifier, `null` when it is none of ours. */
export const digestByOid = (oid: string): DigestAlgorithm | null => all.find((algorithm) => algorithm.oid === oid) ?? null;

/** The algorithm of an XML identifier, `null` when it is none of ours. */
export const digestByXml = (uri: string): DigestAlgorithm | null => all.find((algorithm) => algorithm.xml === uri) ?? null;

/** Digest of the parts, one after the other. */
export function digest(algorithm: DigestName, ...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash(algorithm);
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
}
