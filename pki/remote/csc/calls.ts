import type * as z from 'zod';
import { PkiError, type PkiErrorCode } from '../../errors.ts';
import type { HttpClient } from '../../network/http-client.ts';
import { plainError } from '../oauth/code.ts';
import { errorAnswer } from './messages.ts';

export interface Call<T> {
  readonly url: URL;
  readonly body: Uint8Array;
  readonly form?: true;
  /** Access token; none is sent on to another address, since no redirect of a POST is followed. */
  readonly token?: string;
  readonly answer: z.ZodType<T>;
  /** What an error code means here, where it is not simply refused. */
  readonly meanings?: Readonly<Record<string, PkiErrorCode>>;
  readonly signal: AbortSignal;
}

/** Room for a chain of certificates; everything else is far smaller. */
const MAX_ANSWER_BYTES = 256 * 1024;
/** Milliseconds: some services wait for a telephone before they answer. */
const DEADLINE_MS = 60_000;
/** Refusals whose reason is in the body. */
const REFUSALS = [400, 401, 403, 404, 429];
const UNAUTHORIZED = 401;

/**
 * One POST to a service and its answer in JSON.
 * @throws PkiError REMOTE_ANSWER_WRONG, REMOTE_REFUSED, REMOTE_SESSION_ENDED, one of `meanings`, those of the network; the signal's reason
 */
export async function call<T>(http: HttpClient, { url, body, form, token, answer, meanings = {}, signal }: Call<T>): Promise<T> {
  const headers = {
    ...{ 'content-type': form ? 'application/x-www-form-urlencoded' : 'application/json', accept: 'application/json' },
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  const limits = { maxBytes: MAX_ANSWER_BYTES, deadlineMs: DEADLINE_MS, alsoStatus: REFUSALS };
  const { status, body: bytes } = await http.send({ url: url.href, method: 'POST', headers, body, ...limits, signal });
  const facts = { host: url.host, method: url.pathname.split('/').slice(-2).join('/') };
  const read = parse(bytes);
  if (REFUSALS.includes(status)) {
    const said = errorAnswer.safeParse(read).data;
    const error = plainError(said?.error ?? said?.errorCode);
    const code = meanings[error] ?? (status === UNAUTHORIZED && token !== undefined ? 'REMOTE_SESSION_ENDED' : 'REMOTE_REFUSED');
    throw new PkiError(code, { ...facts, note: error });
  }
  const found = answer.safeParse(read);
  if (found.success) return found.data;
  // Where it is wrong, and nothing of what it says: that may be a secret.
  throw new PkiError('REMOTE_ANSWER_WRONG', { ...facts, note: found.error.issues[0]?.path.join('.') || 'JSON' });
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

export const jsonBody = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

export const formBody = (values: Readonly<Record<string, string>>): Uint8Array => new TextEncoder().encode(new URLSearchParams(values).toString());
