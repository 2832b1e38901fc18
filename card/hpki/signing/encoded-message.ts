const PADDING_OVERHEAD = 11;

/**
 * EMSA-PKCS1-v1_5 from a DER DigestInfo (RFC 8017 clause 9.2): `00 01 FF… 00 DigestInfo`, as long as the modulus.
 * @throws TypeError when the modulus is too short for it
 */
export function encodeMessage(digestInfo: Uint8Array, modulusBytes: number): Uint8Array {
  if (digestInfo.length === 0 || digestInfo.length + PADDING_OVERHEAD > modulusBytes)
    throw new TypeError(`${digestInfo.length} bytes are no DigestInfo for a modulus of ${modulusBytes}`);
  const message = new Uint8Array(modulusBytes).fill(0xff);
  message.set([0x00, 0x01]);
  message[modulusBytes - digestInfo.length - 1] = 0x00;
  message.set(digestInfo, modulusBytes - digestInfo.length);
  return message;
}
