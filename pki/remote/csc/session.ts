import type * as z from 'zod';
import { DIGEST_ALGORITHMS } from '../../digest/algorithms.ts';
import { decodeBase64, encodeBase64 } from '../../encoding/base64.ts';
import { PkiError, type PkiErrorCode } from '../../errors.ts';
import type { HttpClient } from '../../network/http-client.ts';
import type { AuthorizationServer } from '../oauth/code.ts';
import type { BrowserVisit, FaultyCredential, HashOrder, RemoteCredential, RemoteSession } from '../service.ts';
import { type Call, call, formBody, jsonBody } from './calls.ts';
import { credentialOf } from './credential.ts';
import { activationAnswer, credentialAnswer, listAnswer, signaturesAnswer, type TokenAnswer } from './messages.ts';
import { secretBody } from './secret-body.ts';

export interface CscSessionOptions {
  readonly http: HttpClient;
  readonly base: URL;
  readonly server: AuthorizationServer;
  /** The access token for the service. */
  readonly granted: TokenAnswer;
  readonly now: () => Date;
  /** Sends the person to the authorisation server for another token. */
  readonly askToken: (wish: Readonly<Record<string, string>>, visit: BrowserVisit, signal: AbortSignal) => Promise<TokenAnswer>;
}

/** What is refused because of what was typed; whether it was counted as a try is for the service to say. */
const PIN_REFUSED = { invalid_pin: 'REMOTE_PIN_REFUSED', invalid_otp: 'REMOTE_PIN_REFUSED' } as const;

/** Faults before a connection stands: nothing of a call was sent. */
const NOT_SENT: ReadonlySet<PkiErrorCode> = new Set(['HOST_NOT_ALLOWED', 'NETWORK_OFF', 'NETWORK_HOST_NOT_FOUND']);

/** Whether no connection came about; the same codes come on one that is cut. */
function neverConnected({ code, cause }: PkiError): boolean {
  if (NOT_SENT.has(code)) return true;
  const causes: readonly unknown[] = cause instanceof AggregateError ? cause.errors : [cause];
  return code === 'NETWORK_REFUSED' && causes.every((each) => (each as NodeJS.ErrnoException | undefined)?.syscall === 'connect');
}

/** Faults in what is told of one key, which say nothing of the others. */
const OF_ONE_KEY: ReadonlySet<PkiErrorCode> = new Set([
  'REMOTE_ANSWER_WRONG',
  'REMOTE_REFUSED',
  'CERTIFICATE_UNREADABLE',
  'NETWORK_STATUS',
  'NETWORK_TOO_LARGE',
]);

/** Milliseconds for the farewell, which nobody waits for longer. */
const FAREWELL_MS = 5_000;

const hashFields = ({ credential, digest, hashes }: HashOrder) => ({
  credentialID: credential.id,
  hashes: hashes.map(encodeBase64),
  hashAlgorithmOID: DIGEST_ALGORITHMS[digest].oid,
});

/** The calls of one signed-in person. The access token lives here alone. */
export function cscSession({ http, base, server, granted, now, askToken }: CscSessionOptions): RemoteSession {
  let token: string | null = granted.access_token;
  const until = granted.expires_in === undefined ? null : now().getTime() + granted.expires_in * 1000;

  /** The token, as long as its clock runs. */
  function present(): string | null {
    if (until !== null && now().getTime() >= until) token = null;
    return token;
  }

  /** @throws PkiError REMOTE_SESSION_ENDED */
  function requirePresent(): string {
    const own = present();
    if (own === null) throw new PkiError('REMOTE_SESSION_ENDED', { host: base.host });
    return own;
  }

  async function ask<T>(method: string, body: Uint8Array, answer: z.ZodType<T>, signal: AbortSignal, more: Partial<Call<T>> = {}): Promise<T> {
    const own = requirePresent();
    try {
      return await call(http, { url: new URL(method, base), body, token: own, answer, signal, ...more });
    } catch (error) {
      const over = more.token === undefined && error instanceof PkiError && error.code === 'REMOTE_SESSION_ENDED';
      if (over) token = null;
      throw error;
    }
  }

  async function credential(id: string, signal: AbortSignal) {
    const wish = { credentialID: id, certificates: 'chain', certInfo: false, authInfo: true };
    return credentialOf(id, await ask('credentials/info', jsonBody(wish), credentialAnswer, signal));
  }

  /** One key, or why it is none that can be used. */
  const settled = (id: string, signal: AbortSignal): Promise<RemoteCredential | FaultyCredential> =>
    credential(id, signal).catch((error: unknown) => {
      if (error instanceof PkiError && OF_ONE_KEY.has(error.code)) return { id, error };
      throw error;
    });

  /** What a failure means once a PIN may be on its way. */
  function afterSending(error: unknown): unknown {
    const known = error instanceof PkiError ? error : null;
    if (known && (known.code === 'REMOTE_PIN_REFUSED' || neverConnected(known))) return error;
    return new PkiError('REMOTE_PIN_OUTCOME_UNKNOWN', { host: base.host, note: known?.message ?? 'given up' }, { cause: error });
  }

  return {
    credential,
    async credentials(signal) {
      const { credentialIDs } = await ask('credentials/list', jsonBody({}), listAnswer, signal);
      const all = await Promise.all([...new Set(credentialIDs)].map((id) => settled(id, signal)));
      return { usable: all.filter((one) => 'certificate' in one), faulty: all.filter((one) => 'error' in one) };
    },
    async activate(order, factor, signal) {
      const { credential: wanted, hashes } = order;
      const wish = { ...hashFields(order), numSignatures: hashes.length };
      requirePresent();
      signal.throwIfAborted();
      const body = secretBody((value) => ({ ...wish, authData: [{ id: wanted.factor?.id ?? 'PIN', value }] }), factor);
      try {
        const { SAD } = await ask('credentials/authorize', body, activationAnswer, signal, { meanings: PIN_REFUSED });
        return { secret: SAD, isToken: false };
      } catch (error) {
        throw afterSending(error);
      } finally {
        body.fill(0);
      }
    },
    async activateInBrowser({ credential: wanted, digest, hashes }, visit, signal) {
      const wish = {
        ...{ scope: 'credential', credentialID: wanted.id, numSignatures: `${hashes.length}` },
        ...{ hashes: hashes.map((hash) => Buffer.from(hash).toString('base64url')).join(','), hashAlgorithmOID: DIGEST_ALGORITHMS[digest].oid },
      };
      const { access_token } = await askToken(wish, visit, signal);
      return { secret: access_token, isToken: true };
    },
    async signHash(order, { secret, isToken }, signal) {
      const wish = { ...hashFields(order), signAlgo: order.algorithm, ...(!isToken && { SAD: secret }) };
      const { signatures } = await ask('signatures/signHash', jsonBody(wish), signaturesAnswer, signal, isToken ? { token: secret } : {});
      return signatures.map((text) => decodeBase64(text)!);
    },
    get over() {
      return present() === null;
    },
    async end() {
      const ended = token;
      token = null;
      if (ended === null) return;
      const body = formBody({ token: ended, token_type_hint: 'access_token', client_id: server.clientId });
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const url = new URL('oauth2/revoke', server.base).href;
      // Forgotten here in any case; a service that does not answer ends it by its own clock.
      await http.send({ url, method: 'POST', headers, body, maxBytes: 4096, deadlineMs: FAREWELL_MS }).catch(() => {});
    },
  };
}
