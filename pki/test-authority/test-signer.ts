import { constants, createPrivateKey, type KeyObject, privateEncrypt } from 'node:crypto';
import type { Signer } from '../signer.ts';
import type { TestAuthority } from './authority.ts';

/** A certificate with its key in memory, as a test card holds it. */
export interface KeyHolder {
  readonly certificate: Uint8Array;
  readonly chain: readonly Uint8Array[];
  /** PKCS#8 DER, or a key already read. */
  readonly privateKey: Uint8Array | KeyObject;
}

/** Signs with a key in memory: the raw RSA operation over the padded DigestInfo, as the card does it. */
export function testSigner({ certificate, chain, privateKey }: KeyHolder): Signer {
  const key = privateKey instanceof Uint8Array ? createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' }) : privateKey;
  return {
    certificate,
    chain,
    sign: async (digestInfo) => new Uint8Array(privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, digestInfo)),
  };
}

/** The time-stamping key of a test authority. */
export const timeStampSigner = ({ keys: { root, timeStamping } }: TestAuthority): Signer =>
  testSigner({ ...timeStamping, chain: [root.certificate] });
