/**
 * Whatever can sign: a card, a PKCS#11 token, a test key. `pki` knows nothing else of it.
 * @example
 * const signature = await signer.sign(digestInfo('sha256', sha256(bytes)));
 */
export interface Signer {
  /** End-entity certificate, DER. */
  readonly certificate: Uint8Array;
  /** Issuer certificates, DER, nearest issuer first; may be empty. */
  readonly chain: readonly Uint8Array[];
  /** RSASSA-PKCS1-v1_5 over a DER DigestInfo (RFC 8017 section 9.2): returns the raw signature value. */
  sign(digestInfo: Uint8Array): Promise<Uint8Array>;
}
