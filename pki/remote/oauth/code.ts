import { randomBytes, timingSafeEqual } from 'node:crypto';
import { PkiError } from '../../errors.ts';
import type { BrowserVisit } from '../service.ts';
import { newPkce } from './pkce.ts';

/** Where and for whom authorisation is asked. */
export interface AuthorizationServer {
  /** Base of the authorisation server, ending in `/`. */
  readonly base: URL;
  readonly clientId: string;
  /** To whom the token will be shown (RFC 8707): a server that minds it gives none that counts elsewhere. */
  readonly resource: string;
}

/** A code with all that its exchange needs. */
export interface AuthorizationCode {
  readonly code: string;
  readonly verifier: string;
  readonly redirectUri: string;
}

const STATE_BYTES = 24;
/** A code has no length of its own; what is longer is none. */
const LONGEST_CODE = 2048;

/**
 * Sends the person to the authorisation server for a code (RFC 6749 section 4.1.1, RFC 7636, RFC 8252, RFC 8707).
 * @param wish further parameters, `scope` among them
 * @throws PkiError REMOTE_SIGN_IN_REFUSED with what was wrong; what the visit throws
 */
export async function askForCode(
  { base, clientId, resource }: AuthorizationServer,
  wish: Readonly<Record<string, string>>,
  visit: BrowserVisit,
  signal: AbortSignal,
): Promise<AuthorizationCode> {
  const state = randomBytes(STATE_BYTES).toString('base64url');
  const { verifier, challenge } = newPkce();
  let asked = '';
  const back = await visit((redirectUri) => {
    asked = redirectUri;
    const address = new URL('oauth2/authorize', base);
    address.search = new URLSearchParams({
      ...{ response_type: 'code', client_id: clientId, redirect_uri: redirectUri, resource, ...wish },
      ...{ code_challenge: challenge, code_challenge_method: 'S256', state },
    }).toString();
    return address.href;
  }, signal);
  return { code: codeOf(back, state, base), verifier, redirectUri: asked };
}

/** The code of a redirect, once it is known to answer this very request (RFC 6749 sections 4.1.2 and 10.12, RFC 9207). */
function codeOf({ searchParams }: URL, state: string, base: URL): string {
  const refuse = (note: string): never => {
    throw new PkiError('REMOTE_SIGN_IN_REFUSED', { note });
  };
  for (const name of ['state', 'code', 'error', 'iss']) if (searchParams.getAll(name).length > 1) refuse(`${name} is given more than once`);
  if (!sameText(searchParams.get('state') ?? '', state)) refuse('state');
  const issuer = searchParams.get('iss');
  if (issuer !== null && URL.parse(issuer)?.origin !== base.origin) refuse('iss');
  const error = searchParams.get('error');
  if (error !== null) refuse(plainError(error));
  const code = searchParams.get('code') ?? '';
  return code === '' || code.length > LONGEST_CODE ? refuse('code') : code;
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** An error code as the standards write them; whatever else a server says there is not repeated, since it may be anything. */
export const plainError = (error: unknown): string => (typeof error === 'string' && /^[a-z][a-z_]{0,40}$/.test(error) ? error : 'unnamed error');
