import { HubRefused, request } from '../client/refusal-of.ts';
import { type DeviceKey, newDeviceKey } from './device-key.ts';

/** Somebody who runs the hub, signed in on this page alone. */
export interface Session {
  readonly client: string;
  /** The address under which the hub is known. */
  readonly hub: string;
  /** One request with a bearer token; a refused token ends the session. @throws HubRefused */
  ask<Done>(method: string, path: string, body?: unknown): Promise<Done>;
  /** The client of this page is removed at the hub: nothing of it is taken any more. */
  leave(): Promise<void>;
}

interface Enrolled {
  readonly client_id: string;
  readonly hub: string;
}

const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const ASSERTION_S = 60;
/** A token is renewed before it is over. */
const EARLY_MS = 30_000;
/** A page that is closed has no time to ask for a token: it always has one that is good (five minutes) until then. */
const FRESH_MS = 240_000;

/** The hub takes the token, or the key of this page, no more. */
const isOver = (error: unknown): boolean => error instanceof HubRefused && error.status === 401;
const seconds = (): number => Math.floor(Date.now() / 1_000);

/** A supply of access tokens (RFC 7523) for a client. */
interface Tokens {
  take(fresh: boolean): Promise<string>;
  /** Asks for the next one; until it has come, the present one is given. @throws HubRefused */
  renew(): Promise<unknown>;
}

function tokens({ client_id, hub }: Enrolled, key: DeviceKey): Tokens {
  let known: { readonly token: Promise<string>; readonly until: number } | null = null;
  async function issue(): Promise<string> {
    const exp = seconds() + ASSERTION_S;
    const assertion = await key.sign({ iss: client_id, sub: client_id, aud: `${hub}/token`, jti: crypto.randomUUID(), exp });
    const form = { grant_type: 'client_credentials', client_assertion_type: ASSERTION, client_assertion: assertion };
    const answer = await request('/token', { method: 'POST', body: new URLSearchParams(form) });
    const { access_token, expires_in } = (await answer.json()) as { access_token: string; expires_in: number };
    known = { token: Promise.resolve(access_token), until: Date.now() + expires_in * 1_000 - EARLY_MS };
    return access_token;
  }
  return {
    take(fresh) {
      if (!fresh && known && known.until > Date.now()) return known.token;
      const token = issue();
      // Questions that are asked together share one token.
      known = { token, until: Date.now() + EARLY_MS };
      token.catch(() => {
        known = null;
      });
      return token;
    },
    renew: issue,
  };
}

/**
 * Signs in with a one-time code of the hub's own administration: a key is made on this page and enrolled under the code, as every desk's is.
 * @param name how this page is called among the desks
 * @param onLost called when the hub knows this page no more
 * @throws HubRefused `code_refused`, also for the code of a desk, which stays good; `rate_limited`, `unreachable`
 */
export async function signIn(code: string, name: string, onLost: () => void): Promise<Session> {
  const key = await newDeviceKey();
  const body = JSON.stringify({ code, name, jwk: key.jwk, kind: 'hub' });
  const enrolled = (await (await request('/enrol', { method: 'POST', body })).json()) as Enrolled;
  const { take, renew } = tokens(enrolled, key);

  async function send(method: string, path: string, given: unknown, fresh = false, more: RequestInit = {}): Promise<Response> {
    const headers = { authorization: `Bearer ${await take(fresh)}` };
    return request(path, { method, headers, ...(given !== undefined && { body: JSON.stringify(given) }), ...more });
  }
  await take(false);
  const keepFresh = setInterval(() => {
    // The next question tells the user what is wrong.
    renew().catch(() => {});
  }, FRESH_MS);
  return {
    client: enrolled.client_id,
    hub: enrolled.hub,
    async ask<Done>(method: string, path: string, given?: unknown) {
      const response = await send(method, path, given)
        .catch((error: unknown) => {
          if (!isOver(error)) throw error;
          return send(method, path, given, true);
        })
        .catch((error: unknown) => {
          if (isOver(error)) {
            clearInterval(keepFresh);
            onLost();
          }
          throw error;
        });
      return (response.status === 204 ? undefined : await response.json()) as Done;
    },
    async leave() {
      clearInterval(keepFresh);
      await send('DELETE', `/admin/clients/${enrolled.client_id}`, undefined, false, { keepalive: true });
    },
  };
}
