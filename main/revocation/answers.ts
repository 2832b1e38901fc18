import type { Certificate } from '../../pki/certificate/certificate.ts';
import { PkiError } from '../../pki/errors.ts';
import type { HttpClient } from '../../pki/network/http-client.ts';
import { fetchOcsp } from '../../pki/revocation/ocsp/client.ts';
import { ocspStatus } from '../../pki/revocation/ocsp/status.ts';
import { namesOf } from '../../pki/revocation/ocsp/cert-id.ts';
import type { Kept } from './kept.ts';
import type { ListIssuer } from './lists.ts';

export interface AnswerOrder {
  readonly url: string;
  readonly client: HttpClient;
  readonly allows: (url: URL) => boolean;
  readonly signal: AbortSignal;
  readonly certificate: Certificate;
  readonly issuer: ListIssuer;
  readonly withoutNonce: boolean;
  readonly now: () => Date;
}

const DEADLINE_MS = 15_000;

/**
 * Asks a responder about one certificate. Its answer must say good or revoked and be signed by the issuer or a responder that needs no check.
 * @throws {PkiError} REVOCATION_LIST_FOREIGN, OCSP_UNREADABLE, OCSP_REFUSED, OCSP_NONCE_WRONG, and of the network
 */
export async function fetchAnswer({ certificate, issuer, now, ...order }: AnswerOrder): Promise<Kept> {
  const { response, fresh } = await fetchOcsp({ ...order, certificate, issuer, deadlineMs: DEADLINE_MS });
  const names = namesOf(certificate, issuer);
  const answer = response.answers.find(({ certId }) => names(certId));
  const status = ocspStatus(certificate, issuer, [response], { at: now() });
  if (!answer || status.status === 'unknown')
    throw new PkiError('OCSP_REFUSED', { url: order.url, status: status.status === 'unknown' ? status.why : 'response-for-another' });
  const { thisUpdate, nextUpdate } = answer;
  return {
    address: order.url,
    kind: 'ocsp',
    about: certificate.sha256,
    issuer: certificate.issuer,
    issuerKey: Buffer.from(issuer.spki).toString('base64'),
    fresh,
    number: null,
    entries: null,
    thisUpdate,
    nextUpdate,
    fetchedAt: now(),
    etag: null,
    lastModified: null,
    der: response.der,
  };
}
