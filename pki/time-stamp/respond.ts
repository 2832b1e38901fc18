import { randomBytes } from 'node:crypto';
import { generalizedTime, integer, objectIdentifier, sequence } from '../asn1/encode.ts';
import { buildSignedData } from '../cms/build.ts';
import { OID } from '../cms/object-identifiers.ts';
import { type DigestName, digest } from '../digest/algorithms.ts';
import type { Signer } from '../signer.ts';
import { readTimeStampRequest, type TimeStampRequest } from './request.ts';
import { Refusal } from './refusal.ts';

/** Policy of the test time-stamp server, under a UUID so that it is nobody else's (ITU-T X.667). */
export const TEST_TIME_STAMP_POLICY = '2.25.141912039915231955313638980924685628085';

/** What a test server offers beside its defaults. */
export interface Offer {
  /** Default `TEST_TIME_STAMP_POLICY`. */
  readonly policy?: string;
  /** Digest of the token's own signature. Default `sha256`. */
  readonly digestAlgorithm?: Exclude<DigestName, 'sha1'>;
}

const GRANTED = 0;
const ACCURACY_SECONDS = 1;

/**
 * Answers one TimeStampReq with a TimeStampResp, both DER (RFC 3161, ESSCertIDv2 after RFC 5816). A request that cannot be
 * granted is answered too, with the failure that says why.
 */
export async function respond(request: Uint8Array, tsa: Signer, now: Date, offer: Offer = {}): Promise<Uint8Array> {
  try {
    return await grant(readTimeStampRequest(request), tsa, now, offer);
  } catch (error) {
    if (error instanceof Refusal) return error.response();
    throw error;
  }
}

async function grant(request: TimeStampRequest, tsa: Signer, now: Date, offer: Offer): Promise<Uint8Array> {
  const { policy = TEST_TIME_STAMP_POLICY, digestAlgorithm = 'sha256' } = offer;
  if (request.policy !== null && request.policy !== policy) throw new Refusal('unacceptedPolicy', 'the policy asked for is not offered');
  const info = timeStampInfo(request, policy, now);
  const token = await buildSignedData({
    signer: tsa,
    digestAlgorithm,
    contentDigest: digest(digestAlgorithm, info),
    eContentType: OID.timeStampInfo,
    eContent: info,
    certificates: request.certificateRequested ? [tsa.certificate] : [],
  });
  return sequence(sequence(integer(GRANTED)), token);
}

/** TSTInfo (RFC 3161 section 2.4.2). */
const timeStampInfo = ({ messageImprint, nonce }: TimeStampRequest, policy: string, now: Date): Uint8Array =>
  sequence(
    integer(1),
    objectIdentifier(policy),
    messageImprint,
    integer(BigInt(`0x${randomBytes(8).toString('hex')}`)),
    generalizedTime(now),
    sequence(integer(ACCURACY_SECONDS)),
    ...(nonce ? [nonce] : []),
  );
