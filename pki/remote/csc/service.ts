import { PkiError } from '../../errors.ts';
import type { HttpClient } from '../../network/http-client.ts';
import { askForCode, type AuthorizationServer } from '../oauth/code.ts';
import { secureBase } from '../secure-address.ts';
import type { BrowserVisit, RemoteSigningService } from '../service.ts';
import { call, formBody, jsonBody } from './calls.ts';
import { infoAnswer, type TokenAnswer, tokenAnswer } from './messages.ts';
import { cscSession } from './session.ts';

export interface CscOptions {
  readonly http: HttpClient;
  /** Base of the API, for example `https://service.example/csc/v2`. */
  readonly base: string;
  /** By which the service knows this program; there is no secret, since a program on a desk can keep none (RFC 8252 section 8.5). */
  readonly clientId: string;
  /** Host of a sign-in elsewhere, as a person was shown and confirmed it for this service; only the service's own origin where there is none. */
  readonly signInHost: string | null;
  readonly now: () => Date;
}

/** What is called in any case; `signatures/signHash` and both ways to unlock a key come with the credential. */
const NEEDED = ['credentials/list', 'credentials/info', 'signatures/signHash'];

/**
 * A service behind the API of the Cloud Signature Consortium, version 2, with sign-in by OAuth 2.0 authorisation code and PKCE.
 * @throws PkiError REMOTE_ADDRESS_UNFIT
 * @example
 * const service = cscService({ http, base: 'https://service.example/csc/v2', clientId: 'hpki-desk', signInHost: null, now: () => new Date() });
 * const session = await service.signIn(visit, signal);
 */
export function cscService({ http, base: address, clientId, signInHost, now }: CscOptions): RemoteSigningService {
  const base = secureBase(address);

  /** A token opens the doors of whoever gave it: none is fetched from elsewhere for this service unless a person allowed the two together. */
  function requireConfirmed({ origin, host }: URL): void {
    if (origin !== base.origin && host !== signInHost) throw new PkiError('REMOTE_SIGN_IN_ELSEWHERE', { host: base.host, signIn: host });
  }

  /** @throws PkiError REMOTE_SERVICE_UNFIT, REMOTE_SIGN_IN_ELSEWHERE */
  async function info(signal: AbortSignal) {
    const answer = await call(http, { url: new URL('info', base), body: jsonBody({}), answer: infoAnswer, signal });
    const missing = NEEDED.filter((method) => !answer.methods.includes(method));
    if (!/^2\./.test(answer.specs)) throw new PkiError('REMOTE_SERVICE_UNFIT', { host: base.host, note: `specs ${answer.specs}` });
    if (!answer.authType.includes('oauth2code')) throw new PkiError('REMOTE_SERVICE_UNFIT', { host: base.host, note: 'authType' });
    if (missing.length > 0) throw new PkiError('REMOTE_SERVICE_UNFIT', { host: base.host, note: missing.join(' ') });
    const signIn = secureBase(answer.oauth2, base);
    requireConfirmed(signIn);
    return { name: answer.name, server: { base: signIn, clientId, resource: base.href } };
  }

  async function token(
    server: AuthorizationServer,
    wish: Readonly<Record<string, string>>,
    visit: BrowserVisit,
    signal: AbortSignal,
  ): Promise<TokenAnswer> {
    const { code, verifier, redirectUri } = await askForCode(server, wish, visit, signal);
    const grant = {
      ...{ grant_type: 'authorization_code', code, redirect_uri: redirectUri, client_id: clientId, code_verifier: verifier },
      resource: server.resource,
    };
    const refused = 'REMOTE_SIGN_IN_REFUSED';
    const meanings = { invalid_grant: refused, invalid_client: refused, invalid_target: refused } as const;
    return call(http, { url: new URL('oauth2/token', server.base), body: formBody(grant), form: true, answer: tokenAnswer, meanings, signal });
  }

  return {
    async describe(signal) {
      const { name, server } = await info(signal);
      return { name, signInHost: server.base.host };
    },
    async signIn(visit, signal) {
      const { server } = await info(signal);
      const granted = await token(server, { scope: 'service' }, visit, signal);
      return cscSession({ http, base, server, granted, now, askToken: (wish, seen, until) => token(server, wish, seen, until) });
    },
  };
}
