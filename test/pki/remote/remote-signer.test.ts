import { createHash, randomBytes } from 'node:crypto';
import { get } from 'node:https';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PkiError } from '../../../pki/errors.ts';
import { digestInfo } from '../../../pki/digest/digest-info.ts';
import { nodeHttpClient } from '../../../pki/network/node-client.ts';
import type { HttpClient } from '../../../pki/network/http-client.ts';
import { noProxy } from '../../../pki/network/proxy.ts';
import { cscService } from '../../../pki/remote/csc/service.ts';
import { remoteSigner } from '../../../pki/remote/remote-signer.ts';
import type { BrowserVisit, RemoteSession } from '../../../pki/remote/service.ts';
import type { IssuedCertificate } from '../../../pki/test-authority/authority.ts';
import { createTestAuthority } from '../../../pki/test-authority/create.ts';
import { testSigner } from '../../../pki/test-authority/test-signer.ts';
import { DOCTOR } from '../../support/authority.ts';
import { loopbackIdentity } from '../../support/tls-identity.ts';
import { failure } from '../../support/http-client.ts';
import {
  followingVisit,
  REMOTE_CLIENT,
  REMOTE_CREDENTIAL,
  REMOTE_PIN,
  type RemoteFault,
  type RemoteService,
  type RemoteServiceOptions,
  remoteService,
} from '../../support/remote-service.ts';

let key: IssuedCertificate;
let other: IssuedCertificate;
let service: RemoteService;
const { signal } = new AbortController();
const HASH = createHash('sha256').update('document').digest();

beforeAll(async () => {
  const now = new Date();
  const authority = await createTestAuthority({ now });
  key = (await authority.issueCertificates(DOCTOR, now)).signature;
  other = (await authority.issueCertificates(DOCTOR, now)).signature;
});
const start = async (more: Partial<RemoteServiceOptions> = {}) => {
  service = await remoteService({ key, other, ...more });
};
beforeEach(() => start());
afterEach(() => service[Symbol.asyncDispose]());

const network = nodeHttpClient({ proxy: noProxy });
const csc = (now = () => new Date(), signInHost: string | null = null, http: HttpClient = network) =>
  cscService({ http, base: service.base, clientId: REMOTE_CLIENT, signInHost, now });
const signIn = (visit: BrowserVisit = followingVisit(), now?: () => Date) => csc(now).signIn(visit, signal);

/** Signs with the one credential there is; `fault` comes up after it was shown. */
async function sign(session: RemoteSession, fault: RemoteFault | null = null, pin = REMOTE_PIN, info = digestInfo('sha256', HASH)) {
  const {
    usable: [credential],
  } = await session.credentials(signal);
  service.fault = fault;
  const activate: Parameters<typeof remoteSigner>[0]['activate'] =
    credential!.way === 'browser'
      ? (order) => session.activateInBrowser(order, followingVisit(), signal)
      : (order) => session.activate(order, Buffer.from(pin), signal);
  return remoteSigner({ session, credential: credential!, activate, signal }).sign(info);
}

describe('signing with a key that a service keeps', () => {
  it('gives the value that the key itself gives', async () => {
    const session = await signIn();
    expect(await session.credentials(signal)).toMatchObject({
      usable: [{ id: REMOTE_CREDENTIAL, enabled: true, way: 'pin', factor: { id: 'PIN', digitsOnly: true } }],
      faulty: [],
    });
    expect(Buffer.from(await sign(session))).toEqual(Buffer.from(await testSigner(key).sign(digestInfo('sha256', HASH))));
  });

  it.each(['sha384', 'sha512'] as const)('signs over %s, named beside the plain algorithm', async (name) => {
    const hash = createHash(name).update('document').digest();
    const value = await sign(await signIn(), null, REMOTE_PIN, digestInfo(name, hash));
    expect(Buffer.from(value)).toEqual(Buffer.from(await testSigner(key).sign(digestInfo(name, hash))));
  });

  it('binds the activation to the hash, and sends the PIN once and only to be checked', async () => {
    await sign(await signIn());
    expect(service.typed).toEqual([REMOTE_PIN]);
    expect(service.seen.map(({ path }) => path)).toEqual([
      ...['info', 'oauth2/authorize', 'oauth2/token', 'credentials/list', 'credentials/info'],
      ...['credentials/info', 'credentials/authorize', 'signatures/signHash'],
    ]);
    const [activation] = service.seen.filter(({ path }) => path === 'credentials/authorize');
    expect(JSON.parse(activation!.body)).toMatchObject({ credentialID: REMOTE_CREDENTIAL, numSignatures: 1, hashes: [HASH.toString('base64')] });
    expect(service.seen.filter(({ body }) => body.includes(REMOTE_PIN))).toHaveLength(1);
  });

  it('is unlocked at a page of the service where the credential wants that', async () => {
    await service[Symbol.asyncDispose]();
    await start({ way: 'browser' });
    expect(Buffer.from(await sign(await signIn()))).toEqual(Buffer.from(await testSigner(key).sign(digestInfo('sha256', HASH))));
    expect(service.typed).toEqual([]);
  });

  it.each<[RemoteServiceOptions['way'], object]>([
    ['one-time', { way: 'one-time', factor: { id: 'OTP' } }],
    ['two-values', { way: 'unsupported', factor: null }],
  ])('knows what is typed for %s', async (way, expected) => {
    await service[Symbol.asyncDispose]();
    await start({ way });
    expect(await (await signIn()).credentials(signal)).toMatchObject({ usable: [expected] });
  });

  it.each<[RemoteFault, string]>([
    ['certificate-swapped', 'REMOTE_CERTIFICATE_CHANGED'],
    ['certificate-unreadable', 'CERTIFICATE_UNREADABLE'],
    ['key-disabled', 'REMOTE_CREDENTIAL_UNFIT'],
    ['token-refused', 'REMOTE_SESSION_ENDED'],
    ['activation-refused', 'REMOTE_PIN_OUTCOME_UNKNOWN'],
    ['activation-unauthorised', 'REMOTE_PIN_OUTCOME_UNKNOWN'],
    ['activation-broken', 'REMOTE_PIN_OUTCOME_UNKNOWN'],
    ['activation-malformed', 'REMOTE_PIN_OUTCOME_UNKNOWN'],
    ['activation-of-other-hash', 'REMOTE_REFUSED'],
    ['signature-refused', 'REMOTE_REFUSED'],
    ['signature-by-other-key', 'SIGNATURE_VALUE_WRONG'],
    ['signature-of-other-hash', 'SIGNATURE_VALUE_WRONG'],
    ['signature-missing', 'REMOTE_ANSWER_WRONG'],
    ['signature-twice', 'REMOTE_ANSWER_WRONG'],
    ['signature-malformed', 'REMOTE_ANSWER_WRONG'],
  ])('%s: %s, and no signature', async (fault, code) => {
    expect(await failure(sign(await signIn(), fault))).toMatchObject({ code });
  });

  it.each<RemoteFault>(['certificate-swapped', 'key-disabled', 'token-refused'])('%s is noticed before the PIN is sent', async (fault) => {
    await sign(await signIn(), fault).catch(() => {});
    expect(service.typed).toEqual([]);
  });

  it('says that a PIN was sent where the answer does not come, whoever gave up', async () => {
    const session = await signIn();
    const {
      usable: [credential],
    } = await session.credentials(signal);
    service.fault = 'activation-silent';
    const activate: Parameters<typeof remoteSigner>[0]['activate'] = (order) =>
      session.activate(order, Buffer.from(REMOTE_PIN), AbortSignal.timeout(300));
    const signing = remoteSigner({ session, credential: credential!, activate, signal }).sign(digestInfo('sha256', HASH));
    expect(await failure(signing)).toMatchObject({ code: 'REMOTE_PIN_OUTCOME_UNKNOWN', host: service.host, note: 'given up' });
    expect(service.typed).toEqual([REMOTE_PIN]);
  });

  it('does not say so where nothing can have been sent', async () => {
    const session = await signIn();
    const {
      usable: [credential],
    } = await session.credentials(signal);
    const order = { credential: credential!, digest: 'sha256' as const, hashes: [HASH], algorithm: '1.2.840.113549.1.1.1' };
    await expect(session.activate(order, Buffer.from(REMOTE_PIN), AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    await session.end();
    expect(await failure(session.activate(order, Buffer.from(REMOTE_PIN), signal))).toMatchObject({ code: 'REMOTE_SESSION_ENDED' });
    const gone = await signIn();
    await service[Symbol.asyncDispose]();
    expect(await failure(gone.activate(order, Buffer.from(REMOTE_PIN), signal))).toMatchObject({ code: 'NETWORK_REFUSED' });
    await start();
  });

  it.each([
    ['while it is made: nothing was sent', 'connect', 'NETWORK_REFUSED'],
    ['once it stands: the PIN may be out', 'read', 'REMOTE_PIN_OUTCOME_UNKNOWN'],
  ])('a connection that the network refuses %s', async (_when, syscall, code) => {
    const cause = Object.assign(new Error('no route'), { code: 'EHOSTUNREACH', syscall });
    const http: HttpClient = {
      async send(request) {
        if (request.url.endsWith('credentials/authorize')) throw new PkiError('NETWORK_REFUSED', { url: request.url }, { cause });
        return network.send(request);
      },
    };
    const session = await csc(undefined, null, http).signIn(followingVisit(), signal);
    expect(await failure(sign(session))).toMatchObject({ code });
  });

  it.each<[string, object, string]>([
    ['without a certificate', { cert: { certificates: [] } }, 'REMOTE_ANSWER_WRONG'],
    ['with a certificate that is none', { cert: { certificates: ['AAAA'] } }, 'CERTIFICATE_UNREADABLE'],
    ['unlocked in a way that nobody knows', { auth: { mode: 'dance' } }, 'REMOTE_ANSWER_WRONG'],
    ['without an algorithm', { key: { status: 'enabled', algo: [] } }, 'REMOTE_ANSWER_WRONG'],
    ['with an algorithm that is no object identifier', { key: { status: 'enabled', algo: ['1.2\u{1b}[2J'] } }, 'REMOTE_ANSWER_WRONG'],
  ])('a key %s takes none of the others along', async (_, told, code) => {
    await service[Symbol.asyncDispose]();
    await start({ odd: { odd: told } });
    expect(await (await signIn()).credentials(signal)).toMatchObject({
      usable: [{ id: REMOTE_CREDENTIAL }],
      faulty: [{ id: 'odd', error: { code } }],
    });
  });

  it.each([['\u{1b}[2J'], ['a\u{202e}b'], ['two\nlines'], ['k'.repeat(256)]])('takes no key under the name %j', async (id) => {
    await service[Symbol.asyncDispose]();
    await start({ odd: { [id]: {} } });
    expect(await failure((await signIn()).credentials(signal))).toMatchObject({ code: 'REMOTE_ANSWER_WRONG' });
  });

  it('names a PIN that the service refuses', async () => {
    expect(await failure(sign(await signIn(), null, '111111'))).toMatchObject({ code: 'REMOTE_PIN_REFUSED', note: 'invalid_pin' });
    expect(service.typed).toEqual(['111111']);
  });

  it('names it also where the service writes its refusals otherwise, and repeats nothing else that it says', async () => {
    expect(await failure(sign(await signIn(), 'refusals-by-error-code', '111111'))).toMatchObject({ code: 'REMOTE_PIN_REFUSED' });
    expect(JSON.stringify(await failure(sign(await signIn(), 'activation-refused')))).not.toContain(REMOTE_PIN);
  });

  it('refuses a key that signs otherwise', async () => {
    service.fault = 'algorithm-other';
    expect(await failure(sign(await signIn(), 'algorithm-other'))).toMatchObject({ code: 'REMOTE_CREDENTIAL_UNFIT' });
  });

  it.each([
    ['SHA-1', digestInfo('sha1', randomBytes(20))],
    ['no DigestInfo', randomBytes(51)],
  ])('does not sign over %s', async (_, info) => {
    await expect(sign(await signIn(), null, REMOTE_PIN, info)).rejects.toThrow();
    expect(service.typed).toEqual([]);
  });
});

describe('a service behind TLS', () => {
  const identity = loopbackIdentity();
  beforeEach(async () => {
    await service[Symbol.asyncDispose]();
    await start({ identity });
  });
  const trusting = (authorities: readonly string[]) =>
    cscService({
      ...{
        http: nodeHttpClient({ proxy: noProxy, authorities }),
        base: service.base,
        clientId: REMOTE_CLIENT,
        signInHost: null,
        now: () => new Date(),
      },
    });
  /** A person whose browser trusts it. */
  const visit: BrowserVisit = async (addressFor) => {
    const { promise, resolve } = Promise.withResolvers<URL>();
    get(addressFor('http://127.0.0.1:9/back'), { ca: identity.cert }, (answer) => resolve(new URL(answer.headers.location ?? '')));
    return promise;
  };

  it('signs as any', async () => {
    expect(Buffer.from(await sign(await trusting([identity.cert]).signIn(visit, signal)))).toEqual(
      Buffer.from(await testSigner(key).sign(digestInfo('sha256', HASH))),
    );
  });

  it('whose certificate is not trusted gets nothing', async () => {
    expect(await failure(trusting([]).signIn(visit, signal))).toMatchObject({ code: 'NETWORK_TLS' });
    expect(service.seen).toEqual([]);
  });
});

describe('signing in', () => {
  it.each<[RemoteFault, object]>([
    ['state-wrong', { code: 'REMOTE_SIGN_IN_REFUSED', note: 'state' }],
    ['state-missing', { code: 'REMOTE_SIGN_IN_REFUSED', note: 'state' }],
    ['issuer-wrong', { code: 'REMOTE_SIGN_IN_REFUSED', note: 'iss' }],
    ['code-missing', { code: 'REMOTE_SIGN_IN_REFUSED', note: 'code' }],
    ['code-twice', { code: 'REMOTE_SIGN_IN_REFUSED', note: 'code is given more than once' }],
    ['access-denied', { code: 'REMOTE_SIGN_IN_REFUSED', note: 'access_denied' }],
    ['code-refused', { code: 'REMOTE_SIGN_IN_REFUSED', note: 'invalid_grant' }],
    ['token-malformed', { code: 'REMOTE_ANSWER_WRONG', note: 'access_token' }],
    ['version-one', { code: 'REMOTE_SERVICE_UNFIT', note: 'specs 1.0.4.0' }],
    ['method-missing', { code: 'REMOTE_SERVICE_UNFIT', note: 'signatures/signHash' }],
    ['sign-in-plain', { code: 'REMOTE_ADDRESS_UNFIT' }],
    ['sign-in-elsewhere', { code: 'REMOTE_SIGN_IN_ELSEWHERE' }],
  ])('%s is refused', async (fault, expected) => {
    service.fault = fault;
    expect(await failure(signIn())).toMatchObject(expected);
    expect(service.seen.some(({ authorization }) => authorization)).toBe(false);
  });

  it('at another service is not lent to the one that names it, even where a person was deceived into allowing it', async () => {
    await using evil = await remoteService({ key: other, oauth2: new URL('/', service.base).href });
    const lured = (signInHost: string | null) =>
      cscService({ http: nodeHttpClient({ proxy: noProxy }), base: evil.base, clientId: REMOTE_CLIENT, signInHost, now: () => new Date() });
    const refused = { code: 'REMOTE_SIGN_IN_ELSEWHERE', host: evil.host, signIn: service.host };
    expect(await failure(lured(null).signIn(followingVisit(), signal))).toMatchObject(refused);
    expect(await failure(lured('other.example').describe(signal))).toMatchObject(refused);
    expect(service.seen).toEqual([]);
    // The token is asked for the one who would get it, which an honest server that minds this does not give.
    expect(await failure(lured(service.host).signIn(followingVisit(), signal))).toMatchObject({ code: 'REMOTE_SIGN_IN_REFUSED' });
    expect(service.tokens.size).toBe(0);
    expect(evil.seen.map(({ path }) => path)).toEqual(['info', 'info', 'info']);
  });

  it('elsewhere is used where a person confirmed it', async () => {
    service.fault = 'sign-in-elsewhere';
    const session = await csc(undefined, service.otherHost).signIn(followingVisit(), signal);
    expect(await session.credentials(signal)).toMatchObject({ usable: [{ id: REMOTE_CREDENTIAL }] });
    expect(await csc(undefined, service.otherHost).describe(signal)).toMatchObject({ signInHost: service.otherHost });
  });

  it('cannot be finished with a code that was used, or without the verifier', async () => {
    let back = new URL('http://127.0.0.1:9/');
    await signIn(async (addressFor) => (back = await followingVisit()(addressFor)));
    const code = back.searchParams.get('code')!;
    const exchange = (values: Record<string, string>) =>
      fetch(new URL('/oauth2/token', service.base), {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'authorization_code', client_id: REMOTE_CLIENT, ...values }),
      });
    expect((await exchange({ code, redirect_uri: 'http://127.0.0.1:9/back', code_verifier: 'x'.repeat(43) })).status).toBe(400);
    expect(await failure(signIn(async () => back))).toMatchObject({ code: 'REMOTE_SIGN_IN_REFUSED', note: 'state' });
  });

  it.each<[RemoteFault, string]>([
    ['list-malformed', 'REMOTE_ANSWER_WRONG'],
    ['list-redirected', 'NETWORK_STATUS'],
    ['list-oversized', 'NETWORK_TOO_LARGE'],
    ['token-refused', 'REMOTE_SESSION_ENDED'],
  ])('%s: %s when the credentials are asked', async (fault, code) => {
    const session = await signIn();
    service.fault = fault;
    expect(await failure(session.credentials(signal))).toMatchObject({ code });
  });

  it('ends by the clock of the token, and asks nothing more', async () => {
    service.fault = 'token-expired';
    let time = Date.now();
    const session = await signIn(undefined, () => new Date(time));
    time += 1000;
    const calls = service.seen.length;
    expect(await failure(session.credentials(signal))).toMatchObject({ code: 'REMOTE_SESSION_ENDED' });
    expect(service.seen).toHaveLength(calls);
  });

  it('gives a silent service up when the person does', async () => {
    const session = await signIn();
    service.fault = 'silent';
    await expect(session.credentials(AbortSignal.timeout(200))).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('tells the service that it is over, and forgets the token', async () => {
    const session = await signIn();
    expect(service.tokens.size).toBe(1);
    await session.end();
    expect(service.tokens.size).toBe(0);
    expect(await failure(session.credentials(signal))).toMatchObject({ code: 'REMOTE_SESSION_ENDED' });
  });

  it.each(['http://service.example/csc/v2', 'ftp://127.0.0.1/', 'https://user:secret@service.example/', 'https://service.example/?x', 'service'])(
    'goes nowhere at %s',
    (base) => {
      const options = { http: nodeHttpClient({ proxy: noProxy }), base, clientId: REMOTE_CLIENT, signInHost: null, now: () => new Date() };
      expect(() => cscService(options)).toThrow('REMOTE_ADDRESS_UNFIT');
    },
  );

  it('tells the name of a service and where one signs in', async () => {
    expect(await csc().describe(signal)).toEqual({ name: 'Test signing service', signInHost: service.host });
  });
});
