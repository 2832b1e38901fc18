import type { TimeStamper } from '../levels/material.ts';
import type { HttpClient, HttpRequest } from '../network/http-client.ts';
import { type StamperOrder, timeStamperBy } from './stamper.ts';

export interface HttpTimeStamperSettings extends Pick<StamperOrder, 'digestAlgorithm' | 'policy'> {
  readonly url: string;
  /** HTTP basic authentication. */
  readonly authorization?: NonNullable<HttpRequest['authentication']>;
  readonly http: HttpClient;
  readonly now: () => Date;
}

/** Room for a token with the certificates of its authority and their revocation lists. */
const MAX_REPLY_BYTES = 1024 * 1024;

const HEADERS = { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' };

/**
 * Time stamps of a service over HTTP (RFC 3161 section 3.4).
 * @example
 * const timeStamper = httpTimeStamper({ url, digestAlgorithm: 'sha256', http, now: () => new Date() });
 * const token = await timeStamper.stamp(digest('sha256', signatureValue));
 */
export const httpTimeStamper = ({ url, authorization, http, ...settings }: HttpTimeStamperSettings): TimeStamper =>
  timeStamperBy({
    ...settings,
    exchange: async (body) => {
      const request = { url, method: 'POST', headers: HEADERS, body, maxBytes: MAX_REPLY_BYTES } as const;
      return (await http.send({ ...request, ...(authorization && { authentication: authorization }) })).body;
    },
  });
