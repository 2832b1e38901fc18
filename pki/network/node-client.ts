import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { getCACertificates } from 'node:tls';
import { PkiError } from '../errors.ts';
import { networkError, networkFault, type Way } from './faults.ts';
import { isThisComputer, webAddress, withoutSecrets } from './hosts.ts';
import { DEFAULT_DEADLINE_MS, type HttpClient, type HttpRequest, type HttpResponse, type ProxyResolver } from './http-client.ts';

export interface NodeClientOptions {
  readonly proxy: ProxyResolver;
  /** Roots that TLS servers may have, PEM; those of Node.js and of the system unless given. */
  readonly authorities?: readonly string[];
}

const MAX_REDIRECTS = 4;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const NOT_MODIFIED = 304;
const PROXY_AUTHENTICATION = 407;

/** A proxy that looks into TLS has its root in the system's store alone. */
const everyAuthority = (): string[] => [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];

/** HTTP over Node.js, whose agents go through proxies themselves. What goes to this computer goes by none, as in browsers. */
export function nodeHttpClient({ proxy, authorities }: NodeClientOptions): HttpClient {
  let known: string[] | null = authorities ? [...authorities] : null;
  const trusted = () => (known ??= everyAuthority());

  async function exchange(url: URL, request: HttpRequest, signal: AbortSignal): Promise<HttpResponse> {
    let way: Way = { url, proxy: null };
    try {
      if (!isThisComputer(url)) way = { url, proxy: await untilAborted(() => proxy(url), signal) };
      // Node.js goes around a proxy of another kind, which is not what was demanded.
      if (way.proxy !== null && !webAddress(way.proxy)) throw networkError('NETWORK_PROXY', way, { note: 'neither HTTP nor HTTPS' });
      return await receive(await untilAborted(() => answerTo(way, request, signal, trusted), signal), way, request);
    } catch (error) {
      signal.throwIfAborted();
      throw networkFault(error, way);
    }
  }

  async function follow(start: URL, request: HttpRequest, signal: AbortSignal): Promise<HttpResponse> {
    const { allows = (url) => url.host === start.host && url.protocol === start.protocol, authentication: _, ...plain } = request;
    let url = start;
    for (let count = 0; count <= MAX_REDIRECTS; count++) {
      if (!allows(url)) throw networkError('HOST_NOT_ALLOWED', { url, proxy: null });
      const answer = await exchange(url, url.origin === start.origin ? request : plain, signal);
      const { location } = answer.headers;
      if (!REDIRECTS.has(answer.status)) return answer;
      const next = location === undefined ? null : webAddress(URL.parse(location, url)?.href ?? '');
      if (!next || (request.method ?? 'GET') !== 'GET') throw networkError('NETWORK_STATUS', { url, proxy: null }, { status: answer.status });
      url = next;
    }
    throw networkError('NETWORK_REDIRECT', { url, proxy: null });
  }

  return {
    async send(request) {
      const url = webAddress(request.url);
      if (!url) throw new PkiError('HOST_NOT_ALLOWED', { url: withoutSecrets(request.url), host: '' });
      const deadline = new AbortController();
      // One that keeps the process alive: a command that waits for nothing else still gets its answer.
      const timer = setTimeout(() => deadline.abort(), request.deadlineMs ?? DEFAULT_DEADLINE_MS);
      try {
        return await follow(url, request, AbortSignal.any([deadline.signal, ...(request.signal ? [request.signal] : [])]));
      } catch (error) {
        request.signal?.throwIfAborted();
        throw deadline.signal.aborted ? networkError('NETWORK_TIMEOUT', { url, proxy: null }, {}, error) : error;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** The result, unless the signal comes first: what is asked of the system (a proxy script, a socket that was given up) may never answer. */
async function untilAborted<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const give = () => reject(signal.reason as Error);
  signal.addEventListener('abort', give, { once: true });
  return Promise.race([work(), promise]).finally(() => signal.removeEventListener('abort', give));
}

async function answerTo({ url, proxy }: Way, request: HttpRequest, signal: AbortSignal, trusted: () => string[]): Promise<IncomingMessage> {
  const { method = 'GET', body, headers = {}, authentication } = request;
  const proxyEnv = proxy === null ? {} : { http_proxy: proxy, https_proxy: proxy };
  const agent = url.protocol === 'https:' ? new https.Agent({ proxyEnv, ca: trusted() }) : new http.Agent({ proxyEnv });
  const auth = authentication && { auth: `${authentication.user}:${authentication.password}` };
  const length = body && { 'content-length': String(body.length) };
  const sent = (url.protocol === 'https:' ? https : http).request(url, { method, agent, signal, headers: { ...headers, ...length }, ...auth });
  // Nobody asked to change the protocol; Node.js drops such a connection without an event.
  sent.on('upgrade', (_answer, socket) => {
    socket.destroy();
    sent.emit('error', new Error('the protocol was changed unasked'));
  });
  const answered = once(sent, 'response');
  sent.end(body);
  const [answer] = (await answered) as [IncomingMessage];
  return answer;
}

async function receive(answer: IncomingMessage, way: Way, { maxBytes, headers = {}, alsoStatus = [] }: HttpRequest): Promise<HttpResponse> {
  const status = answer.statusCode ?? 0;
  const tooLarge = () => networkError('NETWORK_TOO_LARGE', way, { limit: maxBytes });
  try {
    if (status === PROXY_AUTHENTICATION) throw networkError('NETWORK_PROXY', way, { status });
    const conditional = Object.keys(headers).some((name) => /^if-/i.test(name));
    const wanted = (status >= 200 && status < 300) || alsoStatus.includes(status);
    if (!wanted && !REDIRECTS.has(status) && !(status === NOT_MODIFIED && conditional)) throw networkError('NETWORK_STATUS', way, { status });
    if (Number(answer.headers['content-length'] ?? 0) > maxBytes) throw tooLarge();
    const pieces: Buffer[] = [];
    let length = 0;
    for await (const piece of answer as AsyncIterable<Buffer>) {
      length += piece.length;
      if (length > maxBytes) throw tooLarge();
      pieces.push(piece);
    }
    const named = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as const);
    return { status, headers: Object.fromEntries(named), body: new Uint8Array(Buffer.concat(pieces)) };
  } finally {
    answer.destroy();
  }
}
