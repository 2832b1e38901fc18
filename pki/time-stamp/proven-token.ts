import { sameBytes } from '../asn1/values.ts';
import { parseCertificate } from '../certificate/certificate.ts';
import { verifySignedData } from '../cms/verify.ts';
import { PkiError } from '../errors.ts';
import { readable } from '../readable.ts';
import type { Check } from '../report.ts';
import { judgeAlgorithms } from '../validation/checks/algorithms.ts';
import { formatCheck } from './checks/format.ts';
import { purposeCheck } from './checks/purpose.ts';
import { signatureCheck } from './checks/signature.ts';
import type { RequestOrder } from './request.ts';
import { parseTimeStampToken, type TimeStampToken } from './token.ts';

/** How far a time stamp and this computer's clock may be apart, beside the accuracy that the token tells. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/**
 * Holds a token against what was asked for, before anybody uses it: imprint, nonce, policy, signature, purpose, algorithms (RFC 3161 section 2.2).
 * Whether its authority is trusted is not judged here.
 * @param now when it arrived
 * @throws PkiError TIME_STAMP_WRONG; TIME_STAMP_CLOCK_APART when token and clock tell different times, since one of them is wrong
 */
export async function provenToken(der: Uint8Array, asked: RequestOrder, now: Date): Promise<Uint8Array> {
  const token = read(der);
  const { info } = token;
  const { signers } = await verifySignedData({ der, contentDigest: null });
  const signer = signers[0]!;
  const [certificate = null] = readable(signer.certificate ? [signer.certificate] : [], parseCertificate);
  const isAsked = info.imprint.algorithm === asked.digestAlgorithm && sameBytes(info.imprint.hash, asked.hash);
  if (!isAsked) throw wrong('imprint', 'the imprint is another');
  if (!info.nonce || !sameBytes(info.nonce, asked.nonce)) throw wrong('nonce', 'the nonce is another');
  if (asked.policy !== null && info.policy !== asked.policy) throw wrong('policy', `the policy is ${info.policy}`);
  const arrived = { time: now, proved: false, provedAt: () => now };
  expectPassed(formatCheck(info));
  expectPassed(signatureCheck(info, signer, certificate));
  if (!certificate) throw wrong('time-stamp-signature', 'no certificate');
  expectPassed(purposeCheck(certificate));
  expectPassed(judgeAlgorithms('time-stamp-algorithms', { names: signer.algorithms, certificates: [certificate], certified: false }, arrived));
  if (info.time < certificate.notBefore || info.time > certificate.notAfter)
    throw wrong('time', 'the time is outside the validity of the certificate');
  const apart = Math.abs(info.time.getTime() - now.getTime());
  if (apart > CLOCK_TOLERANCE_MS + (info.accuracy ?? 0))
    throw new PkiError('TIME_STAMP_CLOCK_APART', { time: info.time.toISOString(), now: now.toISOString(), minutes: Math.round(apart / 60_000) });
  return der;
}

function read(der: Uint8Array): TimeStampToken {
  try {
    return parseTimeStampToken(der);
  } catch (cause) {
    if (cause instanceof PkiError) throw wrong('format', String(cause.detail['note'] ?? cause.code), cause);
    throw cause;
  }
}

function expectPassed({ id, status, detail }: Check): void {
  if (status !== 'passed') throw wrong(id, detail);
}

const wrong = (what: string, note: string, cause?: unknown): PkiError => new PkiError('TIME_STAMP_WRONG', { what, note }, { cause });
