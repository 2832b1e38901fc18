import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { PkiError } from '../../../pki/errors.ts';
import type { HttpClient, HttpRequest, HttpResponse } from '../../../pki/network/http-client.ts';
import { ClockOffset } from '../../attendance/stations/clock-offset.ts';
import { APP_ERROR_CODES, AppError } from '../../errors.ts';
import { signJws } from '../events/sign.ts';
import { CLIENT_KINDS } from './client-kinds.ts';
import type { Enrol, HubCalls, HubPeer } from './hub.ts';
import type { Enrolment, ExchangeIdentity } from './identity.ts';

const KIB = 1_024;
/** An answer to a poll holds whole events. */
const MOST_POLL = 4 * KIB * KIB;
const MOST_PAGE = 8 * KIB * KIB;
/** Members that fill every field in full are 12 KB each. */
const MOST_MEMBERS = 64 * KIB * KIB;
/** 340,000 cards are 5.8 MB. */
const MOST_LIST = 64 * KIB * KIB;
const MOST_ANSWER = 64 * KIB;
/** A long poll waits up to 25 s, and its answer has to come. */
const POLL_DEADLINE_MS = 40_000;
/** Of a whole status list, or a page of members, over a slow line. */
const LONG_DEADLINE_MS = 300_000;
/** A transaction at the desk, which asks for the next while it keeps these. */
const MEMBERS_AT_ONCE = 5_000;
/** Seconds before the end of a token from which it is not used any more. */
const MARGIN_S = 30;
const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

const enrolled = z.object({
  client_id: z.string(),
  issuer: z.url(),
  hub: z.url(),
  kind: z.enum(CLIENT_KINDS),
  association: z.string().nullable(),
  registration: z.string().nullish(),
  scopes: z.array(z.string()),
});
const associations = z.object({ associations: z.array(z.object({ code: z.string(), tier: z.int() })) });
const access = z.object({ access_token: z.string(), expires_in: z.number() });
const refusal = z.object({ err: z.string().max(100) });
const lastLine = z.union([z.strictObject({ next: z.string() }), z.strictObject({ end: z.literal(true) })]);
const polled = z.object({ sets: z.record(z.string(), z.string()).default({}), moreAvailable: z.boolean().default(false) });

const json = ({ body }: HttpResponse): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw new AppError('EXCHANGE_REFUSED', { note: 'not JSON' }, { cause });
  }
};
const bytesOf = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
const read = <Schema extends z.ZodType>(schema: Schema, answer: HttpResponse): z.infer<Schema> => {
  const { success, data, error } = schema.safeParse(json(answer));
  if (!success) throw new AppError('EXCHANGE_REFUSED', { note: 'not an answer of a hub' }, { cause: error });
  return data;
};

/** Statuses of what the hub understood and does not do. */
const REFUSALS = [400, 403, 404, 409];
const refusedWith = z.object({ error: z.string().max(100), detail: z.record(z.string(), z.union([z.string(), z.number()])).default({}) });

/** A failure of the application that the hub has told as one, in its own words. */
function refusedBy(answer: HttpResponse): AppError {
  const { error, detail } = read(refusedWith, answer);
  const code = APP_ERROR_CODES.find((each) => each === error);
  return code ? new AppError(code, detail) : new AppError('EXCHANGE_REFUSED', { note: `${error}, status ${answer.status}` });
}

/** Address without a slash at its end. */
export const hubAddress = (url: string): string => url.replace(/\/+$/, '');

/** Half a second is added since the header counts whole seconds. */
function noteClock(clock: ClockOffset, sent: number, took: number, { headers }: Pick<HttpResponse, 'headers'>): void {
  const date = Date.parse(headers['date'] ?? '');
  if (!Number.isNaN(date)) clock.add({ sent, received: date + 500, answered: date + 500, took });
}

/** @throws AppError ENROLMENT_REFUSED for a code that does not count; PkiError of the network */
export const httpEnrol =
  (http: HttpClient): Enrol =>
  async ({ url, code, name, jwk }) => {
    const base = hubAddress(url);
    const body = bytesOf({ code, name, jwk });
    const headers = { 'content-type': 'application/json' };
    const answer = await http.send({ url: `${base}/enrol`, method: 'POST', headers, body, maxBytes: MOST_ANSWER, alsoStatus: [400, 403, 409] });
    if (answer.status >= 400) throw new AppError('ENROLMENT_REFUSED', { note: `status ${answer.status}` });
    const { client_id: client, ...made } = read(enrolled, answer);
    return { url: base, client, ...made, national: null };
  };

/** What the hub is reached with. */
export interface HttpHubParts {
  readonly http: HttpClient;
  readonly identity: Pick<ExchangeIdentity, 'key'>;
  readonly enrolment: Enrolment;
  readonly now: () => Date;
}

/** The hub over HTTP, with access tokens of its own (private_key_jwt, RFC 7523), by its clock. */
export function httpHub({ http, identity, enrolment, now }: HttpHubParts): HubPeer & HubCalls {
  const { url, client, hub } = enrolment;
  const clock = new ClockOffset();
  /** Of the status list that came last. */
  let listTag: string | null = null;
  let token: { readonly value: string; readonly until: number } | null = null;
  let asking: Promise<string> | null = null;

  async function send(request: HttpRequest): Promise<HttpResponse> {
    const [sent, began] = [now().getTime(), performance.now()];
    const answer = await http.send(request);
    noteClock(clock, sent, performance.now() - began, answer);
    return answer;
  }

  /** Seconds since 1970 by the hub's clock. */
  const hubTime = (): number => Math.floor((now().getTime() + (clock.offsetMs ?? 0)) / 1_000);

  async function ask(): Promise<string> {
    const iat = hubTime();
    const claims = { iss: client, sub: client, aud: `${hub}/token`, jti: randomUUID(), iat, exp: iat + 120 };
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: ASSERTION,
      client_assertion: signJws(identity.key, 'JWT', claims),
    });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await send({ url: `${url}/token`, method: 'POST', headers, body: Buffer.from(form.toString()), maxBytes: MOST_ANSWER });
    const { access_token: value, expires_in } = read(access, answer);
    token = { value, until: hubTime() + expires_in - MARGIN_S };
    return value;
  }

  /** Where our clock was far off, the first answer of the hub has told by how much, and a second try counts. */
  async function askByItsClock(): Promise<string> {
    if (clock.offsetMs === null) await send({ url: `${url}/health`, maxBytes: MOST_ANSWER, alsoStatus: [404, 503] });
    return ask();
  }

  /** Whoever asks beside others waits for the same one. */
  async function freshToken(): Promise<string> {
    if (token && token.until > hubTime()) return token.value;
    asking ??= askByItsClock().finally(() => (asking = null));
    return asking;
  }

  const isUnauthorised = (error: unknown): boolean => error instanceof PkiError && error.code === 'NETWORK_STATUS' && error.detail['status'] === 401;

  async function authorised(request: HttpRequest): Promise<HttpResponse> {
    let sent = '';
    const asked = async () => {
      sent = await freshToken();
      return send({ ...request, headers: { ...request.headers, authorization: `Bearer ${sent}` } });
    };
    return asked().catch((error: unknown) => {
      if (!isUnauthorised(error) || sent === '') throw error;
      // The hub has another key, or has let go of the token; somebody beside may have a newer one by now.
      if (token?.value === sent) token = null;
      return asked();
    });
  }

  return {
    get clockOffsetMs() {
      return clock.offsetMs;
    },
    async push(set) {
      const headers = { 'content-type': 'application/secevent+jwt', accept: 'application/json' };
      const order = { url: `${url}/events`, method: 'POST', headers, body: Buffer.from(set), maxBytes: MOST_ANSWER } as const;
      const answer = await authorised({ ...order, alsoStatus: [400, 403] });
      if (answer.status < 400) return null;
      return refusal.safeParse(json(answer)).data?.err ?? `status ${answer.status}`;
    },
    async poll({ feed, ack, errors, wait, most, signal }) {
      const body = bytesOf({ maxEvents: most, returnImmediately: !wait, ack, ...(Object.keys(errors).length > 0 && { setErrs: errors }) });
      const headers = { 'content-type': 'application/json', accept: 'application/json' };
      const order = { url: `${url}/streams/${feed}/poll`, method: 'POST', headers, body, maxBytes: MOST_POLL, deadlineMs: POLL_DEADLINE_MS } as const;
      const { sets, moreAvailable: more } = read(polled, await authorised({ ...order, ...(signal && { signal }) }));
      return { sets, more };
    },
    async keys(issuer) {
      const place = issuer === hub ? `${url}/jwks.json` : issuer.startsWith(`${hub}/issuers/`) ? `${url}${issuer.slice(hub.length)}/jwks.json` : null;
      if (place === null) return null;
      const answer = await send({ url: place, maxBytes: MOST_ANSWER, alsoStatus: [404] });
      return answer.status === 404 ? null : json(answer);
    },
    async members(cursor) {
      const query = new URLSearchParams({ count: String(MEMBERS_AT_ONCE), ...(cursor !== null && { cursor }) });
      const headers = { accept: 'application/x-ndjson' };
      const order = { url: `${url}/snapshot/members?${query}`, headers, maxBytes: MOST_MEMBERS, deadlineMs: LONG_DEADLINE_MS };
      const answer = await authorised(order);
      const lines = new TextDecoder('utf-8', { fatal: true }).decode(answer.body).split('\n');
      const rows = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as unknown);
      const { success, data } = lastLine.safeParse(rows.pop());
      if (!success) throw new AppError('EXCHANGE_REFUSED', { note: 'the answer was cut off' });
      return { rows, next: 'next' in data ? data.next : null };
    },
    async statusList() {
      const headers: Record<string, string> = listTag === null ? {} : { 'if-none-match': listTag };
      const answer = await authorised({ url: `${url}/status-list`, headers, maxBytes: MOST_LIST, deadlineMs: LONG_DEADLINE_MS, alsoStatus: [404] });
      if (answer.status === 404 || answer.status === 304) return null;
      listTag = answer.headers['etag'] ?? null;
      return answer.body;
    },
    async publishStatusList(file) {
      const headers = { 'content-type': 'application/octet-stream' };
      const order = { url: `${url}/status-list`, method: 'PUT', headers, body: file, maxBytes: MOST_ANSWER, deadlineMs: LONG_DEADLINE_MS } as const;
      const { status } = await authorised({ ...order, alsoStatus: [403, 409] });
      if (status >= 400) throw new AppError('EXCHANGE_REFUSED', { note: `status list, status ${status}` });
    },
    async call({ method, path, body, type }) {
      const headers: Record<string, string> = {
        accept: type ?? 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      };
      const order: HttpRequest = { url: `${url}${path}`, headers, maxBytes: MOST_PAGE, alsoStatus: REFUSALS };
      const answer = await authorised({ ...order, method, ...(body !== undefined && { body: bytesOf(body) }) });
      if (answer.status >= 400) throw refusedBy(answer);
      return answer.body;
    },
    async national() {
      const answer = read(associations, await authorised({ url: `${url}/associations`, maxBytes: MOST_PAGE }));
      return answer.associations.find(({ tier }) => tier === 1)?.code ?? null;
    },
  };
}
