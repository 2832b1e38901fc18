import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { addressOf, pushAddress } from './push-address.ts';

const DEADLINE_MS = 15_000;
const MOST_ANSWER = 4_096;

/** `taken`: 202, or what 2xx there is; `refused`: the receiver says that this event cannot be taken (RFC 8935 section 2.3); `later`: anything else. */
export type Delivery = { readonly outcome: 'taken' | 'later' } | { readonly outcome: 'refused'; readonly err: string };

/** Codes that are about the event itself; those about the sender may pass with time. */
const ABOUT_EVENT = ['invalid_request', 'invalid_key', 'invalid_issuer', 'invalid_audience'];

async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response as AsyncIterable<Buffer>) {
    text += chunk.toString('latin1');
    if (text.length > MOST_ANSWER) break;
  }
  return text;
}

function refusalOf(status: number, text: string): Delivery {
  if (status !== 400) return { outcome: 'later' };
  try {
    const { err } = JSON.parse(text) as { readonly err?: unknown };
    return typeof err === 'string' && ABOUT_EVENT.includes(err) ? { outcome: 'refused', err } : { outcome: 'later' };
  } catch {
    return { outcome: 'later' };
  }
}

/** Pushes one event to an address (RFC 8935 section 2.1); redirects are not followed. Never throws for what the network does. */
export async function deliver(endpoint: string, authorization: string | null, token: string, signal: AbortSignal): Promise<Delivery> {
  try {
    const url = pushAddress(endpoint);
    const { address, family } = await addressOf(url);
    const headers = {
      'content-type': 'application/secevent+jwt',
      accept: 'application/json',
      'content-length': String(token.length),
      ...(authorization !== null && { authorization }),
    };
    const { request } = url.protocol === 'https:' ? https : http;
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]);
      const asked = request(url, {
        method: 'POST',
        headers,
        signal: limit,
        lookup: (_name, options, done) => (options.all ? done(null, [{ address, family }]) : done(null, address, family)),
      });
      asked.once('response', resolve).once('error', reject).end(token);
    });
    const text = await textOf(response);
    const { statusCode: status = 0 } = response;
    return status >= 200 && status < 300 ? { outcome: 'taken' } : refusalOf(status, text);
  } catch {
    return { outcome: 'later' };
  }
}
