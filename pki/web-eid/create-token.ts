import { provenSignature } from '../algorithms/proven-signature.ts';
import { encodeBase64 } from '../encoding/base64.ts';
import type { Signer } from '../signer.ts';
import { TOKEN_ALGORITHMS, type TokenAlgorithm } from './algorithms.ts';
import { challengeMessage, type LoginChallenge, requireChallenge } from './challenge.ts';
import { TOKEN_FORMAT, type WebEidToken } from './token.ts';

const ALGORITHM: TokenAlgorithm = 'RS256';

/**
 * Signs a login challenge with the key of an authentication certificate. The value is proved against the certificate before it is given away.
 * @param appVersion address that names this program and its version
 * @throws TypeError for a challenge that is none; PkiError SIGNATURE_VALUE_WRONG; whatever the signer throws
 * @example
 * const token = await createToken(signer, { origin: 'https://record.example', nonce }, 'https://hpki-desk.example/0.1.0');
 */
export async function createToken(signer: Signer, challenge: LoginChallenge, appVersion: string): Promise<WebEidToken> {
  requireChallenge(challenge);
  const digest = TOKEN_ALGORITHMS[ALGORITHM];
  const value = await provenSignature(signer, digest, challengeMessage(challenge, digest));
  return {
    unverifiedCertificate: encodeBase64(signer.certificate),
    algorithm: ALGORITHM,
    signature: encodeBase64(value),
    format: TOKEN_FORMAT,
    appVersion,
  };
}
