import { randomBytes } from 'node:crypto';
import { sameBytes } from '../../asn1/values.ts';
import type { Certificate } from '../../certificate/certificate.ts';
import { PkiError } from '../../errors.ts';
import type { HttpClient, HttpRequest } from '../../network/http-client.ts';
import { ocspRequest } from './request.ts';
import { type OcspResponse, parseOcspResponse } from './response.ts';

export interface OcspOrder extends Pick<HttpRequest, 'url' | 'allows' | 'signal' | 'deadlineMs'> {
  readonly client: HttpClient;
  readonly certificate: Certificate;
  readonly issuer: { readonly spki: Uint8Array };
  /** Take an answer that does not repeat the nonce, as responders give that sign in advance (RFC 5019); it may then be an old one. Default `false`. */
  readonly withoutNonce?: boolean;
}

const MAX_BYTES = 512 * 1024;
const NONCE_BYTES = 32;

/** The answer to our question, and whether it is proved by the nonce to have been made for it. */
export interface FetchedOcsp {
  readonly response: OcspResponse;
  readonly fresh: boolean;
}

/**
 * Asks a responder (RFC 6960 appendix A.1). Whether the answer is to be believed is for `ocspStatus`.
 * @throws {PkiError} OCSP_UNREADABLE, OCSP_REFUSED, OCSP_NONCE_WRONG, and of the network
 */
export async function fetchOcsp({ client, certificate, issuer, withoutNonce = false, ...order }: OcspOrder): Promise<FetchedOcsp> {
  const nonce = randomBytes(NONCE_BYTES);
  const { body } = await client.send({
    ...order,
    method: 'POST',
    headers: { 'content-type': 'application/ocsp-request', accept: 'application/ocsp-response' },
    body: ocspRequest({ certificate, issuer, nonce }),
    maxBytes: MAX_BYTES,
  });
  const response = parseOcspResponse(body);
  return { response, fresh: repeats(response, nonce, withoutNonce) };
}

/**
 * Whether the response repeats the nonce of the request; an absent one is tolerated only where that was asked for.
 * @throws {PkiError} OCSP_NONCE_WRONG
 */
export function repeats({ nonce: repeated }: OcspResponse, nonce: Uint8Array, withoutNonce: boolean): boolean {
  if (repeated === null && withoutNonce) return false;
  if (repeated !== null && sameBytes(repeated, nonce)) return true;
  throw new PkiError('OCSP_NONCE_WRONG');
}
