import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { DIGEST_ALGORITHMS, digestByOid } from '../../pki/digest/algorithms.ts';
import { digestInfo } from '../../pki/digest/digest-info.ts';
import type { IssuedCertificate } from '../../pki/test-authority/authority.ts';
import { testSigner } from '../../pki/test-authority/test-signer.ts';
import { bodyOf } from './web.ts';

/** One thing that the service does wrong, or that went wrong on the way; everything else stays right. */
export const REMOTE_FAULTS = [
  'state-wrong',
  'state-missing',
  'issuer-wrong',
  'code-missing',
  'code-twice',
  'access-denied',
  'code-refused',
  'token-malformed',
  'token-expired',
  'token-refused',
  'version-one',
  'method-missing',
  'sign-in-plain',
  'sign-in-elsewhere',
  'list-malformed',
  'list-redirected',
  'list-oversized',
  'certificate-unreadable',
  'certificate-swapped',
  'key-disabled',
  'algorithm-other',
  'activation-refused',
  'activation-of-other-hash',
  'activation-unauthorised',
  'activation-broken',
  'activation-malformed',
  'activation-silent',
  'signature-refused',
  'signature-by-other-key',
  'signature-of-other-hash',
  'signature-missing',
  'signature-twice',
  'signature-malformed',
  'refusals-by-error-code',
  'silent',
] as const;
export type RemoteFault = (typeof REMOTE_FAULTS)[number];

export interface RemoteServiceOptions {
  /** The key that the service keeps, and another one of its own. */
  readonly key: IssuedCertificate;
  readonly other?: IssuedCertificate;
  /** Default `explicit` with a PIN. */
  readonly way?: 'pin' | 'one-time' | 'two-values' | 'browser';
  readonly pin?: string;
  /** Key and certificate of the server, PEM; plain HTTP without them. */
  readonly identity?: { readonly key: string; readonly cert: string };
  /** Whether the person presses a button on the page of the service, or is sent back at once. */
  readonly page?: boolean;
  /** Base of another server's sign-in, which it names as its own. */
  readonly oauth2?: string;
  /** Keys beside its own that it tells wrongly, by their ids. */
  readonly odd?: Readonly<Record<string, object>>;
}

/** A service of ours on loopback behind the API of the Cloud Signature Consortium, version 2, that demands all that the standards let it demand. */
export interface RemoteService extends AsyncDisposable {
  /** Base of the API. */
  readonly base: string;
  readonly host: string;
  /** The same server under another name, as which it is another origin. */
  readonly otherHost: string;
  fault: RemoteFault | null;
  pin: string;
  /** Calls so far, `METHOD path`, in their order; bodies as far as they are no secret. */
  readonly seen: readonly { readonly path: string; readonly body: string; readonly authorization: string | undefined }[];
  /** What was typed, each time it came. */
  readonly typed: readonly string[];
  /** Access tokens that count now. */
  readonly tokens: ReadonlySet<string>;
}

export const REMOTE_CLIENT = 'hpki-desk';
export const REMOTE_PIN = '246810';
export const REMOTE_CREDENTIAL = 'GX0112348';

interface Grant {
  readonly challenge: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly hashes: readonly string[];
}

const secret = () => randomBytes(24).toString('base64url');
const plain = (base64: string) => Buffer.from(base64, 'base64').toString('base64');

/** Refuses as the standards write it. */
class Refusal extends Error {
  readonly status: number;
  constructor(status: number, error: string) {
    super(error);
    this.status = status;
  }
}
const refuse = (error: string, status = 400): never => {
  throw new Refusal(status, error);
};

export async function remoteService({
  key,
  other,
  way = 'pin',
  pin = REMOTE_PIN,
  page = false,
  identity,
  oauth2,
  odd = {},
}: RemoteServiceOptions): Promise<RemoteService> {
  const seen: RemoteService['seen'][number][] = [];
  const typed: string[] = [];
  const codes = new Map<string, Grant>();
  const tokens = new Set<string>();
  /** Signature activation data by the hashes that it was made for. */
  const activations = new Map<string, readonly string[]>();
  const pages = new Map<string, string>();

  const objects = {
    pin: [{ type: 'Password', id: 'PIN', format: 'N', label: 'PIN', description: 'PIN' }],
    'one-time': [{ type: 'Password', id: 'OTP', format: 'N', generator: 'totp', label: 'OTP', description: 'OTP' }],
    'two-values': [
      { type: 'Password', id: 'PIN', format: 'N', label: 'PIN', description: 'PIN' },
      { type: 'Password', id: 'OTP', format: 'N', generator: 'totp', label: 'OTP', description: 'OTP' },
    ],
    browser: undefined,
  }[way];

  const service = {
    fault: null as RemoteFault | null,
    pin,
    seen,
    typed,
    tokens,
    base: '',
    host: '',
    get otherHost() {
      return service.host.replace('127.0.0.1', 'localhost');
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  const is = (fault: RemoteFault) => service.fault === fault;

  function authorize({ searchParams }: URL, response: ServerResponse): void {
    const wish = (name: string) => searchParams.get(name) ?? '';
    const redirectUri = wish('redirect_uri');
    const scope = wish('scope');
    if (wish('client_id') !== REMOTE_CLIENT || !/^http:\/\/127\.0\.0\.1:\d+\//.test(redirectUri)) refuse('invalid_request');
    if (wish('response_type') !== 'code' || wish('code_challenge_method') !== 'S256' || wish('code_challenge').length !== 43)
      refuse('invalid_request');
    if (wish('resource') !== service.base) refuse('invalid_target');
    if (!['service', 'credential'].includes(scope)) refuse('invalid_scope');
    const hashes = wish('hashes')
      .split(',')
      .filter(Boolean)
      .map((hash) => Buffer.from(hash, 'base64url').toString('base64'));
    if (scope === 'credential' && (wish('credentialID') !== REMOTE_CREDENTIAL || hashes.length !== Number(wish('numSignatures'))))
      refuse('invalid_request');
    const code = secret();
    codes.set(code, { challenge: wish('code_challenge'), redirectUri, scope, hashes });
    const back = new URL(redirectUri);
    const set = (name: string, value: string) => back.searchParams.append(name, value);
    if (is('access-denied')) set('error', 'access_denied');
    else if (!is('code-missing')) set('code', code);
    if (is('code-twice')) set('code', secret());
    if (!is('state-missing')) set('state', is('state-wrong') ? secret() : wish('state'));
    if (is('issuer-wrong')) set('iss', 'https://other.example');
    if (!page) return void response.writeHead(302, { location: back.href }).end();
    const id = secret();
    pages.set(id, back.href);
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(`<!doctype html><html lang="ja"><title>Test</title><h1>テスト署名サービス</h1><a id="allow" href="/allow/${id}">許可</a></html>`);
  }

  function token(form: URLSearchParams) {
    const code = form.get('code') ?? '';
    const grant = codes.get(code);
    codes.delete(code);
    const verifier = form.get('code_verifier') ?? '';
    const proved = grant && createHash('sha256').update(verifier).digest('base64url') === grant.challenge;
    if (form.get('grant_type') !== 'authorization_code' || form.get('client_id') !== REMOTE_CLIENT) refuse('invalid_request');
    if (form.get('resource') !== service.base) refuse('invalid_target');
    if (!grant || !proved || form.get('redirect_uri') !== grant.redirectUri || is('code-refused')) return refuse('invalid_grant');
    const access = secret();
    if (grant.scope === 'credential') activations.set(access, grant.hashes);
    else tokens.add(access);
    if (is('token-malformed')) return { access_token: 7, token_type: 'Bearer' };
    return { access_token: access, token_type: 'Bearer', expires_in: is('token-expired') ? 1 : 3600 };
  }

  function signIn(): string {
    if (is('sign-in-plain')) return 'http://sign-in.example/';
    return oauth2 ?? `${identity ? 'https' : 'http'}://${is('sign-in-elsewhere') ? service.otherHost : service.host}/`;
  }

  const info = () => ({
    specs: is('version-one') ? '1.0.4.0' : '2.0.0.2',
    name: 'Test signing service',
    logo: '',
    region: 'JP',
    lang: 'ja-JP',
    description: 'For tests',
    authType: ['oauth2code'],
    oauth2: signIn(),
    methods: ['oauth2/authorize', 'oauth2/token', 'oauth2/revoke', 'credentials/list', 'credentials/info', 'credentials/authorize'].concat(
      is('method-missing') ? [] : ['signatures/signHash'],
    ),
  });

  function credentialInfo({ credentialID }: { readonly credentialID?: string }) {
    const strange = odd[credentialID ?? ''];
    if (credentialID !== REMOTE_CREDENTIAL && !strange) refuse('invalid_request');
    const shown = is('certificate-swapped') && other ? other : key;
    const certificates = [shown.certificate, ...shown.chain].map((der) => Buffer.from(der).toString('base64'));
    return {
      description: 'TEST',
      key: {
        status: is('key-disabled') ? 'disabled' : 'enabled',
        algo: is('algorithm-other') ? ['1.2.840.113549.1.1.10'] : ['1.2.840.113549.1.1.11', '1.2.840.113549.1.1.1'],
        len: 2048,
      },
      cert: { status: 'valid', certificates: is('certificate-unreadable') ? ['AAAA'] : certificates },
      auth: way === 'browser' ? { mode: 'oauth2code' } : { mode: 'explicit', expression: objects?.map(({ id }) => id).join(' AND '), objects },
      SCAL: '2',
      multisign: 1,
      lang: 'ja-JP',
      ...strange,
    };
  }

  type AuthorizeWish = {
    readonly hashes: readonly string[];
    readonly numSignatures: number;
    readonly authData: readonly { readonly value: string }[];
  };
  function activate({ hashes, numSignatures, authData }: AuthorizeWish) {
    const [entry] = authData;
    typed.push(entry?.value ?? '');
    if (hashes.length !== numSignatures || is('activation-refused')) refuse('invalid_request');
    if (entry?.value !== service.pin) refuse(way === 'pin' ? 'invalid_pin' : 'invalid_otp');
    if (is('activation-malformed')) return { SAD: 7 };
    const SAD = secret();
    activations.set(SAD, is('activation-of-other-hash') ? ['AAAA'] : hashes);
    return { SAD, expiresIn: 300 };
  }

  type SignWish = { readonly SAD?: string; readonly hashes: readonly string[]; readonly hashAlgorithmOID: string; readonly signAlgo: string };
  async function signHash({ SAD, hashes, hashAlgorithmOID, signAlgo }: SignWish, bearer: string) {
    const given = SAD ?? bearer;
    const allowed = activations.get(given);
    activations.delete(given);
    if (!allowed || is('signature-refused') || allowed.join() !== hashes.map(plain).join()) return refuse('invalid_request');
    const algorithm = digestByOid(hashAlgorithmOID);
    if (!algorithm || !['1.2.840.113549.1.1.1', '1.2.840.113549.1.1.11'].includes(signAlgo)) return refuse('invalid_request');
    const signer = testSigner(is('signature-by-other-key') && other ? other : key);
    const signatures = await Promise.all(
      hashes.map(async (hash) => {
        const bytes = is('signature-of-other-hash') ? randomBytes(DIGEST_ALGORITHMS[algorithm.name].length) : Buffer.from(hash, 'base64');
        return Buffer.from(await signer.sign(digestInfo(algorithm.name, bytes))).toString('base64');
      }),
    );
    if (is('signature-missing')) return { signatures: [] };
    if (is('signature-twice')) return { signatures: [...signatures, ...signatures] };
    if (is('signature-malformed')) return { signatures: ['%'] };
    return { signatures };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', service.base);
    const body = (await bodyOf(request)).toString('utf8');
    const path = url.pathname.replace(/^\/csc\/v2\//, '').replace(/^\//, '');
    seen.push({ path, body, authorization: request.headers.authorization });
    if (request.method === 'GET') {
      if (path === 'oauth2/authorize') return authorize(url, response);
      const back = pages.get(path.replace(/^allow\//, ''));
      return void (back ? response.writeHead(302, { location: back }).end() : response.writeHead(404).end());
    }
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const json = () => JSON.parse(body);
    const give = (value: unknown) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (path === 'info') return void give(info());
    if (path === 'oauth2/token') return void give(token(new URLSearchParams(body)));
    if (path === 'oauth2/revoke') {
      tokens.delete(new URLSearchParams(body).get('token') ?? '');
      return void response.writeHead(204).end();
    }
    if (is('silent')) return;
    const active = path === 'signatures/signHash' && activations.has(bearer);
    if ((!tokens.has(bearer) && !active) || is('token-refused')) refuse('invalid_token', 401);
    if (path === 'credentials/list') {
      if (is('list-redirected')) return void response.writeHead(307, { location: 'http://127.0.0.1:9/csc/v2/credentials/list' }).end();
      if (is('list-malformed')) return void response.writeHead(200).end('{"credentialIDs":');
      if (is('list-oversized')) return void response.writeHead(200).end(`{"credentialIDs":["${'A'.repeat(300_000)}"]}`);
      return void give({ credentialIDs: [REMOTE_CREDENTIAL, ...Object.keys(odd)] });
    }
    if (path === 'credentials/info') return void give(credentialInfo(json()));
    if (path === 'credentials/authorize') {
      const activated = activate(json());
      if (is('activation-unauthorised')) refuse('invalid_token', 401);
      if (is('activation-broken')) return void response.destroy();
      return void (is('activation-silent') || give(activated));
    }
    if (path === 'signatures/signHash') return void give(await signHash(json(), bearer));
    response.writeHead(404).end();
  }

  const listener = (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response).catch((error: unknown) => {
      const [status, code] = error instanceof Refusal ? [error.status, error.message] : [500, 'server_error'];
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(JSON.stringify(is('refusals-by-error-code') ? { errorCode: code } : { error: code, error_description: REMOTE_PIN }));
    });
  };
  const server = identity ? createTlsServer(identity, listener) : createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  service.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  service.base = `${identity ? 'https' : 'http'}://${service.host}/csc/v2/`;
  return service;
}

/** A person who follows every address at once: where the service sends them back to. */
export const followingVisit =
  (redirectUri = 'http://127.0.0.1:9/back'): ((addressFor: (uri: string) => string) => Promise<URL>) =>
  async (addressFor) => {
    const answered = await fetch(addressFor(redirectUri), { redirect: 'manual' });
    return new URL(answered.headers.get('location') ?? 'http://127.0.0.1:9/nowhere');
  };
