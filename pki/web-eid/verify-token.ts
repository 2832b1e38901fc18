import { signatureFits } from '../algorithms/signature-value.ts';
import { certificateKey } from '../cms/certificate-identifiers.ts';
import { PkiError } from '../errors.ts';
import type { Check, Conclusion, SignerIdentity, SubIndication } from '../report.ts';
import type { VerificationOptions } from '../trust.ts';
import { judgeSigner } from '../validation/assess-signer.ts';
import { conclude } from '../validation/conclude.ts';
import { NO_VALIDATION_DATA } from '../validation/evidence.ts';
import { failed, passed } from '../validation/signer-context.ts';
import { isTokenAlgorithm, TOKEN_ALGORITHMS } from './algorithms.ts';
import { challengeMessage, type LoginChallenge, requireChallenge } from './challenge.ts';
import { type ReadToken, readToken } from './token.ts';

/** What a web application learns of a login. */
export interface LoginReport {
  /** Only `TOTAL-PASSED` lets somebody in. */
  readonly conclusion: Conclusion;
  readonly subIndication: SubIndication | null;
  /** Who the certificate names; proved only by `TOTAL-PASSED`. Its serial number is no registration number. */
  readonly holder: SignerIdentity | null;
  /** The card is of the test policy. */
  readonly test: boolean;
  /** Every named check in the order made; `detail` is evidence in English. */
  readonly checks: readonly Check[];
  /** What made the token, as it says of itself; `null` where the token cannot be read. */
  readonly appVersion: string | null;
}

/**
 * Verifies a login token of a card of the healthcare PKI: its form, the signature over the origin and nonce that the application itself kept, and the
 * authentication certificate (path to an anchor, policy 1.2.392.100495.1.5.1.2.3.1, key usage, dates, revocation).
 *
 * What stays with the application: the nonce must be its own, of this very browser session, not older than minutes, and used once; a token is never
 * asked to say which nonce it answers.
 * @param token the parsed JSON, from whomever it came
 * @param expected origin of the application and the nonce it gave to this session
 * @param options trust, revocation data and time, as for documents; `role` where the holder must have one
 * @throws TypeError where `expected` is no origin of a secure page, or no nonce
 * @example
 * const { conclusion, holder } = await verifyToken(body.token, { origin: 'https://record.example', nonce: session.takeNonce() }, {
 *   ...productionTrust(), chain: authorities, crls, at: new Date(), acceptTestCards: false,
 * });
 * if (conclusion === 'TOTAL-PASSED') signIn(holder);
 */
export async function verifyToken(token: unknown, expected: LoginChallenge, options: VerificationOptions): Promise<LoginReport> {
  requireChallenge(expected);
  const read = readToken(token);
  if (typeof read === 'string') {
    const checks = [failed('format', 'FORMAT_FAILURE', `This is no Web eID token: ${read}.`)];
    return { ...conclude(checks), holder: null, test: false, checks, appVersion: null };
  }
  const evidence = {
    certificate: read.certificate,
    embedded: NO_VALIDATION_DATA,
    timeStamps: [],
    algorithms: isTokenAlgorithm(read.algorithm) ? [`rsa-${TOKEN_ALGORITHMS[read.algorithm]}`] : [read.algorithm],
    requiredRoles: null,
    use: 'authentication',
  } as const;
  const signer = await judgeSigner(evidence, { signature: null, provedAt: () => options.at }, options);
  const checks = [passed('format', 'The token has the form web-eid:1.'), signatureValue(read, expected), ...signer.checks];
  return { ...conclude(checks), holder: signer.identity, test: signer.test, checks, appVersion: read.appVersion };
}

/** One answer for origin, nonce and key together: which of them is another's cannot be told from a signature that does not fit. */
function signatureValue({ certificate, algorithm, signature }: ReadToken, expected: LoginChallenge): Check {
  const wrong = (detail: string) => failed('signature-value', 'SIG_CRYPTO_FAILURE', detail);
  if (!isTokenAlgorithm(algorithm)) return wrong(`The algorithm ${JSON.stringify(algorithm.slice(0, 40))} is none of the healthcare PKI's cards.`);
  const digest = TOKEN_ALGORITHMS[algorithm];
  const key = keyOf(certificate);
  if (key && signatureFits({ scheme: 'rsa', digest }, key, challengeMessage(expected, digest), signature)) {
    return passed('signature-value', `The key of the certificate signed this nonce for ${expected.origin}.`, { origin: expected.origin });
  }
  return wrong(`The key of the certificate did not sign this nonce for ${expected.origin}.`);
}

function keyOf(certificate: Uint8Array): ReturnType<typeof certificateKey> {
  try {
    return certificateKey(certificate);
  } catch (error) {
    if (error instanceof PkiError) return null;
    throw error;
  }
}
